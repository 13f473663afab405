package listfile

import (
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// OFAC's CSV lists have no header. The main file (sdn.csv, cons_prim.csv) has
// twelve columns, a party a row; alt.csv and add.csv have further names and
// addresses by the party's number; the comments file goes on where a remark was
// too long for the main one. "-0-" stands for nothing.

// SiblingNames are the files that belong to a main file of OFAC's, by what
// they hold.
func siblingNames(main string) map[string][]string {
	stem := strings.TrimSuffix(strings.ToLower(main), ".csv")
	if strings.HasPrefix(stem, "cons_prim") {
		return map[string][]string{"alt": {"cons_alt.csv"}, "add": {"cons_add.csv"}, "comments": {"cons_comments.csv"}}
	}
	return map[string][]string{"alt": {"alt.csv"}, "add": {"add.csv"}, "comments": {"sdn_comments.csv", "comments.csv"}}
}

// Beside finds the further files of a list that lie beside its main file, as
// OFAC hands them out.
func Beside(path string, format Format) []string {
	if format != FormatOFACCSV {
		return nil
	}
	var all []string
	for _, names := range siblingNames(filepath.Base(path)) {
		for _, n := range names {
			for _, spelt := range []string{n, strings.ToUpper(n)} {
				p := filepath.Join(filepath.Dir(path), spelt)
				if f, err := Path(p); err == nil && f.Size > 0 {
					all = append(all, p)
					break
				}
			}
		}
	}
	slices.Sort(all)
	return all
}

type ofacMore struct {
	alts, adds [][]string
	remark     string
	used       bool
	line       int
}

// Bounds of the joined files, which are held while the main one is read.
const mostJoined = 4_000_000

func none(s string) string {
	if s = clean(s); s == "-0-" {
		return ""
	}
	return s
}

func (r *reading) readOFACCSV() error {
	more := map[string]*ofacMore{}
	joined := 0
	at := func(id string) *ofacMore {
		m := more[id]
		if m == nil {
			m = &ofacMore{}
			more[id] = m
		}
		return m
	}
	seen := map[string]bool{}
	for _, f := range r.files[1:] {
		kind := ofacPart(f.Name)
		if kind == "" {
			return errBroken{fmt.Sprintf("%s is not a part of OFAC's list that is known; name the main file, and the others beside it are found.", f.Name)}
		}
		seen[kind] = true
		err := r.eachRow(f, ',', func(cells []string, line int) error {
			if joined++; joined > mostJoined {
				return errBroken{f.Name + " has more rows than any list of OFAC's; see whether it is the right file."}
			}
			id := clean(cells[0])
			want := map[string]int{"alt": 4, "add": 5, "comments": 2}[kind]
			if len(cells) < want || id == "" {
				r.report.Records++
				r.malformed(f.Name, line, fmt.Sprintf("the row has %d fields; %d are needed", len(cells), want))
				return nil
			}
			m := at(id)
			if m.line == 0 {
				m.line = line
			}
			switch kind {
			case "alt":
				m.alts = append(m.alts, slices.Clone(cells))
			case "add":
				m.adds = append(m.adds, slices.Clone(cells))
			case "comments":
				m.remark += none(cells[1])
			}
			r.report.Joined[f.Name]++
			return nil
		})
		if err != nil {
			return err
		}
	}
	for _, kind := range []string{"alt", "add", "comments"} {
		if !seen[kind] {
			what := map[string]string{"alt": "further names", "add": "addresses", "comments": "the ends of long remarks"}[kind]
			r.note(fmt.Sprintf("%s was not beside %s: %s are missing.", siblingNames(r.files[0].Name)[kind][0], r.files[0].Name, what))
		}
	}
	err := r.eachRow(r.files[0], ',', func(cells []string, line int) error {
		if len(cells) < 12 {
			r.report.Records++
			r.malformed(r.files[0].Name, line, fmt.Sprintf("the row has %d fields; 12 are needed", len(cells)))
			return nil
		}
		id := clean(cells[0])
		m := more[id]
		if m != nil {
			m.used = true
		}
		return r.record(ofacRow(cells, line, m))
	})
	if err != nil {
		return err
	}
	orphans := 0
	for _, m := range more {
		if !m.used {
			orphans++
		}
	}
	if orphans > 0 {
		r.note(fmt.Sprintf("%d numbers of the further files belong to no entry of %s.", orphans, r.files[0].Name))
	}
	return nil
}

func ofacPart(name string) string {
	n := strings.ToLower(name)
	switch {
	case strings.Contains(n, "comment"):
		return "comments"
	case strings.Contains(n, "alt"):
		return "alt"
	case strings.Contains(n, "add"):
		return "add"
	}
	return ""
}

func ofacRow(cells []string, line int, m *ofacMore) *Entry {
	e := &Entry{ID: clean(cells[0]), Line: line}
	e.Schema, _ = schemaOf(none(cells[2]))
	e.say("name", uninvert(e.Schema, none(cells[1])))
	e.Listed = append(e.Listed, Prop{"authorityId", e.ID})
	for p := range strings.SplitSeq(strings.Trim(none(cells[3]), "[]"), "] [") {
		e.listed("program", p)
	}
	if e.Schema == "Person" {
		e.say("position", none(cells[4]))
	} else {
		e.say("notes", none(cells[4]))
	}
	if e.Schema == "Vessel" {
		e.say("callSign", none(cells[5]))
		e.say("type", none(cells[6]))
		e.country("flag", none(cells[9]))
		e.say("tonnage", none(cells[7]))
		e.say("grossRegisteredTonnage", none(cells[8]))
		if o := none(cells[10]); o != "" {
			e.say("notes", "Owner as printed: "+o)
		}
	}
	remark := none(cells[11])
	if m != nil {
		for _, a := range m.alts {
			name := uninvert(e.Schema, none(a[3]))
			remarks := ""
			if len(a) > 4 {
				remarks = none(a[4])
			}
			switch kind := strings.ToLower(none(a[2])); {
			case strings.Contains(strings.ToLower(remarks), "weak"):
				e.say("weakAlias", name)
			case kind == "fka":
				e.say("previousName", name)
			default:
				e.say("alias", name)
			}
		}
		for _, a := range m.adds {
			e.say("address", join(", ", none(a[2]), none(a[3]), none(a[4])))
			e.country("country", none(a[4]))
		}
		remark += m.remark
	}
	ofacRemarks(e, remark)
	return e
}

var quotedAlias = regexp.MustCompile(`^a\.?k\.?a\.? '(.+)'$`)

// ofacRemarks reads what OFAC writes behind an entry, a thing between two
// semicolons: weak aliases, dates, numbers, ties. All of it is also kept as it
// stands.
func ofacRemarks(e *Entry, remark string) {
	for part := range strings.SplitSeq(remark, ";") {
		part = strings.TrimSuffix(clean(part), ".")
		low := strings.ToLower(part)
		switch {
		case part == "":
		case quotedAlias.MatchString(part):
			e.say("weakAlias", quotedAlias.FindStringSubmatch(part)[1])
		case strings.HasPrefix(low, "dob "), strings.HasPrefix(low, "alt. dob "):
			d := part[strings.Index(low, "dob ")+4:]
			if e.Schema == "Person" {
				e.date("birthDate", monthFirst, d)
			}
		case strings.HasPrefix(low, "pob "), strings.HasPrefix(low, "alt. pob "):
			e.person("birthPlace", part[strings.Index(low, "pob ")+4:])
		case strings.HasPrefix(low, "nationality "):
			if e.Schema == "Person" {
				e.country("nationality", part[len("nationality "):])
			}
		case strings.HasPrefix(low, "citizen "), strings.HasPrefix(low, "alt. citizen "):
			if e.Schema == "Person" {
				e.country("citizenship", part[strings.Index(low, "citizen ")+len("citizen "):])
			}
		case strings.HasPrefix(low, "gender "):
			e.gender(part[len("gender "):])
		case strings.HasPrefix(low, "website "):
			e.say("website", part[len("website "):])
		case strings.HasPrefix(low, "email address "):
			e.say("email", part[len("email address "):])
		case strings.HasPrefix(low, "phone number "):
			e.say("phone", part[len("phone number "):])
		case strings.Contains(low, "vessel registration identification imo "):
			e.identify("IMO", part[strings.Index(low, "imo ")+4:], "")
		default:
			e.ofacNumber(part)
		}
	}
	e.say("notes", remark)
}

var numbered9 = regexp.MustCompile(`^(?:alt\. )?(.+?)(?: No\.?| #| Number| ID)? ((?:IMO )?[A-Z0-9][A-Z0-9\-/.]*\d[A-Z0-9\-/.]*)(?: \(([^)]+)\))?(?: (?:issued|expires) .*)?$`)

// ofacNumber reads remarks such as "Passport A123456 (Iran) expires 2020" and
// "Tax ID No. 7811489970 (Russia)".
func (e *Entry) ofacNumber(part string) {
	m := numbered9.FindStringSubmatch(part)
	if m == nil || len(m[1]) > 60 {
		return
	}
	for _, word := range []string{"passport", "tax", "registration", "identification", "national id", "license", "cedula", "swift", "r.f.c", "rfc", "nit", "c.u.i.t", "d-u-n-s", "ssn", "ogrn", "inn", "okpo", "imo", "mmsi", "company number", "business number", "social security", "identity card", "unified social credit"} {
		if strings.Contains(strings.ToLower(m[1]), word) {
			p := identifierOf(map[bool]string{true: e.Schema, false: "LegalEntity"}[e.Schema == "Person" || e.Schema == "Vessel" || e.Schema == "Vehicle"], m[1])
			if p == "kppCode" {
				p = "idNumber"
			}
			e.say(p, strings.TrimPrefix(m[2], "IMO "))
			return
		}
	}
}

// uninvert turns "KIM, Jong Un" of a person into "Jong Un KIM". Firms keep
// their commas.
func uninvert(schema, name string) string {
	if schema != "Person" {
		return name
	}
	last, first, ok := strings.Cut(name, ",")
	if !ok || strings.TrimSpace(first) == "" {
		return name
	}
	return join(" ", first, last)
}
