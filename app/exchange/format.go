package exchange

import (
	"fmt"
	"path/filepath"
	"strings"

	"redthread/store"
)

// Format is one of the forms in which a case is exchanged.
type Format string

// The formats.
const (
	FTM        Format = "ftm"            // FollowTheMoney entities, one JSON object a line
	Statements Format = "ftm-statements" // FollowTheMoney statements: CSV, or JSON lines
	CSV        Format = "csv"            // a folder of sheets
	XLSX       Format = "xlsx"           // a workbook of the same sheets
)

// Formats lists them in the order of the form.
func Formats() []Format { return []Format{FTM, Statements, CSV, XLSX} }

// Label is the format in words.
func (f Format) Label() string {
	switch f {
	case FTM:
		return "FollowTheMoney entities"
	case Statements:
		return "FollowTheMoney statements"
	case CSV:
		return "Folder of CSV tables"
	case XLSX:
		return "Excel workbook"
	}
	return string(f)
}

// Ending is how a file of the format is named.
func (f Format) Ending() string {
	switch f {
	case FTM:
		return ".ftm.json"
	case Statements:
		return ".statements.csv"
	case CSV:
		return ".tables"
	}
	return ".xlsx"
}

// ParseFormat reads a format's name.
func ParseFormat(s string) (Format, error) {
	for _, f := range Formats() {
		if strings.EqualFold(s, string(f)) {
			return f, nil
		}
	}
	return "", store.Sentence(store.ErrInvalid, "%q is no format; use ftm, ftm-statements, csv or xlsx.", s)
}

// Count is how often something happened, with one example.
type Count struct {
	What    string
	Times   int
	Example string
}

// Fault is a line or row that could not be read.
type Fault struct {
	Place string // "line 12", "row 7"
	Why   string
}

// mostFaults is how many faults a report lists.
const mostFaults = 100

// Report says what an export or an import did.
type Report struct {
	File       string // base name
	Format     Format
	Entities   int
	Statements int
	Sources    int
	Flattened  []Count // what FollowTheMoney has no form for, and what stands in its place
	Withheld   []Count // what the gate kept back
	Kept       []Count // what was kept aside on import
	Faults     []Fault
	Bad        int    // lines that could not be read, listed or not
	Beside     string // base name of the schema file written beside, "" for none
	Changed    bool   // of an import: something new went in
}

// counter gathers counts by what they are of, in the order in which they were met.
type counter struct {
	order []string
	by    map[string]*Count
}

func (k *counter) add(example, what string, args ...any) {
	if len(args) > 0 {
		what = fmt.Sprintf(what, args...)
	}
	if k.by == nil {
		k.by = map[string]*Count{}
	}
	c := k.by[what]
	if c == nil {
		if len(k.by) >= 1000 { // a hostile file can have any number of unknown names
			what = "other things"
			if c = k.by[what]; c == nil {
				c = &Count{What: what}
				k.by[what] = c
				k.order = append(k.order, what)
			}
		} else {
			c = &Count{What: what, Example: short(example)}
			k.by[what] = c
			k.order = append(k.order, what)
		}
	}
	c.Times++
}

func (k *counter) list() []Count {
	all := make([]Count, 0, len(k.order))
	for _, what := range k.order {
		all = append(all, *k.by[what])
	}
	return all
}

// short cuts an example to a line.
func short(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > 60 {
		return string(r[:59]) + "…"
	}
	return s
}

func base(path string) string { return store.CleanName(filepath.Base(path)) }
