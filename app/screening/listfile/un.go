package listfile

import "strings"

// The consolidated list of the United Nations Security Council.
func (r *reading) readUN() error {
	root := func(n *node) {
		if d, ok := readDate(n.get("dateGenerated"), written); ok {
			r.report.Date = d
		}
	}
	return r.elements(r.files[0], root, map[string]func(*node) error{
		"INDIVIDUAL": func(n *node) error { return r.record(unEntry(n, "Person", "INDIVIDUAL")) },
		"ENTITY":     func(n *node) error { return r.record(unEntry(n, "LegalEntity", "ENTITY")) },
	})
}

func unEntry(n *node, schema, prefix string) *Entry {
	e := &Entry{ID: n.at("DATAID"), Schema: schema, Line: n.line}
	if e.ID == "" {
		e.ID = n.at("REFERENCE_NUMBER")
	}
	e.say("name", join(" ", n.at("FIRST_NAME"), n.at("SECOND_NAME"), n.at("THIRD_NAME"), n.at("FOURTH_NAME")))
	e.say("alias", n.at("NAME_ORIGINAL_SCRIPT"))
	e.listed("authorityId", n.at("REFERENCE_NUMBER"))
	e.listed("unscId", n.at("REFERENCE_NUMBER"))
	e.listed("program", n.at("UN_LIST_TYPE"))
	e.date("listingDate", written, n.at("LISTED_ON"))
	for _, a := range n.all(prefix + "_ALIAS") {
		name := a.at("ALIAS_NAME")
		switch q := strings.ToLower(a.at("QUALITY")); {
		case q == "low":
			e.say("weakAlias", name)
		case strings.HasPrefix(q, "f"):
			e.say("previousName", name)
		default:
			e.say("alias", name)
		}
		if schema == "Person" {
			e.date("birthDate", written, a.at("DATE_OF_BIRTH"))
		}
	}
	for _, a := range n.all(prefix + "_ADDRESS") {
		e.say("address", join(", ", a.at("STREET"), a.at("CITY"), a.at("STATE_PROVINCE"), a.at("ZIP_CODE"), a.at("COUNTRY")))
		e.country("country", a.at("COUNTRY"))
		e.say("notes", a.at("NOTE"))
	}
	for _, v := range n.kid("NATIONALITY").all("VALUE") {
		e.nation("nationality", v.text)
	}
	for _, v := range n.kid("DESIGNATION").all("VALUE") {
		e.person("position", v.text)
	}
	for _, v := range n.kid("TITLE").all("VALUE") {
		e.person("title", v.text)
	}
	e.gender(n.at("GENDER"))
	if schema == "Person" {
		for _, d := range n.all("INDIVIDUAL_DATE_OF_BIRTH") {
			unBirth(e, d)
		}
		for _, p := range n.all("INDIVIDUAL_PLACE_OF_BIRTH") {
			e.say("birthPlace", join(", ", p.at("CITY"), p.at("STATE_PROVINCE"), p.at("COUNTRY")))
			e.country("birthCountry", p.at("COUNTRY"))
		}
		for _, d := range n.all("INDIVIDUAL_DOCUMENT") {
			e.identify(d.at("TYPE_OF_DOCUMENT"), d.at("NUMBER"), join(", ", d.at("ISSUING_COUNTRY"), d.at("COUNTRY_OF_ISSUE"), d.at("NOTE")))
		}
	}
	e.say("notes", n.at("COMMENTS1"))
	e.say("notes", n.at("SUBMITTED_BY"))
	return e
}

func unBirth(e *Entry, d *node) {
	about := ""
	if strings.EqualFold(d.at("TYPE_OF_DATE"), "APPROXIMATELY") {
		about = "circa "
	}
	switch {
	case d.at("DATE") != "":
		e.date("birthDate", written, about+d.at("DATE"))
	case d.at("YEAR") != "":
		e.date("birthDate", written, about+d.at("YEAR"))
	case d.at("FROM_YEAR") != "":
		e.say("notes", "Date of birth as printed: "+join(" to ", d.at("FROM_YEAR"), d.at("TO_YEAR")))
	}
	e.say("notes", d.at("NOTE"))
}
