package listfile

import (
	"errors"
	"strings"
)

// The European Union's consolidated list of financial sanctions. In the CSV a
// party takes many rows, one for each name, address, birthday and number,
// which stand together.

// euColumn are the columns in the newer and the older spelling.
var euColumn = map[string][]string{
	"id":     {"entitylogicalid", "id"},
	"ref":    {"entityeureferencenumber"},
	"un":     {"entityunitednationid", "unid"},
	"date":   {"entitydesignationdate", "entityregulationpublicationdate"},
	"remark": {"entityremark", "remark"},
	"type":   {"entitysubjecttypeclassificationcode", "entitysubjecttype", "subjecttype"},
	"law":    {"entityregulationnumbertitle", "lebanumtitle"},
	"prog":   {"entityregulationprogramme", "programme"},
	"whole":  {"namealiaswholename", "naalwholename"},
	"first":  {"namealiasfirstname", "naalfirstname"},
	"middle": {"namealiasmiddlename", "naalmiddlename"},
	"last":   {"namealiaslastname", "naallastname"},
	"gender": {"namealiasgender", "naalgender"},
	"title":  {"namealiastitle", "naaltitle"},
	"job":    {"namealiasfunction", "naalfunction"},
	"street": {"addressstreet", "addrstreet"}, "number": {"addrnumber"}, "pobox": {"addresspobox"},
	"zip": {"addresszipcode", "addrzipcode"}, "city": {"addresscity", "addrcity"}, "region": {"addressregion"}, "place": {"addressplace"},
	"country": {"addresscountryiso2code", "addresscountrydescription", "addrcountry"}, "countryname": {"addresscountrydescription", "addrcountry"},
	"born": {"birthdatebirthdate", "birtdate"}, "bornyear": {"birthdateyear"}, "bornfrom": {"birthdateyearrangefrom"}, "bornto": {"birthdateyearrangeto"},
	"circa": {"birthdatecirca"}, "bornplace": {"birthdateplace", "birtplace"}, "borncity": {"birthdatecity"}, "bornregion": {"birthdateregion"},
	"borncountry": {"birthdatecountryiso2code", "birthdatecountrydescription", "birtcountry"}, "borncountryname": {"birthdatecountrydescription", "birtcountry"},
	"idno": {"identificationnumber", "idennumber"}, "idtype": {"identificationtypedescription", "identificationtypecode"},
	"idcountry": {"identificationcountrydescription", "idencountry"},
	"citizen":   {"citizenshipcountryiso2code", "citizenshipcountrydescription", "citicountry"},
}

var errNoColumns = errors.New("no columns")

func (r *reading) readEUCSV() error {
	var h header
	var e *Entry
	flush := func() error {
		if e == nil {
			return nil
		}
		done := e
		e = nil
		return r.record(done)
	}
	err := r.eachRow(r.files[0], ';', func(cells []string, line int) error {
		if h == nil {
			if got := headerOf(cells); got.has("Entity_LogicalId") || got.has("Entity_logical_id") {
				h = got
			} else if len(cells) == 2 && columnKey(cells[0]) == "filegenerationdate" {
				if d, ok := readDate(clean(cells[1]), dayFirst); ok {
					r.report.Date = d
				}
			} else {
				return errNoColumns
			}
			return nil
		}
		get := func(c string) string { return h.of(cells, euColumn[c]...) }
		if r.report.Date == "" {
			if d, ok := readDate(h.of(cells, "filegenerationdate"), dayFirst); ok {
				r.report.Date = d
			}
		}
		id := get("id")
		if id == "" {
			r.report.Records++
			r.malformed(r.files[0].Name, line, "the row has no number of an entity")
			return nil
		}
		if e == nil || e.ID != id {
			if err := flush(); err != nil {
				return err
			}
			e = &Entry{ID: id, Line: line}
			e.Schema, _ = schemaOf(get("type"))
			e.listed("authorityId", get("ref"))
			e.listed("unscId", get("un"))
			e.date("listingDate", dayFirst, get("date"))
			e.listed("program", get("prog"))
			e.listed("reason", get("law"))
			e.say("notes", get("remark"))
		}
		r.report.Joined["rows"]++
		euRow(e, get)
		return nil
	})
	if errors.Is(err, errNoColumns) {
		return errBroken{r.files[0].Name + " lacks the column Entity_LogicalId; see whether it is the European Union's list."}
	}
	if err != nil {
		return err
	}
	return flush()
}

func euRow(e *Entry, get func(string) string) {
	name := firstOf(get("whole"), join(" ", get("first"), get("middle"), get("last")))
	if e.Name() == "" {
		e.say("name", name)
	} else {
		e.say("alias", name)
	}
	e.gender(get("gender"))
	e.person("title", get("title"))
	e.person("position", get("job"))
	if a := join(", ", get("street"), get("number"), get("pobox"), get("place"), get("zip"), get("city"), get("region"), get("countryname")); a != "" {
		e.say("address", a)
	}
	e.country("country", get("country"))
	if e.Schema == "Person" {
		about := ""
		if strings.EqualFold(get("circa"), "true") {
			about = "circa "
		}
		switch {
		case get("born") != "":
			e.date("birthDate", dayFirst, about+get("born"))
		case get("bornyear") != "" && get("bornyear") != "0":
			e.date("birthDate", dayFirst, about+get("bornyear"))
		case get("bornfrom") != "" && get("bornfrom") != "0":
			e.say("notes", "Date of birth as printed: "+join(" to ", get("bornfrom"), get("bornto")))
		}
		e.say("birthPlace", join(", ", get("bornplace"), get("borncity"), get("bornregion"), get("borncountryname")))
		e.country("birthCountry", get("borncountry"))
	}
	e.nation("citizenship", get("citizen"))
	e.identify(get("idtype"), get("idno"), get("idcountry"))
}

func (r *reading) readEUXML() error {
	root := func(n *node) {
		if d, ok := readDate(n.get("generationDate"), written); ok {
			r.report.Date = d
		}
	}
	return r.elements(r.files[0], root, map[string]func(*node) error{
		"sanctionEntity": func(n *node) error { return r.record(euEntity(n)) },
	})
}

func euEntity(n *node) *Entry {
	e := &Entry{ID: firstOf(n.get("logicalId"), n.get("euReferenceNumber")), Line: n.line}
	kind := ""
	if s := n.kid("subjectType"); s != nil {
		kind = firstOf(s.get("code"), s.get("classificationCode"))
	}
	e.Schema, _ = schemaOf(kind)
	e.listed("authorityId", n.get("euReferenceNumber"))
	e.listed("unscId", n.get("unitedNationId"))
	e.date("listingDate", written, n.get("designationDate"))
	for _, g := range n.all("regulation") {
		e.listed("program", g.get("programme"))
		e.listed("reason", g.get("numberTitle"))
		if len(e.Listing("listingDate")) == 0 {
			e.date("listingDate", written, g.get("publicationDate"))
		}
	}
	for _, a := range n.all("nameAlias") {
		name := firstOf(clean(a.get("wholeName")), join(" ", a.get("firstName"), a.get("middleName"), a.get("lastName")))
		switch {
		case a.get("strong") == "false":
			e.say("weakAlias", name)
		case len(e.Values("name")) == 0:
			e.say("name", name)
		default:
			e.say("alias", name)
		}
		e.gender(a.get("gender"))
		e.person("title", a.get("title"))
		e.person("position", a.get("function"))
	}
	for _, a := range n.all("address") {
		country := a.get("countryDescription")
		e.say("address", join(", ", a.get("street"), a.get("poBox"), a.get("place"), a.get("zipCode"), a.get("city"), a.get("region"), country))
		e.country("country", firstOf(known(a.get("countryIso2Code")), country))
	}
	if e.Schema == "Person" {
		for _, b := range n.all("birthdate") {
			about := ""
			if b.get("circa") == "true" {
				about = "circa "
			}
			switch {
			case b.get("birthdate") != "":
				e.date("birthDate", written, about+b.get("birthdate"))
			case b.get("year") != "" && b.get("year") != "0":
				if d, ok := numbered(b.get("year"), firstOf(b.get("monthOfYear"), "00"), firstOf(b.get("dayOfMonth"), "00")); ok {
					e.date("birthDate", written, about+d)
				}
			case b.get("yearRangeFrom") != "" && b.get("yearRangeFrom") != "0":
				e.say("notes", "Date of birth as printed: "+join(" to ", b.get("yearRangeFrom"), b.get("yearRangeTo")))
			}
			e.say("birthPlace", join(", ", b.get("place"), b.get("city"), b.get("region"), b.get("countryDescription")))
			e.country("birthCountry", known(b.get("countryIso2Code")))
		}
	}
	for _, c := range n.all("citizenship") {
		e.nation("citizenship", firstOf(known(c.get("countryIso2Code")), c.get("countryDescription")))
	}
	for _, d := range n.all("identification") {
		e.identify(firstOf(d.get("identificationTypeDescription"), d.get("identificationTypeCode")), firstOf(d.get("number"), d.get("latinNumber")), d.get("countryDescription"))
	}
	for _, m := range n.all("remark") {
		e.say("notes", m.text)
	}
	return e
}

// known leaves out the code by which the European Union says that a country is
// not known.
func known(iso string) string {
	if iso == "00" {
		return ""
	}
	return iso
}
