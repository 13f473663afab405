package exchange

import (
	"redthread/store/ontology"
	"redthread/store/value"
)

// ftmTypes are the names of FollowTheMoney for our kinds of value.
var ftmTypes = map[value.Kind]string{
	value.KindText: "string", value.KindName: "name", value.KindDate: "date", value.KindQuantity: "number", value.KindMoney: "number",
	value.KindShare: "number", value.KindIdentifier: "identifier", value.KindCountry: "country", value.KindPlace: "string", value.KindURL: "url",
	value.KindEmail: "email", value.KindPhone: "phone", value.KindLanguage: "language", value.KindTopic: "topic", value.KindChoice: "string",
	value.KindEntity: "entity",
}

// ftmStrings are texts that FollowTheMoney has as other types.
var ftmStrings = map[string]string{"address": "address", "full": "address", "gender": "gender", "mimeType": "mimetype", "contentHash": "checksum", "iban": "identifier", "summary": "text", "description": "text", "notes": "text", "bodyText": "text"}

// propType is the type that FollowTheMoney gives a property; only its CSV says it.
func (o *rowsOut) propType(schema, prop string) string {
	if prop == baseProp {
		return baseProp
	}
	s, ok := ontology.Default().Schema(schema)
	if !ok {
		return "string"
	}
	p, ok := s.Property(prop)
	if !ok {
		return "string"
	}
	return typeOf(p)
}

func typeOf(p *ontology.Property) string {
	if t, ok := ftmStrings[p.Name]; ok {
		return t
	}
	if p.Extension && isMeasure(p.Kind) && p.Kind != value.KindDate {
		return "string" // it keeps its doubt, which a number has no room for
	}
	return ftmTypes[p.Kind]
}
