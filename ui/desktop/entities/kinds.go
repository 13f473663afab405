package entities

import (
	"strings"

	"redthread/store/ontology"
	"redthread/store/value"
	"redthread/ui/desktop/desk"
	"redthread/ui/desktop/part"
)

// groupLabel heads a group of schemata and names its facet.
func groupLabel(g ontology.Group) string {
	switch g {
	case ontology.GroupFirm:
		return "Firms"
	case ontology.GroupPerson:
		return "People"
	case ontology.GroupBody:
		return "Bodies"
	case ontology.GroupContract:
		return "Contracts"
	case ontology.GroupWorkers:
		return "Workers"
	case ontology.GroupIdentifier:
		return "Things and numbers"
	case ontology.GroupClaim:
		return "Claims"
	case ontology.GroupPlace:
		return "Places"
	case ontology.GroupDocument:
		return "Documents"
	case ontology.GroupEvent:
		return "Events"
	}
	return string(g)
}

// kindRow is a row of the chooser: a heading of a group, or a schema.
type kindRow struct {
	heading string
	schema  *ontology.Schema
}

// kindRows lists the schemata to choose from: by group, the common ones where
// nothing is typed, every one that fits where something is. Links stand at the
// end, under a heading of their own.
func kindRows(o *ontology.Ontology, text string) []kindRow {
	want := strings.Fields(value.Fold(text))
	fits := func(s *ontology.Schema) bool {
		if s.Abstract || len(want) == 0 && s.Hidden {
			return false
		}
		have := " " + value.Fold(s.Label+" "+s.Plural+" "+s.Name)
		for _, w := range want {
			if !strings.Contains(have, " "+w) {
				return false
			}
		}
		return true
	}
	var things, links []kindRow
	last := ontology.Group("none")
	for _, s := range o.Schemata() {
		if !fits(s) {
			continue
		}
		if isLink(s) {
			links = append(links, kindRow{schema: s})
			continue
		}
		if s.Group != last {
			things = append(things, kindRow{heading: groupLabel(s.Group)})
			last = s.Group
		}
		things = append(things, kindRow{schema: s})
	}
	if len(links) > 0 {
		things = append(append(things, kindRow{heading: "Links"}), links...)
	}
	return things
}

// isLink tells whether entities of a schema are ties between two others rather
// than things with a name: all edges but awards and payments, which people
// look for in their own right.
func isLink(s *ontology.Schema) bool {
	return s.Edge != nil && s.Group != ontology.GroupContract
}

// chooseKind asks what kind of thing is to be added.
func (f *Forms) chooseKind(d desk.Desk, chosen func(*ontology.Schema)) {
	pick := part.NewSearchPicker("Company, person, claim, permit …", 7)
	pick.OnQuery = func(text string, answer func([]part.Result)) {
		var all []part.Result
		for _, r := range kindRows(ontology.Default(), text) {
			if r.schema == nil {
				all = append(all, part.Result{Row: part.Row{Title: r.heading, Heading: true, Plain: true}})
				continue
			}
			all = append(all, part.Result{Key: r.schema.Name, Row: part.Row{Title: r.schema.Label, Subtitle: r.schema.Description, Group: string(r.schema.Group)}})
		}
		answer(all)
	}
	var shut func()
	pick.OnChoose = func(r part.Result) {
		s, ok := schemaOf(r.Key)
		if !ok {
			return
		}
		shut()
		chosen(s)
	}
	shut = d.Sheet("What do you want to add?", pick, "", nil)
	pick.Query("")
	d.Window().Canvas().Focus(pick.Entry)
}
