package tables

import (
	"fmt"

	"redthread/app/tables"
	"redthread/ui/desktop/part"
)

// The two things the list can show.
const (
	viewRows = "rows"
	viewBad  = "bad"
)

// fillViews sets the two views with their numbers and draws the chosen one.
func (w *wizard) fillViews() {
	bad := 0
	for _, l := range w.lines {
		if l.Bad {
			bad++
		}
	}
	facets := []part.Facet{{Key: viewRows, Text: "What the first rows become", Count: part.Uncounted}}
	switch {
	case w.found != nil:
		facets = append(facets, part.Facet{Key: viewBad, Text: "Bad rows of the whole file", Count: w.found.Bad})
	case bad > 0:
		facets = append(facets, part.Facet{Key: viewBad, Text: "Bad among the first", Count: bad})
	}
	w.views.SetFacets(facets)
	w.fillList()
	w.says.SetText(w.summary(bad))
}

// summary says how it stands in one sentence.
func (w *wizard) summary(bad int) string {
	switch {
	case w.found != nil:
		s := fmt.Sprintf("%s, %s, %s.", count(w.found.Rows, "row", "rows"), count(w.found.Statements, "statement", "statements"), count(w.found.Entities, "entity", "entities"))
		if w.found.Bad == 0 {
			return "No row is bad: " + s
		}
		return count(w.found.Bad, "row is", "rows are") + " bad: " + s
	case w.failed != "":
		return w.failed
	case len(w.draft.Query().Entities) == 0:
		return "Nothing would go in yet."
	}
	return ""
}

// fillList draws what the first rows become, or what is bad.
func (w *wizard) fillList() {
	switch {
	case w.views.Selected() == viewBad && w.found != nil:
		w.shown = faultRows(*w.found)
	default:
		w.shown = lineRows(w.lines, w.draft.File.Tree(), w.views.Selected() == viewBad)
	}
	w.list.Refresh()
}

// lineRows sets the lines of a preview under their rows.
func lineRows(lines []tables.Line, tree, onlyBad bool) []part.Row {
	var all []part.Row
	last := 0
	name := "Row"
	if tree {
		name = "Record"
	}
	for _, l := range lines {
		if onlyBad && !l.Bad {
			continue
		}
		if l.Row != last {
			all = append(all, part.Row{Title: fmt.Sprintf("%s %d", name, l.Row), Heading: true})
			last = l.Row
		}
		r := part.Row{Title: l.Title, Subtitle: l.Text, Group: l.Group, Plain: true}
		if l.Bad {
			r.Group, r.Bar, r.Tone = "", true, part.Alarm
		} else {
			r.Trailing = []part.Mark{{Text: l.Kind}}
		}
		all = append(all, r)
	}
	return all
}

// faultRows lists what is bad in a whole file.
func faultRows(f tables.Found) []part.Row {
	var all []part.Row
	for _, x := range f.Faults {
		title := capital(x.Place)
		if x.Column != "" {
			title += ", column " + x.Column
		}
		all = append(all, part.Row{Title: title, Subtitle: x.Why + ".", Bar: true, Tone: part.Alarm, Plain: true})
	}
	if f.Bad > len(f.Faults) && len(f.Faults) > 0 {
		all = append(all, part.Row{Title: "and more; the first " + count(len(f.Faults), "is", "are") + " listed", Plain: true})
	}
	return all
}
