package sources

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"redthread/app"
	"redthread/app/recognise"
	"redthread/store"
	"redthread/ui/desktop/reader"
)

// wageText is a passage of our own with a sum, a count and a firm.
const wageText = "The adverts of Harbour Works list a wage of 16,000 to 20,000 rubles a month. At least 700 workers were registered."

// cardOf makes a card of passages.
func cardOf(texts ...string) *app.SourceCard {
	c := &app.SourceCard{Passages: map[int]int{}, HasText: true, Layer: store.ID{9}}
	c.ID, c.Number = store.ID{1}, 3
	for i, t := range texts {
		c.Text = append(c.Text, store.Passage{Number: i + 1, Text: t})
	}
	return c
}

// lookAt recognises a card's text as the screen does.
func lookAt(c *app.SourceCard, known ...recognise.KnownName) *seen {
	s := &seen{source: c.ID, layer: c.Layer, known: recognise.NewKnown(known), parties: map[store.ID]party{}}
	for _, k := range known {
		s.parties[k.Entity] = party{name: k.Text, schema: k.Schema}
	}
	for _, p := range c.Text {
		for _, it := range recognise.Scan(p.Text, s.known) {
			s.found = append(s.found, app.Finding{Item: it, Passage: p.Number})
		}
	}
	return s
}

var harbour = recognise.KnownName{Entity: store.ID{7}, Text: "Harbour Works", Schema: "Company"}

// part of a text as a selection.
func selected(text, words string, passage int) reader.Selection {
	at := len([]rune(text[:strings.Index(text, words)]))
	return reader.Selection{First: passage, Last: passage, Start: at, Stop: at + len([]rune(words)), Text: words}
}

func TestTheTextMarksWhatIsCitedKnownAndFound(t *testing.T) {
	c := cardOf("Nothing here.", wageText)
	c.Sections = []store.Section{{First: 2, Title: "Around", Rest: true}}
	row := cited(1, "Pay", "WageObservation", "amount", "Amount", "16,000–20,000")
	row.Statement.Value = "16000..20000 RUB/month"
	row.Statement.Notings = []store.Noting{{Citation: store.Citation{Passage: 2, Layer: c.Layer, Start: 29, Stop: 33, Quote: "list"}}}
	whole := cited(2, "Crew", "WorkerGroup", "registered", "Registered", "at least 700")
	whole.Statement.Value = ">=700"
	whole.Statement.Notings = []store.Noting{{Citation: store.Citation{Passage: 2}}}
	c.Cited, c.Passages[2] = []app.CitedRow{row, whole}, 2
	saw := lookAt(c, harbour)
	for i, f := range saw.found {
		saw.found[i].Cited = f.Value == ">=700"
	}
	got := textOf(c, saw)
	if len(got.Passages) != 2 || got.Passages[0].Spans != nil {
		t.Fatalf("passages: %+v", got.Passages)
	}
	if d := cmp.Diff([]reader.Section{{First: 1, Title: "Around", Rest: true}}, got.Sections); d != "" {
		t.Error(d)
	}
	var marks []string
	for _, s := range got.Passages[1].Spans {
		marks = append(marks, []string{"found", "known", "cited"}[s.Style]+" "+string([]rune(wageText)[s.Start:s.Stop])+" "+s.Kind)
	}
	want := []string{"cited list ", "known Harbour Works firm", "found 16,000 to 20,000 rubles a month ", "cited At least 700 workers "}
	if d := cmp.Diff(want, marks); d != "" {
		t.Error(d)
	}
	spans := got.Passages[1].Spans
	if rows := citedFor(c, 2, spans[0]); len(rows) != 1 || rows[0].Name != "Pay" {
		t.Errorf("behind the cited word stand %d statements", len(rows))
	}
	if rows := citedFor(c, 2, spans[3]); len(rows) != 1 || rows[0].Name != "Crew" {
		t.Errorf("behind the cited value stand %d statements", len(rows))
	}
	if tip := tipOf(c, saw, 2, spans[1]); tip != "Harbour Works · Company" {
		t.Errorf("the name says %q", tip)
	}
	if tip := tipOf(c, saw, 2, spans[0]); !strings.HasPrefix(tip, "Pay · Amount: ") {
		t.Errorf("the cited word says %q", tip)
	}
	// Without what was seen, what is cited stands marked all the same.
	bare := textOf(c, nil)
	if n := len(bare.Passages[1].Spans); n != 1 {
		t.Errorf("%d marks before the text was looked through", n)
	}
}

func TestASelectionBecomesAQuote(t *testing.T) {
	text := []store.Passage{{Number: 4, Text: "One two three."}, {Number: 7, Text: "Четыре пять."}}
	for _, c := range []struct {
		name string
		sel  reader.Selection
		want quote
	}{
		{"a caret", reader.Selection{First: 4, Last: 4, Start: 5, Stop: 5}, quote{passage: 4, caret: 5}},
		{"words with space around", reader.Selection{First: 4, Last: 4, Start: 3, Stop: 8}, quote{passage: 4, start: 4, stop: 7, words: "two"}},
		{"only space", reader.Selection{First: 4, Last: 4, Start: 3, Stop: 4}, quote{passage: 4, caret: 3}},
		{"past the end", reader.Selection{First: 7, Last: 7, Start: 7, Stop: 900}, quote{passage: 7, start: 7, stop: 12, words: "пять."}},
		{"over two", reader.Selection{First: 4, Last: 7, Start: 8, Stop: 6, Text: "three.\n\nЧетыре"}, quote{passage: 4, start: 8, stop: 14, words: "three.\n\nЧетыре", last: 7}},
		{"from the end of one", reader.Selection{First: 4, Last: 7, Start: 14, Stop: 6, Text: "\n\nЧетыре"}, quote{passage: 7, start: 0, stop: 6, words: "Четыре"}},
	} {
		if got, ok := quoteOf(text, c.sel); !ok || got != c.want {
			t.Errorf("%s: %+v, %v", c.name, got, ok)
		}
	}
	if _, ok := quoteOf(text, reader.Selection{First: 5, Last: 5}); ok {
		t.Error("a passage that is not there was quoted")
	}
	card := cardOf("One two three.")
	q, _ := quoteOf(card.Text, reader.Selection{First: 1, Last: 1, Start: 4, Stop: 7})
	want := app.Cite{Source: card.ID, Layer: card.Layer, Passage: 1, Start: 4, Stop: 7, Quote: "two"}
	if got := q.cite(card); got != want {
		t.Errorf("cited as %+v", got)
	}
	if note := (quote{passage: 4, last: 7}).note(); !strings.Contains(note, "¶ 7") || !strings.Contains(note, "¶ 4") {
		t.Errorf("of a quote over two passages it says %q", note)
	}
}

func TestOffersOfASelection(t *testing.T) {
	c := cardOf(wageText, "Harbour Works has the INN 7707083893 in the register.")
	alone, saw := lookAt(c), lookAt(c, harbour)
	q, _ := quoteOf(c.Text, selected(wageText, "16,000 to 20,000 rubles a month", 1))
	all, said := offersFor(c, alone, q)
	if len(all) == 0 || all[0].text != "Wage · declared · 16,000–20,000 RUB a month" || !all[0].ready || all[0].fill.as != asWage {
		t.Fatalf("offered: %+v", all)
	}
	if o := all[1]; o.ready || o.fill.as != asWage || o.fill.basis != "" {
		t.Errorf("another kind of wage is not offered: %+v", o)
	}
	if said != "Recognised: money range, RUB, per month" {
		t.Errorf("it says %q", said)
	}
	about, facts := all[0].note()
	if about.Schema != "WageObservation" || len(facts) != 2 || facts[0].Text != "declared" || facts[1].Text != "16000..20000 RUB/month" {
		t.Errorf("it would write %+v of %+v", facts, about)
	}
	// Where a firm stands in the sentence, its part in it has to be chosen.
	if all, _ = offersFor(c, saw, q); all[0].ready || !strings.HasSuffix(all[0].text, "…") || all[0].fill.entity != harbour.Entity {
		t.Errorf("offered with a name: %+v", all[0])
	}
	// A caret speaks of its sentence, and cites the words that were recognised.
	q, _ = quoteOf(c.Text, reader.Selection{First: 1, Last: 1, Start: 90, Stop: 90})
	all, _ = offersFor(c, saw, q)
	if len(all) == 0 || all[0].fill.as != asCount || all[0].fill.property != "registered" || all[0].fill.words != "At least 700 workers" {
		t.Fatalf("offered at a caret: %+v", all)
	}
	// A number belongs to the one party named beside it.
	q, _ = quoteOf(c.Text, selected(c.Text[1].Text, "INN 7707083893", 2))
	all, _ = offersFor(c, saw, q)
	if len(all) == 0 || !all[0].ready || !strings.HasSuffix(all[0].text, "Harbour Works") {
		t.Fatalf("offered for a number: %+v", all)
	}
	if about, _ := all[0].note(); about.ID != harbour.Entity {
		t.Errorf("it would be noted of %+v", about)
	}
	// Before the text was looked through, the passage is read on the spot.
	if all, _ = offersFor(c, nil, q); len(all) == 0 {
		t.Error("nothing is offered before the text was looked through")
	}
}

func TestAValueMovesToAKindThatFitsIt(t *testing.T) {
	sum := fill{as: asWage, schema: "WageObservation", property: "amount", value: "5 RUB", hedge: "about"}
	if got := sum.moved(asFigure); got.schema != "Observation" || got.property != "amount" || got.value != "5 RUB" || got.hedge != "about" {
		t.Errorf("a sum as a figure: %+v", got)
	}
	if got := sum.moved(asCount); got.value != "" {
		t.Errorf("a sum as a count: %+v", got)
	}
	number := fill{as: asFigure, schema: "Observation", property: "quantity", value: ">=700"}
	if got := number.moved(asCount); got.value != ">=700" || got.property != "" {
		t.Errorf("a figure as a count: %+v", got)
	}
	if got := number.moved(asLink); got.value != "" || got.as != asLink {
		t.Errorf("a figure as a link: %+v", got)
	}
}

func TestTheLineAboveTheTextSaysWhichTextItIs(t *testing.T) {
	file := [32]byte{5}
	c := cardOf("A text.")
	c.Note = "A remark"
	c.Layers = []store.Layer{{ID: c.Layer, Kind: "notes", Current: true, Length: 2}}
	if s := layerLine(c); s.text != "" || s.several || s.older {
		t.Errorf("a single text says %+v", s)
	}
	c.Layers = []store.Layer{
		{ID: store.ID{3}, Kind: "notes", Current: true, Length: 2},
		{ID: store.ID{2}, Kind: "text", File: "a.txt", Evidence: file, Current: true, Length: 1},
		{ID: c.Layer, Kind: "text", File: "a.txt", Evidence: file, Length: 1},
	}
	s := layerLine(c)
	if s.text != "An older reading of this text" || !s.several || !s.older || s.name != "a.txt · 1 of 3 texts" {
		t.Errorf("an older reading says %+v", s)
	}
	if got := newestOf(c); got != (store.ID{2}) {
		t.Errorf("the newest reading of the same file is %v", got)
	}
	names := layerNames(c)
	if len(names) != 3 || names[2].id != c.Layer || !strings.HasSuffix(names[2].name, "1 passage, an older reading") {
		t.Errorf("offered: %+v", names)
	}
}

func TestTheInboxListsWhatCanBeCited(t *testing.T) {
	c := cardOf(wageText)
	saw := lookAt(c, harbour)
	saw.found[len(saw.found)-1].Cited = true
	all := waitingOf(saw.found)
	if len(all) != 1 || all[0].Kind != recognise.Money {
		t.Fatalf("waiting: %+v", all)
	}
	chips := foundChips(all)
	if len(chips) != 2 || chips[0].Count != 1 || chips[1].Key != "money" {
		t.Errorf("filters: %+v", chips)
	}
	if n := len(filtered(all, "date")); n != 0 {
		t.Errorf("%d dates", n)
	}
	row := foundRow(c, all[0])
	if row.Title != "16,000–20,000 RUB a month" || row.Trailing[0].Text != "¶ 1" || !strings.Contains(row.Subtitle, "list a wage of") {
		t.Errorf("the row is %+v", row)
	}
}

func TestAroundCutsAtWords(t *testing.T) {
	if got := around("one two three four five six", 8, 13, 6); got != "… two three four …" {
		t.Errorf("%q", got)
	}
	if got := around("short", 0, 5, 10); got != "short" {
		t.Errorf("%q", got)
	}
}

func TestWordsAreFoundAsTheyStand(t *testing.T) {
	text := []store.Passage{{Number: 2, Text: "Ёлка и ёлка, «елка»"}, {Number: 5, Text: "Fee  of\n100"}}
	if got := len(matchesIn(text, "елка")); got != 3 {
		t.Errorf("%d places", got)
	}
	got := matchesIn(text, "fee of 100")
	if d := cmp.Diff([]reader.Match{{Passage: 5, Start: 0, Stop: 11}}, got); d != "" {
		t.Error(d)
	}
	if matchesIn(text, "  ") != nil || matchesIn(text, "nothing") != nil {
		t.Error("found what is not there")
	}
}

func TestPropertyWhatIsFoundIsWhatWasLookedFor(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		letters := rapid.StringOfN(rapid.RuneFrom([]rune("aAё е 한\n")), 0, 60, -1)
		text, words := letters.Draw(t, "text"), letters.Draw(t, "words")
		last := 0
		for _, m := range matchesIn([]store.Passage{{Number: 1, Text: text}}, words) {
			if m.Start < last || m.Stop <= m.Start {
				t.Fatalf("match %+v after %d", m, last)
			}
			last = m.Stop
			got := strings.Join(strings.Fields(string(folded(string([]rune(text)[m.Start:m.Stop])))), " ")
			if want := strings.Join(strings.Fields(string(folded(words))), " "); got != want {
				t.Fatalf("found %q for %q", got, want)
			}
		}
	})
}

func TestShowingSaysWhyNot(t *testing.T) {
	for _, c := range []struct {
		media string
		size  int64
		drawn bool
		want  showing
		says  string
	}{
		{"application/pdf", 10, true, asPages, "pdftoppm"},
		{"application/pdf", 10, false, elsewhere, "where the program pdftoppm (Poppler) is installed"},
		{"image/png", 10, false, asPicture, "in this window"},
		{"image/heic", 10, true, elsewhere, "HEIC"},
		{"text/plain; charset=utf-8", 10, true, elsewhere, "a plain text"},
		{"image/png", 1 << 40, true, elsewhere, "too large"},
		{"image/png", 0, true, elsewhere, "empty"},
	} {
		got, says := showingOf(store.Evidence{Media: c.media, Size: c.size, Name: "a"}, c.drawn)
		if got != c.want || !strings.Contains(says, c.says) {
			t.Errorf("%s of %d: %v, %q", c.media, c.size, got, says)
		}
	}
}

func TestTheAlbumKeepsTheNewest(t *testing.T) {
	var a album
	for i := range keptPages + 3 {
		a.put(drawnPage{page: i}, nil)
		a.put(drawnPage{page: i}, nil)
	}
	if len(a.order) > keptPages || len(a.all) > keptPages {
		t.Errorf("%d pages are kept", len(a.all))
	}
}
