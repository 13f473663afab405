package sources

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"redthread/app"
	"redthread/store"
	"redthread/store/ontology"
	"redthread/store/value"
)

// block is what one row of the text shows: a passage, or a piece of one that
// is too long to be laid out at once.
type block struct {
	passage int
	page    int
	first   bool // shows the number
	text    string
	cited   int // live notings that cite the passage
	quotes  []span
}

// span is a range of bytes in a block.
type span struct{ from, to int }

// longestBlock is how many bytes of a passage go into one row: enough for any
// paragraph a person writes, little enough to lay out at once.
const longestBlock = 1600

// blocks cuts a source's text into rows, with what is cited marked.
func blocks(c *app.SourceCard) []block {
	quotes := map[int][]string{}
	for _, row := range c.Cited {
		for _, m := range row.Marks {
			if m.Passage > 0 && m.Quote != "" && !m.Withdrawn && !slices.Contains(quotes[m.Passage], m.Quote) {
				quotes[m.Passage] = append(quotes[m.Passage], m.Quote)
			}
		}
	}
	var all []block
	for _, p := range c.Text {
		rest, first := strings.TrimRightFunc(p.Text, unicode.IsSpace), true
		for first || rest != "" {
			piece := rest[:cutAt(rest, longestBlock)]
			rest = rest[len(piece):]
			b := block{passage: p.Number, page: p.Page, first: first, text: strings.TrimRightFunc(piece, unicode.IsSpace), cited: c.Passages[p.Number]}
			for _, q := range quotes[p.Number] {
				if at := strings.Index(b.text, q); at >= 0 {
					b.quotes = append(b.quotes, span{at, at + len(q)})
				}
			}
			slices.SortFunc(b.quotes, func(x, y span) int { return x.from - y.from })
			all = append(all, b)
			first = false
		}
	}
	return all
}

// cutAt finds where a piece of at most the given length ends: after a line
// break, else after a space, and never inside a character.
func cutAt(s string, most int) int {
	if len(s) <= most {
		return len(s)
	}
	for !utf8.RuneStart(s[most]) {
		most--
	}
	for _, sep := range []string{"\n", ". ", " "} {
		if at := strings.LastIndex(s[:most], sep); at > most/2 {
			return at + len(sep)
		}
	}
	return most
}

// blockOf is the row where a passage begins, or -1.
func blockOf(all []block, passage int) int {
	return slices.IndexFunc(all, func(b block) bool { return b.passage == passage && b.first })
}

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
	if len(c.Tags) > 0 {
		var tags []string
		for _, t := range c.Tags {
			tags = append(tags, t.Text)
		}
		all = append(all, field{label: "Tags", text: strings.Join(tags, ", ")})
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
