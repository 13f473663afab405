package listfile

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// The Consolidated Screening List joins the lists of three departments of the
// United States. One file has many sources; each entry keeps its own.

func (r *reading) readCSLCSV() error {
	var h header
	return r.eachRow(r.files[0], ',', func(cells []string, line int) error {
		if h == nil {
			h = headerOf(cells)
			return nil
		}
		get := func(c string) string { return h.of(cells, c) }
		many := func(c string) []string { return strings.Split(get(c), ";") }
		e := &Entry{ID: cslID(get("id"), get("source"), get("entitynumber"), get("name")), Line: line}
		e.Schema, _ = schemaOf(get("type"))
		e.say("name", uninvert(e.Schema, get("name")))
		for _, n := range many("altnames") {
			e.say("alias", uninvert(e.Schema, clean(n)))
		}
		e.listed("authority", get("source"))
		e.listed("authorityId", get("entitynumber"))
		e.listed("program", many("programs")...)
		e.person("position", get("title"))
		for _, a := range many("addresses") {
			e.say("address", a)
			if i := strings.LastIndexByte(a, ','); i >= 0 {
				if code, ok := countryCode(clean(a[i+1:])); ok {
					e.say("country", code)
				}
			}
		}
		e.nation("citizenship", many("citizenships")...)
		e.nation("nationality", many("nationalities")...)
		if e.Schema == "Person" {
			for _, d := range many("datesofbirth") {
				e.date("birthDate", monthFirst, d)
			}
			e.say("birthPlace", many("placesofbirth")...)
		}
		for _, id := range many("ids") {
			cslNumber(e, id)
		}
		cslRest(e, get("startdate"), get("enddate"), get("federalregisternotice"), get("standardorder"), get("remarks"), get("sourceinformationurl"))
		if e.Schema == "Vessel" {
			e.say("callSign", get("callsign"))
			e.say("type", get("vesseltype"))
			e.country("flag", get("vesselflag"))
		}
		return r.record(e)
	})
}

// cslNumber reads "IMO 8321785, Vessel Registration" and "Passport, A12, IR".
func cslNumber(e *Entry, id string) {
	parts := strings.Split(id, ",")
	if len(parts) < 2 {
		e.say("notes", id)
		return
	}
	kind, number := clean(parts[0]), clean(parts[1])
	if strings.ContainsAny(kind, "0123456789") && !strings.ContainsAny(number, "0123456789") {
		kind, number = number, kind
	}
	e.identify(kind, number, join(", ", parts[2:]...))
}

func cslRest(e *Entry, start, end, notice, order, remarks, url string) {
	e.date("listingDate", monthFirst, start)
	e.date("endDate", monthFirst, end)
	e.listed("reason", notice)
	e.listed("reason", order)
	e.say("notes", remarks)
	e.listed("sourceUrl", url)
}

// cslID makes one number of the source's own: the departments' numbers can meet.
func cslID(id, source, number, name string) string {
	if id != "" {
		return id
	}
	if i := strings.IndexByte(source, '('); i >= 0 {
		if j := strings.IndexByte(source[i:], ')'); j > 0 {
			source = source[i+1 : i+j]
		}
	}
	return join("-", source, firstOf(number, name))
}

type cslEntry struct {
	ID       string   `json:"id"`
	Source   string   `json:"source"`
	Number   any      `json:"entity_number"`
	Type     string   `json:"type"`
	Programs []string `json:"programs"`
	Name     string   `json:"name"`
	Title    string   `json:"title"`
	Alts     []string `json:"alt_names"`
	Address  []struct {
		Address string `json:"address"`
		City    string `json:"city"`
		State   string `json:"state"`
		Postal  string `json:"postal_code"`
		Country string `json:"country"`
	} `json:"addresses"`
	Citizen  []string `json:"citizenships"`
	National []string `json:"nationalities"`
	Births   []string `json:"dates_of_birth"`
	Places   []string `json:"places_of_birth"`
	IDs      []struct {
		Type    string `json:"type"`
		Number  string `json:"number"`
		Country string `json:"country"`
	} `json:"ids"`
	Start    string `json:"start_date"`
	End      string `json:"end_date"`
	Notice   string `json:"federal_register_notice"`
	Order    string `json:"standard_order"`
	Remarks  string `json:"remarks"`
	URL      string `json:"source_information_url"`
	CallSign string `json:"call_sign"`
	Vessel   string `json:"vessel_type"`
	Flag     string `json:"vessel_flag"`
}

// The JSON is one object whose "results" are read one by one.
func (r *reading) readCSLJSON() error {
	f := r.files[0]
	in, closer, err := r.open(f)
	if err != nil {
		return err
	}
	defer func() { _ = closer.Close() }()
	lines := &lineCounter{in: &guard{in: in}}
	d := json.NewDecoder(lines)
	for {
		t, err := d.Token()
		if err != nil {
			return errBroken{f.Name + " has no \"results\"; see whether it is the Consolidated Screening List."}
		}
		if key, ok := t.(string); ok && key == "results" {
			break
		}
		lines.reset()
	}
	if _, err := d.Token(); err != nil {
		return errBroken{f.Name + " breaks off before its first record; get the file again."}
	}
	for d.More() {
		if err := r.tick(); err != nil {
			return err
		}
		lines.reset()
		var c cslEntry
		err := d.Decode(&c)
		line := lines.line
		var wrong *json.UnmarshalTypeError
		if errors.As(err, &wrong) {
			r.report.Records++
			r.malformed(f.Name, line, fmt.Sprintf("%q is %s where another kind of value belongs", wrong.Field, wrong.Value))
			continue
		}
		if err != nil {
			return errBroken{fmt.Sprintf("%s cannot be read beyond line %d (%v), after %d records; get the file again.", f.Name, line, err, r.report.Records)}
		}
		if err := r.record(c.entry(line)); err != nil {
			return err
		}
	}
	if _, err := d.Token(); err != nil {
		return errBroken{fmt.Sprintf("%s breaks off after %d records; get the file again.", f.Name, r.report.Records)}
	}
	return nil
}

func (c *cslEntry) entry(line int) *Entry {
	number := ""
	if c.Number != nil {
		number = fmt.Sprint(c.Number)
		if v, ok := c.Number.(float64); ok {
			number = fmt.Sprintf("%.0f", v)
		}
	}
	e := &Entry{ID: cslID(c.ID, c.Source, number, c.Name), Line: line}
	e.Schema, _ = schemaOf(c.Type)
	e.say("name", uninvert(e.Schema, c.Name))
	for _, n := range c.Alts {
		e.say("alias", uninvert(e.Schema, n))
	}
	e.listed("authority", c.Source)
	e.listed("authorityId", number)
	e.listed("program", c.Programs...)
	e.person("position", c.Title)
	for _, a := range c.Address {
		e.say("address", join(", ", a.Address, a.City, a.State, a.Postal, a.Country))
		e.country("country", a.Country)
	}
	e.nation("citizenship", c.Citizen...)
	e.nation("nationality", c.National...)
	if e.Schema == "Person" {
		for _, d := range c.Births {
			e.date("birthDate", monthFirst, d)
		}
		e.say("birthPlace", c.Places...)
	}
	for _, id := range c.IDs {
		e.identify(id.Type, id.Number, id.Country)
	}
	if e.Schema == "Vessel" {
		e.say("callSign", c.CallSign)
		e.say("type", c.Vessel)
		e.country("flag", c.Flag)
	}
	cslRest(e, c.Start, c.End, c.Notice, c.Order, c.Remarks, c.URL)
	return e
}

// lineCounter counts the lines that a JSON decoder has taken in. The decoder
// reads ahead, so a line is where it is at most a buffer further on.
type lineCounter struct {
	in   *guard
	line int
}

func (l *lineCounter) reset() { l.in.read = 0 }

func (l *lineCounter) Read(b []byte) (int, error) {
	if len(b) > 512 {
		b = b[:512] // keeps the line close to where the record is
	}
	n, err := l.in.Read(b)
	if l.line == 0 {
		l.line = 1
	}
	for _, c := range b[:n] {
		if c == '\n' {
			l.line++
		}
	}
	if errors.Is(err, io.EOF) && n > 0 {
		err = nil
	}
	return n, err
}
