package listfile

import (
	"fmt"
	"strconv"
	"strings"
)

// OFAC's plain XML (sdn.xml, consolidated.xml): an sdnEntry a party.
func (r *reading) readOFACXML() error {
	said := 0
	return r.ended(&said, r.elements(r.files[0], nil, map[string]func(*node) error{
		"publshInformation": func(n *node) error {
			if d, ok := readDate(n.at("Publish_Date"), monthFirst); ok {
				r.report.Date = d
			}
			said, _ = strconv.Atoi(n.at("Record_Count"))
			return nil
		},
		"sdnEntry": func(n *node) error { return r.record(ofacEntry(n)) },
	}))
}

// ended compares what a list says it holds with what was read.
func (r *reading) ended(said *int, err error) error {
	if err == nil && *said > 0 && *said != r.report.Records {
		r.note(fmt.Sprintf("The list says that it holds %d records; %d were read.", *said, r.report.Records))
	}
	return err
}

func ofacEntry(n *node) *Entry {
	e := &Entry{ID: n.at("uid"), Line: n.line}
	e.Schema, _ = schemaOf(n.at("sdnType"))
	e.say("name", join(" ", n.at("firstName"), n.at("lastName")))
	e.listed("authorityId", e.ID)
	for _, p := range n.kid("programList").all("program") {
		e.listed("program", p.text)
	}
	for _, a := range n.kid("akaList").all("aka") {
		name := join(" ", a.at("firstName"), a.at("lastName"))
		switch kind := strings.ToLower(a.at("type")); {
		case strings.EqualFold(a.at("category"), "weak"):
			e.say("weakAlias", name)
		case strings.HasPrefix(kind, "f"):
			e.say("previousName", name)
		default:
			e.say("alias", name)
		}
	}
	e.person("position", n.at("title"))
	for _, a := range n.kid("addressList").all("address") {
		e.say("address", join(", ", a.at("address1"), a.at("address2"), a.at("address3"), a.at("city"), a.at("stateOrProvince"), a.at("postalCode"), a.at("country")))
		e.country("country", a.at("country"))
	}
	for _, a := range n.kid("nationalityList").all("nationality") {
		e.nation("nationality", a.at("country"))
	}
	for _, a := range n.kid("citizenshipList").all("citizenship") {
		e.nation("citizenship", a.at("country"))
	}
	if e.Schema == "Person" {
		for _, a := range n.kid("dateOfBirthList").all("dateOfBirthItem") {
			e.date("birthDate", monthFirst, a.at("dateOfBirth"))
		}
		for _, a := range n.kid("placeOfBirthList").all("placeOfBirthItem") {
			e.say("birthPlace", a.at("placeOfBirth"))
		}
	}
	for _, a := range n.kid("idList").all("id") {
		switch kind := a.at("idType"); strings.ToLower(kind) {
		case "gender":
			e.gender(a.at("idNumber"))
		case "website":
			e.say("website", a.at("idNumber"))
		case "email address":
			e.say("email", a.at("idNumber"))
		case "phone number":
			e.say("phone", a.at("idNumber"))
		default:
			e.identify(kind, a.at("idNumber"), a.at("idCountry"))
		}
	}
	if v := n.kid("vesselInfo"); v != nil && e.Schema == "Vessel" {
		e.say("callSign", v.at("callSign"))
		e.say("type", v.at("vesselType"))
		e.country("flag", v.at("vesselFlag"))
		e.say("tonnage", v.at("tonnage"))
		e.say("grossRegisteredTonnage", v.at("grossRegisteredTonnage"))
		if o := v.at("vesselOwner"); o != "" {
			e.say("notes", "Owner as printed: "+o)
		}
	}
	e.say("notes", n.at("remarks"))
	return e
}

// nation says a country of a person, and of anything else a tie to one.
func (e *Entry) nation(property string, all ...string) {
	if e.Schema != "Person" {
		property = "country"
	}
	e.country(property, all...)
}
