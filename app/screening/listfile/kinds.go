package listfile

import "strings"

// schemaOf is the kind of entity behind a list's own word for it.
func schemaOf(word string) (string, bool) {
	switch strings.ToLower(clean(word)) {
	case "individual", "individuals", "person", "p", "people", "natural person":
		return "Person", true
	case "entity", "enterprise", "e", "organisation", "organization", "group", "":
		return "LegalEntity", true
	case "company", "firm", "business", "corporation":
		return "Company", true
	case "vessel", "ship", "v":
		return "Vessel", true
	case "aircraft", "airplane", "vehicle", "a":
		return "Vehicle", true
	case "publicbody", "government", "public body":
		return "PublicBody", true
	}
	return "LegalEntity", false
}

// identifierOf is the property that a list's word for a number belongs to. The
// order counts: the first word found decides.
func identifierOf(schema, word string) string {
	w := strings.ToLower(word)
	for _, k := range identifierWords {
		if strings.Contains(w, k.word) && (k.only == "" || k.only == schema || k.only == "!Person" && schema != "Person") {
			return k.property
		}
	}
	switch schema {
	case "Vessel", "Vehicle":
		return "registrationNumber"
	}
	return "idNumber"
}

var identifierWords = []struct{ word, property, only string }{
	{"imo", "imoNumber", "Vessel"},
	{"vessel registration", "imoNumber", "Vessel"},
	{"mmsi", "mmsi", "Vessel"},
	{"call sign", "callSign", "Vessel"},
	{"passport", "passportNumber", "Person"},
	{"swift", "swiftBic", "!Vessel"},
	{"bic", "swiftBic", "!Person"},
	{"lei", "leiCode", "!Person"},
	{"legal entity identifier", "leiCode", "!Person"},
	{"ogrn", "ogrnCode", ""},
	{"primary state registration", "ogrnCode", ""},
	{"government gazette", "registrationNumber", "!Person"},
	{"inn", "innCode", ""},
	{"okpo", "okpoCode", ""},
	{"kpp", "kppCode", "Company"},
	{"unified social credit", "uscCode", ""},
	{"duns", "dunsCode", ""},
	{"d-u-n-s", "dunsCode", ""},
	{"vat", "vatCode", ""},
	{"tax", "taxNumber", ""},
	{"fiscal", "taxNumber", ""},
	{"r.f.c", "taxNumber", ""},
	{"rfc", "taxNumber", ""},
	{"nit", "taxNumber", ""},
	{"c.u.i.t", "taxNumber", ""},
	{"social security", "socialSecurityNumber", "Person"},
	{"ssn", "socialSecurityNumber", "Person"},
	{"registration", "registrationNumber", "!Person"},
	{"commercial registry", "registrationNumber", "!Person"},
	{"company number", "registrationNumber", "!Person"},
	{"registered", "registrationNumber", "!Person"},
	{"business number", "registrationNumber", "!Person"},
	{"license", "licenseNumber", "!Person"},
}

// identify says a number, and what it is where the property does not tell.
func (e *Entry) identify(word, number, note string) {
	number = clean(number)
	if number == "" {
		return
	}
	schema := e.Schema
	switch schema {
	case "Company", "LegalEntity", "PublicBody", "Organization":
		schema = "LegalEntity"
	}
	p := identifierOf(schema, word)
	if p == "kppCode" && e.Schema != "Company" {
		p = "idNumber"
	}
	if p == "callSign" || p == "mmsi" || p == "imoNumber" {
		number = strings.TrimSpace(strings.TrimPrefix(strings.TrimPrefix(number, "IMO"), "imo"))
	}
	e.say(p, number)
	if p == "idNumber" || note != "" {
		e.say("notes", join(", ", clean(word)+": "+number, note))
	}
}

// gender says a gender in the words of the ontology.
func (e *Entry) gender(words ...string) {
	for _, w := range words {
		switch strings.ToLower(clean(w)) {
		case "male", "m", "man":
			e.person("gender", "male")
		case "female", "f", "woman":
			e.person("gender", "female")
		}
	}
}

// person says what only people have; of anything else it becomes a note.
func (e *Entry) person(property string, all ...string) {
	if e.Schema == "Person" {
		e.say(property, all...)
		return
	}
	for _, v := range all {
		if v = clean(v); v != "" {
			e.say("notes", v)
		}
	}
}
