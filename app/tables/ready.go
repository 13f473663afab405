package tables

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"redthread/app/capture/document"
	"redthread/app/tables/records"
	"redthread/assets"
	"redthread/store/value"
)

// ReadyMapping is a mapping that comes with the program.
type ReadyMapping struct {
	ID string // the name of its file: "egrul"
	Mapping
}

var ready = sync.OnceValue(func() []ReadyMapping {
	folder := assets.Mappings()
	names, err := fs.Glob(folder, "*.yaml")
	if err != nil {
		panic(err) // the pattern is right
	}
	slices.Sort(names)
	var all []ReadyMapping
	for _, name := range names {
		data, err := fs.ReadFile(folder, name)
		if err != nil {
			panic(err) // it is embedded
		}
		m, err := ParseMapping(data)
		if err != nil {
			panic(fmt.Sprintf("tables: %s: %v", name, err)) // a test reads them all
		}
		all = append(all, ReadyMapping{strings.TrimSuffix(path.Base(name), ".yaml"), m})
	}
	return all
})

// Ready lists the mappings that come with the program.
func Ready() []ReadyMapping { return ready() }

// ReadyNamed finds a mapping that comes with the program.
func ReadyNamed(id string) (Mapping, bool) {
	for _, r := range ready() {
		if strings.EqualFold(r.ID, id) {
			return r.Mapping, true
		}
	}
	return Mapping{}, false
}

// readyFor finds a mapping that comes with the program for a table of its kind.
func readyFor(f *records.File, columns []string) (Mapping, bool) {
	for _, r := range ready() {
		if r.fits(f, columns) {
			return r.Mapping, true
		}
	}
	return Mapping{}, false
}

// fits says whether a file has all columns of one of the lists, and of a tree
// the records.
func (m *Mapping) fits(f *records.File, columns []string) bool {
	if place := m.Queries[0].Records; place != "" {
		if !f.Tree() || !slices.ContainsFunc(f.Sheets(), func(s document.Sheet) bool { return s.Name == place || strings.HasSuffix(s.Name, "/"+place) }) {
			return false
		}
		if f.Sheets()[0].Name != place && !strings.HasSuffix(f.Sheets()[0].Name, "/"+place) {
			// Another place is likelier; the columns are not those of the records.
			return len(m.Recognise) == 0 || f.Format == records.XML
		}
	}
	has := map[string]bool{}
	for _, c := range columns {
		has[value.Fold(c)] = true
		has[c] = true
	}
	for _, list := range m.Recognise {
		if !slices.ContainsFunc(list, func(c string) bool { return !has[c] && !has[value.Fold(c)] }) {
			return true
		}
	}
	return false
}
