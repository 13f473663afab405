package overview

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"redthread/app"
	"redthread/store"
	"redthread/store/ontology"
	"redthread/store/value"
)

// side is one side of a conflict: who says what, in one column.
type side struct {
	id       store.ID
	fact     store.ID // the statement that is shown
	name     string
	value    string // "more than 10,000", or "" where the name says it all
	label    string // "Registered", "Paid (what the customer pays for a worker)"
	when     string // date or period, and place
	hedge    string
	saidBy   string
	disputed bool
	marks    []app.Mark
}

// conflict is a pair, or more, held side by side.
type conflict struct {
	id      store.ID
	title   string
	caution string
	sides   []side
}

func conflicts(b *app.Board) []conflict {
	var all []conflict
	for _, c := range b.Conflicts {
		k := conflict{id: c.ID, title: c.Title, caution: c.Caution}
		for _, s := range c.Sides {
			k.sides = append(k.sides, sideOf(s))
		}
		all = append(all, k)
	}
	return all
}

// sideOf picks what one side says: the sum or count before a date, and a date
// before words. What it is about, where and when stands beside it.
func sideOf(c app.SideCard) side {
	s := side{id: c.ID, name: c.Name}
	schema, _ := ontology.Default().Schema(c.Schema)
	told := tellingFact(schema, c.Facts)
	if told == nil {
		return s
	}
	s.fact, s.hedge, s.saidBy, s.marks, s.disputed = told.Statement.ID, told.Hedge, told.SaidBy, told.Marks, told.Disputed
	if told.Shown != c.Name {
		s.value, s.label = told.Shown, told.Label
	}
	for _, f := range c.Facts {
		switch f.Statement.Property {
		case "unit":
			s.value = withUnit(s.value, f.Shown)
			s.label = ""
		case "basis":
			s.label = f.Shown
		}
	}
	s.when = whenAndWhere(c.Facts, told)
	if strings.Contains(strings.ToLower(s.value), strings.ToLower(s.hedge)) {
		s.hedge = "" // the value says it already
	}
	return s
}

// withUnit puts a unit behind a figure.
func withUnit(figure, unit string) string {
	if figure == "" || unit == "" {
		return figure
	}
	return figure + " " + unit
}

// tellingRanks orders the kinds of value by how much they say of a side.
var tellingRanks = []value.Kind{value.KindMoney, value.KindShare, value.KindQuantity, value.KindDate, value.KindText}

func tellingFact(schema *ontology.Schema, facts []app.FactRow) *app.FactRow {
	kind := func(f app.FactRow) value.Kind {
		if schema != nil {
			if p, ok := schema.Property(f.Statement.Property); ok {
				return p.Kind
			}
		}
		return value.KindText
	}
	// The words of a claim are the claim; its date is not.
	if i := slices.IndexFunc(facts, func(f app.FactRow) bool { return f.Statement.Property == "claim" }); i >= 0 {
		return &facts[i]
	}
	for _, k := range tellingRanks {
		for i, f := range facts {
			if kind(f) == k && f.Target.IsZero() {
				return &facts[i]
			}
		}
	}
	if len(facts) > 0 {
		return &facts[0]
	}
	return nil
}

// whenAndWhere joins the dates and the places of a side, what is shown
// already left out.
func whenAndWhere(facts []app.FactRow, told *app.FactRow) string {
	var from, to, on string
	var places []string
	for _, f := range facts {
		if f.Statement.ID == told.Statement.ID {
			continue
		}
		switch f.Statement.Property {
		case "startDate":
			from = f.Statement.Value
		case "endDate":
			to = f.Statement.Value
		case "date":
			on = f.Shown
		case "place":
			if !slices.Contains(places, f.Shown) {
				places = append(places, f.Shown)
			}
		}
	}
	if on == "" {
		on = app.ValidText(from, to)
	}
	return joined(" · ", on, strings.Join(places, ", "))
}

// weakness is one way in which the case stands on thin ground.
type weakness struct {
	key    string
	text   string // "59 claims and counts rest on one origin"
	advice string
	grave  bool // shown in red: a reader would be misled
	rows   []app.WeakRow
}

// weaknesses lists what there is of each kind, the gravest first.
func weaknesses(b *app.Board) []weakness {
	all := []weakness{
		{"unsourced", plural(b.UnsourcedTotal, "value names no source", "values name no source"), "Cite a source, or withdraw the value.", true, b.Unsourced},
		{"unclassed", plural(b.UnclassedTotal, "person has no class", "people have no class"), "They are hidden in every export until somebody decides.", true, b.Unclassed},
		{"single", plural(len(b.SingleOrigin), "claim or count rests on one origin", "claims and counts rest on one origin"), "Look for a second origin; a copy is none.", false, b.SingleOrigin},
		{"ungraded", plural(len(b.Ungraded), "source has no grade", "sources have no grade"), "Say how reliable each is, and how credible what it says.", false, b.Ungraded},
		{"uncited", plural(len(b.Uncited), "source is cited for nothing", "sources are cited for nothing"), "Cite them, or take them off the list.", false, b.Uncited},
	}
	return slices.DeleteFunc(all, func(w weakness) bool { return len(w.rows) == 0 })
}

// sound says in one sentence what is not weak.
func sound(b *app.Board) string {
	var all []string
	if len(b.Unsourced) == 0 && b.Statements > 0 {
		all = append(all, "every value names a source")
	}
	if len(b.Ungraded) == 0 && b.Sources > 0 {
		all = append(all, "every source has a grade")
	}
	if len(b.Uncited) == 0 && b.Sources > 0 {
		all = append(all, "every source is cited")
	}
	if len(b.Unclassed) == 0 && b.Entities > 0 {
		all = append(all, "every person has a class")
	}
	if len(all) == 0 {
		return ""
	}
	text := all[0]
	if n := len(all); n > 1 {
		text = strings.Join(all[:n-1], ", ") + " and " + all[n-1]
	}
	return strings.ToUpper(text[:1]) + text[1:] + "."
}

// counts says what the case holds.
func counts(b *app.Board) string {
	parts := []string{
		plural(b.Sources, "source", "sources"),
		plural(b.Origins, "origin", "origins"),
		plural(b.Entities, "entity", "entities"),
		plural(b.Statements, "statement", "statements"),
	}
	if b.Withdrawn > 0 {
		parts = append(parts, fmt.Sprintf("%d withdrawn", b.Withdrawn))
	}
	if n := len(b.Evidence); n > 0 {
		parts = append(parts, plural(n, "file of evidence", "files of evidence"))
	}
	return strings.Join(parts, " · ")
}

// place is a screen and a thing in it; the zero screen is nowhere to go.
type place struct {
	screen string
	id     store.ID
}

// news is one row of what is new.
type news struct {
	title, detail string
	undone        bool
	to            place
}

// newsOf words the recent actions. known tells what an action of this session
// touched; of older ones only the kind of thing is known, from the label.
func newsOf(actions []store.Action, known map[store.ActionID]store.Change, sources, entities string) []news {
	var all []news
	for _, a := range actions {
		n := news{title: a.Label, detail: joined(" · ", when(a.Wall), a.Author), undone: a.Undone, to: goal(a, known[a.ID], sources, entities)}
		switch a.Kind {
		case "undo":
			n.title = "Took back: " + a.Label
		case "redo":
			n.title = "Did again: " + a.Label
		}
		all = append(all, n)
	}
	return all
}

func goal(a store.Action, ch store.Change, sources, entities string) place {
	if id, ok := only(ch.Entities); ok {
		return place{entities, id}
	}
	if id, ok := only(ch.Sources); ok && len(ch.Entities) == 0 {
		return place{sources, id}
	}
	label := strings.ToLower(a.Label)
	for _, w := range []string{"note", "task", "tag", "case"} {
		if strings.Contains(label, w) {
			return place{}
		}
	}
	if strings.Contains(label, "source") {
		return place{screen: sources}
	}
	return place{screen: entities}
}

// only gives the member of a set of one. Of more, the smallest: two ends of a
// link lead to either.
func only(set map[store.ID]bool) (store.ID, bool) {
	if len(set) == 0 || len(set) > 2 {
		return store.ID{}, false
	}
	var least store.ID
	for id := range set {
		if least.IsZero() || slices.Compare(id[:], least[:]) < 0 {
			least = id
		}
	}
	return least, true
}

// splitTasks parts the open tasks from the finished ones.
func splitTasks(all []store.Task) (open, done []store.Task) {
	for _, t := range all {
		if t.Done {
			done = append(done, t)
		} else {
			open = append(open, t)
		}
	}
	return open, done
}

// fresh tells whether a case holds nothing yet.
func fresh(b *app.Board) bool { return b.Sources == 0 && b.Entities == 0 }

// verifiedText says what a check of the whole case found.
func verifiedText(v store.Verification) (text string, good bool) {
	if !v.Sound() {
		return fmt.Sprintf("%s: %s", plural(len(v.Problems), "problem", "problems"), v.Problems[0]), false
	}
	return fmt.Sprintf("Sound: %s, %s and %s checked.", plural(v.Actions, "action", "actions"), plural(v.Rows, "row", "rows"),
		plural(v.Evidence, "file", "files")), true
}

// unverifiedText says what has not been checked in this session.
func unverifiedText(b *app.Board) string {
	if n := len(b.Evidence); n > 0 {
		return plural(n, "file of evidence", "files of evidence") + " and the history are not verified in this session."
	}
	return "The history is not verified in this session."
}

func when(t time.Time) string { return t.Local().Format("2006-01-02 15:04") }

func joined(sep string, parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(p string) bool { return p == "" }), sep)
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
