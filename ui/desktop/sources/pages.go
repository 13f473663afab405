package sources

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"redthread/app"
	"redthread/store"
	"redthread/store/ontology"
	"redthread/store/value"
)

// field is one line of the details.
type field struct {
	label, text, note string
	muted             bool
}

// details lists every field of a source, those that are empty too, since what
// is missing is what one looks for here.
func details(c *app.SourceCard) []field {
	text := "none"
	if c.HasText {
		text = plural(len(c.Text), "passage", "passages")
		if c.TextKind == "notes" {
			text = plural(len(c.Text), "numbered note", "numbered notes") + ", in the researcher's words"
		}
	}
	all := []field{
		{label: "Title", text: c.Title},
		{label: "Kind", text: c.Kind},
		{label: "Publisher", text: c.Publisher},
		{label: "Author", text: c.Author},
		dated("Published", c.Published),
		dated("Accessed", c.Accessed),
		{label: "Address", text: c.URL},
		{label: "Language", text: shownAs(value.KindLanguage, c.Language)},
		{label: "Origin", text: c.Origin},
		{label: "Grade", text: c.Grade.Label()},
		{label: "Class", text: className(c.Class)},
		{label: "Note", text: c.Note},
		{label: "Text", text: text},
		{label: "Evidence", text: plural(len(c.Files), "file", "files")},
		{label: "Number", text: fmt.Sprintf("[%d]", c.Number), note: "in citations and in the report"},
		{label: "Id", text: c.Short, note: c.ID.String()},
	}
	for i := range all {
		if all[i].text == "" {
			all[i].text, all[i].muted = "–", true
		}
	}
	for _, n := range c.Notes {
		all = append(all, field{label: "Remark", text: n.Text, note: joined(", ", n.Author, whenShown(n.At))})
	}
	for _, r := range c.Readings {
		all = append(all, readingFields(c, r)...)
	}
	if len(c.Tags) > 0 {
		var tags []string
		for _, t := range c.Tags {
			tags = append(tags, t.Text)
		}
		all = append(all, field{label: "Tags", text: strings.Join(tags, ", ")})
	}
	return all
}

// readingFields are what a file says of itself, and how it was read.
func readingFields(c *app.SourceCard, r store.Reading) []field {
	name := ""
	for _, f := range c.Files {
		if f.SHA256 == r.Evidence {
			name = f.Name
			if last, ok := readingOf(c, f); ok && last.ID != r.ID {
				return nil // a newer reading says it
			}
		}
	}
	if name == "" {
		return nil
	}
	all := []field{{label: "Read from", text: name, note: joined(" · ", r.Format, r.Charset, whenShown(r.At), r.Tool)}}
	for _, k := range slices.Sorted(maps.Keys(r.Meta)) {
		all = append(all, field{label: k, text: r.Meta[k]})
	}
	return all
}

func dated(label, canonical string) field {
	f := field{label: label, text: shownAs(value.KindDate, canonical)}
	if f.text != canonical {
		f.note = canonical
	}
	return f
}

func shownAs(k value.Kind, canonical string) string {
	if canonical == "" {
		return ""
	}
	return value.Show(k, canonical)
}

// className says what a class means for a source.
func className(c store.Class) string {
	for _, o := range classOptions() {
		if o.class == c {
			return o.text
		}
	}
	return string(c)
}

// citedLine is one row of the statements: a heading with an entity's name, or
// something the source says of it.
type citedLine struct {
	heading   bool
	title     string
	subtitle  string
	place     string // "¶ 12"
	passage   int
	layer     store.ID // the text that the passage is in
	start     int
	stop      int
	quote     string // the words, where their place was not kept
	group     string
	entity    store.ID
	statement store.ID
	short     string
	kind      value.Kind // of the property
}

// citedLines groups what a source is cited for by entity, in the order in
// which the entities first appear.
func citedLines(c *app.SourceCard) []citedLine {
	var order []store.ID
	rows := map[store.ID][]app.CitedRow{}
	for _, r := range c.Cited {
		if rows[r.Entity] == nil {
			order = append(order, r.Entity)
		}
		rows[r.Entity] = append(rows[r.Entity], r)
	}
	var all []citedLine
	for _, id := range order {
		first := rows[id][0]
		label, group := first.Schema, ""
		if s, ok := ontology.Default().Schema(first.Schema); ok {
			label, group = s.Label, string(s.Group)
		}
		all = append(all, citedLine{heading: true, title: first.Name, subtitle: label, group: group, entity: id})
		for _, r := range rows[id] {
			all = append(all, lineOf(r))
		}
	}
	return all
}

func lineOf(r app.CitedRow) citedLine {
	l := citedLine{
		title: r.Label + ": " + r.Shown, subtitle: joined(" · ", hedged(r.Hedge), saidBy(r.SaidBy), r.Valid),
		entity: r.Entity, statement: r.Statement.ID, short: r.Short,
	}
	if s, ok := ontology.Default().Schema(r.Schema); ok {
		if p, ok := s.Property(r.Statement.Property); ok {
			l.kind = p.Kind
		}
	}
	if r.Disputed {
		l.title = "Disputes " + strings.ToLower(r.Label[:1]) + r.Label[1:] + ": " + r.Shown
	}
	for _, n := range r.Statement.Notings {
		if k := n.Citation; !n.Withdrawn && k.Passage > 0 {
			l.passage, l.layer, l.start, l.stop, l.quote = k.Passage, k.Layer, k.Start, k.Stop, k.Quote
			break
		}
	}
	var places []string
	for _, m := range r.Marks {
		p := m.Locator
		if m.Passage > 0 {
			p = fmt.Sprintf("¶ %d", m.Passage)
			if l.passage == 0 {
				l.passage = m.Passage
			}
		}
		if p != "" && !slices.Contains(places, p) {
			places = append(places, p)
		}
	}
	l.place = strings.Join(places, ", ")
	return l
}

func hedged(h string) string {
	if h == "" {
		return ""
	}
	return "“" + h + "”"
}

func saidBy(who string) string {
	if who == "" {
		return ""
	}
	return "said by " + who
}

// tellingKinds are the kinds of value that say most of a source at a glance,
// the most telling first.
var tellingKinds = []value.Kind{value.KindMoney, value.KindShare, value.KindQuantity}

// telling picks lines for the inspector, at most one of each entity: sums,
// shares and counts first, then whatever is no name or place. They come out in
// the order of the text, with the entity as their title.
func telling(lines []citedLine, most int) []citedLine {
	var picked []citedLine
	seen := map[store.ID]bool{}
	rounds := make([]func(citedLine) bool, 0, len(tellingKinds)+2)
	for _, k := range tellingKinds {
		rounds = append(rounds, func(l citedLine) bool { return l.kind == k })
	}
	rounds = append(rounds,
		func(l citedLine) bool { return l.kind == value.KindText || l.kind == value.KindEntity },
		func(citedLine) bool { return true })
	for _, fits := range rounds {
		name := ""
		for _, l := range lines {
			switch {
			case l.heading:
				name = l.title
			case len(picked) < most && !seen[l.entity] && fits(l):
				seen[l.entity] = true
				l.title, l.subtitle = name, l.title
				picked = append(picked, l)
			}
		}
	}
	slices.SortStableFunc(picked, func(a, b citedLine) int { return a.passage - b.passage })
	return picked
}

// pastLine is one row of a source's history.
type pastLine struct {
	title, subtitle string
	undone          bool
	heading         bool
}

// custodyLines is the record of hands of each file, the newest first.
func custodyLines(c *app.SourceCard) []pastLine {
	var all []pastLine
	for _, f := range c.Files {
		all = append(all, pastLine{heading: true, title: f.Name, subtitle: "record of hands · SHA-256 " + hashShort(f.Hash())})
		record := c.Custody[f.Hash()]
		for i := len(record) - 1; i >= 0; i-- {
			k := record[i]
			all = append(all, pastLine{
				title:    joined(": ", capital(k.Event), k.Detail),
				subtitle: joined(" · ", whenShown(k.At), k.Author, k.Tool),
			})
		}
	}
	return all
}

// capital begins a sentence with a word of a record.
func capital(s string) string {
	r := []rune(s)
	if len(r) == 0 {
		return s
	}
	return strings.ToUpper(string(r[:1])) + string(r[1:])
}

// historyLines are what was done to the source, and to its files.
func historyLines(c *app.SourceCard, actions []store.Action) []pastLine {
	all := custodyLines(c)
	if len(all) > 0 && len(actions) > 0 {
		all = append(all, pastLine{heading: true, title: "Changes to the source"})
	}
	return append(all, pastLines(actions)...)
}

func pastLines(actions []store.Action) []pastLine {
	var all []pastLine
	for _, a := range actions {
		all = append(all, pastLine{
			title:    a.Label,
			subtitle: joined(" · ", whenShown(a.Wall), a.Author, plural(a.Changes, "row", "rows")),
			undone:   a.Undone,
		})
	}
	return all
}

func whenShown(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Local().Format("2006-01-02 15:04")
}

// originText says where a source's information first comes from, and what
// that does to the count of origins.
func originText(origin string, sharing int) (text, note string) {
	switch {
	case origin == "":
		return "No origin given", "It counts as an origin of its own."
	case sharing <= 1:
		return origin, "No other source goes back to it."
	}
	return origin, fmt.Sprintf("%d sources go back to it; together they count once.", sharing)
}

// hashShort is the start and the end of a SHA-256, in groups that can be
// compared by eye.
func hashShort(hash string) string {
	if len(hash) != 64 {
		return hash
	}
	return hash[:4] + " " + hash[4:8] + " " + hash[8:12] + " … " + hash[60:]
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
