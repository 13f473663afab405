package listfile

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// The United Kingdom publishes two tables with the same habits: the UK
// Sanctions List of the Foreign Office (CSV, ODS, XML) and, until 2026, the
// Consolidated List of the Treasury (CSV). A party takes a row for each name
// and address; the rows of one stand together. A line with the date comes
// before the header.

type ukTable struct {
	r    *reading
	h    header
	e    *Entry
	seen int
}

func (t *ukTable) row(cells []string, line int) error {
	r := t.r
	if t.h == nil {
		got := headerOf(cells)
		if got.has("Unique ID") || got.has("Group ID") {
			t.h = got
			return nil
		}
		if t.seen++; t.seen > 20 {
			return errNoColumns
		}
		text := strings.Join(cells, " ")
		if i := strings.IndexByte(text, ':'); i >= 0 {
			text = text[i+1:]
		}
		for _, w := range []string{"Last Updated", "Report Date"} {
			text = strings.TrimPrefix(clean(text), w)
		}
		if d, ok := readDate(clean(text), dayFirst); ok {
			r.report.Date = d
		}
		return nil
	}
	get := func(columns ...string) string {
		v := t.h.of(cells, columns...)
		if v == "0" {
			return ""
		}
		return v
	}
	id := get("uniqueid", "groupid")
	if id == "" {
		r.report.Records++
		r.malformed(r.files[0].Name, line, "the row has no number of a party")
		return nil
	}
	if t.e == nil || t.e.ID != id {
		if err := t.flush(); err != nil {
			return err
		}
		t.e = &Entry{ID: id, Line: line}
		t.e.Schema, _ = schemaOf(get("designationtype", "grouptype", "individualentityship"))
		t.e.listed("authorityId", id)
		t.e.listed("unscId", get("unreferencenumber"))
	}
	r.report.Joined["rows"]++
	ukRow(t.e, get)
	return nil
}

func (t *ukTable) flush() error {
	if t.e == nil {
		return nil
	}
	done := t.e
	t.e = nil
	ukMainName(done)
	return t.r.record(done)
}

// ukMainName makes the first name the main one where no row is marked so.
func ukMainName(e *Entry) {
	if len(e.Values("name")) > 0 {
		return
	}
	for i := range e.Props {
		if NameProperty(e.Props[i].Name) {
			e.Props[i].Name = "name"
			return
		}
	}
}

func ukName(e *Entry, name, kind, strength string) {
	kind = strings.ToLower(clean(kind))
	switch {
	case strings.Contains(strings.ToLower(strength), "low"), strings.Contains(strings.ToLower(strength), "weak"):
		e.say("weakAlias", name)
	case strings.HasPrefix(kind, "primary name variation"):
		e.say("alias", name)
	case strings.HasPrefix(kind, "primary"), kind == "main name":
		if len(e.Values("name")) > 0 {
			e.say("alias", name)
		} else {
			// The main name comes first, wherever its row stands.
			e.say("name", name)
		}
	case strings.HasPrefix(kind, "f"):
		e.say("previousName", name)
	default:
		e.say("alias", name)
	}
}

func ukRow(e *Entry, get func(...string) string) {
	name := join(" ", get("name1"), get("name2"), get("name3"), get("name4"), get("name5"), get("name6"))
	ukName(e, name, get("nametype", "aliastype"), get("aliasstrength", "aliasquality"))
	e.say("alias", get("namenonlatinscript"))
	e.person("title", get("title"))
	address := join(", ", get("addressline1", "address1"), get("addressline2", "address2"), get("addressline3", "address3"), get("addressline4", "address4"),
		get("addressline5", "address5"), get("addressline6", "address6"), get("addresspostalcode", "postzipcode"), get("addresscountry", "country"))
	e.say("address", address)
	e.country("country", get("addresscountry", "country"))
	e.say("phone", get("phonenumber"))
	e.say("website", get("website"))
	e.say("email", get("emailaddress"))
	e.listed("program", get("regimename", "regime"))
	e.listed("provisions", strings.Split(get("sanctionsimposed"), "|")...)
	e.listed("reason", get("ukstatementofreasons"))
	if len(e.Listing("listingDate")) == 0 {
		e.date("listingDate", dayFirst, get("datedesignated", "uksanctionslistdatedesignated", "listedon"))
	}
	e.say("notes", get("otherinformation"))
	if e.Schema == "Person" {
		for d := range strings.SplitSeq(get("dob"), "|") {
			e.date("birthDate", dayFirst, d)
		}
		e.say("birthPlace", join(", ", get("townofbirth"), get("countryofbirth")))
		e.country("birthCountry", get("countryofbirth"))
		for n := range strings.SplitSeq(get("nationalityies", "nationality"), "|") {
			e.country("nationality", numberless(n))
		}
		e.say("position", strings.Split(get("position"), "|")...)
		e.gender(get("gender"))
		e.identify("passport", get("passportnumber"), get("passportadditionalinformation", "passportdetails"))
		e.identify("national identification", get("nationalidentifiernumber", "nationalidentificationnumber"), get("nationalidentifieradditionalinformation", "nationalidentificationdetails"))
	}
	e.identify("registration", get("businessregistrationnumbers"), "")
	e.say("notes", get("typeofentity"))
	if p := get("parentcompany"); p != "" {
		e.say("notes", "Parent company as printed: "+p)
	}
	if s := get("subsidiaries"); s != "" {
		e.say("notes", "Subsidiaries as printed: "+s)
	}
	if e.Schema == "Vessel" {
		e.identify("IMO", get("imonumber"), "")
		e.say("type", get("typeofship"))
		e.country("flag", get("currentbelievedflagofship"))
		e.country("pastFlags", get("previousflags"))
		e.say("grossRegisteredTonnage", get("tonnageofship"))
		if o := get("currentowneroperators"); o != "" {
			e.say("notes", "Owner or operator as printed: "+o)
		}
	}
}

// numberless takes "(1) Russia" to "Russia".
func numberless(s string) string {
	s = clean(s)
	if strings.HasPrefix(s, "(") {
		if i := strings.IndexByte(s, ')'); i > 0 && i < 5 {
			return clean(s[i+1:])
		}
	}
	return s
}

func (r *reading) readUKCSV() error {
	t := &ukTable{r: r}
	return t.end(r.eachRow(r.files[0], ',', t.row))
}

func (t *ukTable) end(err error) error {
	if errors.Is(err, errNoColumns) {
		return errBroken{t.r.files[0].Name + " lacks the column \"Unique ID\"; see whether it is the United Kingdom's list."}
	}
	if err != nil {
		return err
	}
	return t.flush()
}

func (r *reading) readUKXML() error {
	f := r.files[0]
	return r.elements(f, nil, map[string]func(*node) error{
		"DateGenerated": func(n *node) error {
			if d, ok := readDate(clean(n.text), dayFirst); ok {
				r.report.Date = d
			}
			return nil
		},
		"Designation": func(n *node) error { return r.record(ukDesignation(n)) },
	})
}

func ukDesignation(n *node) *Entry {
	e := &Entry{ID: n.at("UniqueID"), Line: n.line}
	e.Schema, _ = schemaOf(n.at("IndividualEntityShip"))
	e.listed("authorityId", e.ID)
	e.listed("unscId", n.at("UNReferenceNumber"))
	for _, a := range n.kid("Names").all("Name") {
		name := join(" ", a.at("Name1"), a.at("Name2"), a.at("Name3"), a.at("Name4"), a.at("Name5"), a.at("Name6"))
		ukName(e, name, a.at("NameType"), a.at("AliasStrength"))
	}
	ukMainName(e)
	e.say("alias", n.texts("NameNonLatinScript")...)
	e.person("title", n.texts("Title")...)
	for _, a := range n.kid("Addresses").all("Address") {
		e.say("address", join(", ", a.at("AddressLine1"), a.at("AddressLine2"), a.at("AddressLine3"), a.at("AddressLine4"), a.at("AddressLine5"), a.at("AddressLine6"), a.at("AddressPostalCode"), a.at("AddressCountry")))
		e.country("country", a.at("AddressCountry"))
	}
	e.say("phone", n.texts("PhoneNumber")...)
	e.say("email", n.texts("EmailAddress")...)
	e.say("website", n.texts("Website")...)
	e.listed("program", n.at("RegimeName"))
	e.listed("provisions", strings.Split(n.at("SanctionsImposed"), "|")...)
	e.listed("reason", n.at("UKStatementofReasons"))
	e.date("listingDate", dayFirst, n.at("DateDesignated"))
	e.say("notes", n.at("OtherInformation"))
	if e.Schema == "Person" {
		e.date("birthDate", dayFirst, n.texts("DOB")...)
		e.country("nationality", n.texts("Nationality")...)
		for _, b := range n.deep("Location") {
			e.say("birthPlace", join(", ", b.at("TownOfBirth"), b.at("CountryOfBirth")))
			e.country("birthCountry", b.at("CountryOfBirth"))
		}
		e.say("position", n.texts("Position")...)
		e.gender(n.texts("Gender")...)
		for _, p := range n.deep("Passport") {
			e.identify("passport", p.at("PassportNumber"), p.at("PassportAdditionalInformation"))
		}
		for _, p := range n.deep("NationalIdentifier") {
			e.identify("national identification", p.at("NationalIdentifierNumber"), p.at("NationalIdentifierAdditionalInformation"))
		}
	}
	for _, b := range n.texts("BusinessRegistrationNumber") {
		e.identify("registration", b, "")
	}
	e.say("notes", n.texts("TypeOfEntity")...)
	if e.Schema == "Vessel" {
		for _, i := range n.texts("IMONumber") {
			e.identify("IMO", i, "")
		}
		e.say("type", n.texts("TypeOfShip")...)
		e.country("flag", n.texts("CurrentBelievedFlagOfShip")...)
		e.country("pastFlags", n.texts("PreviousFlag")...)
	}
	return e
}

// Bounds of the sheet in an ODS file.
const (
	mostPacked   = 512 << 20
	mostUnpacked = 2 << 30
	mostRepeat   = 2000
)

// readUKODS reads the sheet of an OpenDocument file as the rows of the CSV.
func (r *reading) readUKODS() error {
	f := r.files[0]
	if f.Size > mostPacked {
		return errBroken{f.Name + " is larger than 512 MB, which no list of this kind is."}
	}
	in, err := f.Open()
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }()
	packed, err := io.ReadAll(io.LimitReader(in, mostPacked))
	if err != nil {
		return err
	}
	z, err := zip.NewReader(bytes.NewReader(packed), int64(len(packed)))
	if err != nil {
		return errBroken{f.Name + " is damaged; get the file again."}
	}
	for _, part := range z.File {
		if part.Name != "content.xml" {
			continue
		}
		open := func() (io.ReadCloser, error) {
			c, err := part.Open()
			if err != nil {
				return nil, err
			}
			return struct {
				io.Reader
				io.Closer
			}{io.LimitReader(c, mostUnpacked), c}, nil
		}
		t := &ukTable{r: r}
		r.total = max(1, int64(part.UncompressedSize64))
		sheet := File{Name: f.Name, Size: int64(part.UncompressedSize64), Open: open}
		line := 0
		return t.end(r.elements(sheet, nil, map[string]func(*node) error{
			"table-row": func(n *node) error {
				line++
				cells := odsCells(n)
				if repeat, _ := strconv.Atoi(n.get("number-rows-repeated")); repeat > 1 {
					line += repeat - 1
				}
				if len(cells) == 0 {
					return nil
				}
				return t.row(cells, line)
			},
		}))
	}
	return errBroken{fmt.Sprintf("%s holds no sheet; see whether it is the right file.", f.Name)}
}

func odsCells(n *node) []string {
	var cells []string
	last := 0
	for _, c := range n.kids {
		if c.name != "table-cell" && c.name != "covered-table-cell" {
			continue
		}
		text := ""
		for _, p := range c.all("p") {
			text = join("\n", text, odsText(p))
		}
		if d := odsAttr(c.attr, "date-value"); d != "" {
			text = d
		}
		repeat, _ := strconv.Atoi(c.get("number-columns-repeated"))
		for i := 0; i < min(max(repeat, 1), mostRepeat) && len(cells) < mostCells; i++ {
			cells = append(cells, text)
		}
		if text != "" {
			last = len(cells)
		}
	}
	return cells[:last]
}

func odsAttr(attr []xml.Attr, name string) string {
	for _, a := range attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func odsText(p *node) string {
	text := p.text
	for _, k := range p.kids {
		text += odsText(k)
	}
	return text
}
