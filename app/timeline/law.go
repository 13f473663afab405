package timeline

import (
	"fmt"
	"slices"
	"sync"

	"go.yaml.in/yaml/v3"

	"redthread/assets"
	"redthread/store/ontology"
	"redthread/store/value"
)

// Law is a day on which a rule began to bind.
type Law struct {
	Date   string   `yaml:"date"` // a day, EDTF
	Name   string   `yaml:"name"` // the instrument and its paragraph
	Says   string   `yaml:"says"` // what holds from that day
	Source string   `yaml:"source"`
	After  []string `yaml:"after"` // schemata worth a second look when they begin after it

	day int64
}

// Text is the law in one line.
func (l Law) Text() string { return l.Name + ": " + l.Says }

// Laws lists the dates of law that travel with the program, in their order. Callers
// must not change what it returns.
func Laws() []Law { return laws() }

var laws = sync.OnceValue(func() []Law {
	all, err := readLaws(assets.LawDates())
	if err != nil {
		// The file is part of the binary and a test reads it, so this is a build that no test has seen.
		panic(err)
	}
	return all
})

// readLaws reads and checks a file of dates of law.
func readLaws(text []byte) ([]Law, error) {
	var all []Law
	if err := yaml.Unmarshal(text, &all); err != nil {
		return nil, fmt.Errorf("reading the dates of law: %w", err)
	}
	for i := range all {
		l := &all[i]
		d, err := value.ParseDate(l.Date)
		if err != nil {
			return nil, fmt.Errorf("the date of law %q: %w", l.Name, err)
		}
		from, to := bounds(d)
		if to-from != 1 || d.Approximate() || d.Uncertain() {
			return nil, fmt.Errorf("the date of law %q is no single day: %s", l.Name, l.Date)
		}
		if l.Name == "" || l.Says == "" || l.Source == "" {
			return nil, fmt.Errorf("the date of law %s lacks its name, its words or its source", l.Date)
		}
		for _, schema := range l.After {
			if _, ok := ontology.Default().Schema(schema); !ok {
				return nil, fmt.Errorf("the date of law %q names the kind %q, which the ontology lacks", l.Name, schema)
			}
		}
		l.day = from
	}
	slices.SortStableFunc(all, func(a, b Law) int { return int(a.day - b.day) })
	return all, nil
}
