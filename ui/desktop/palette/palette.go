// Package palette is the box that Ctrl+K opens: it finds entities and sources
// while one types, and every command by its name.
package palette

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"redthread/store/value"
	"redthread/ui/desktop/part"
)

// Command is something that can be done.
type Command struct {
	Name  string
	Menu  string
	Key   string // "" when it has none
	Words string // more words that find it
	Do    func()
}

// Hit is something found in the case.
type Hit struct {
	Title string
	Kind  string // "Company", "article" …
	Group string // of the ontology, for its mark; "" for a source
	Grade string // of a source
	Short string // its short id
	Do    func()
}

// Options are what the palette offers.
type Options struct {
	Commands []Command
	// Find looks a text up in the case and answers on the window's goroutine.
	// An answer to an older text is dropped.
	Find func(text string, answer func([]Hit))
	// Create offers to make something of the text; nil where nothing can be made.
	Create func(text string) []Command
}

// How much is shown.
const (
	shown       = 9
	mostHits    = 12
	width       = 600
	commandMost = 6 // beside hits
)

// Open shows the palette over a window, with a first text.
func Open(c fyne.Canvas, first string, o Options) *part.Sheet {
	picker := part.NewSearchPicker("Search the case, or type a command", shown)
	sheet := part.NewSheet("", picker, "", "")
	sheet.Top, sheet.Width, sheet.First, sheet.Dismiss = true, width, picker.Entry, true
	p := &palette{o: o, do: map[string]func(){}, offer: picker.Offer}
	picker.OnQuery = p.query
	picker.OnChoose = func(r part.Result) {
		sheet.Hide()
		if do := p.do[r.Key]; do != nil {
			do()
		}
	}
	sheet.Open(c)
	picker.Query("")
	for _, letter := range first {
		picker.Entry.TypedRune(letter)
	}
	return sheet
}

// palette keeps what each row ever offered does: an answer that comes too late
// must not change what the rows shown stand for.
type palette struct {
	o     Options
	do    map[string]func()
	offer func([]part.Result) // while the case has not answered
}

// query answers at once with the commands that fit, and again when the case
// has answered, so that typing never waits.
func (p *palette) query(text string, answer func([]part.Result)) {
	text = strings.TrimSpace(text)
	fits := fitting(p.o.Commands, text)
	if text == "" {
		answer(p.results(text, nil, fits, nil))
		return
	}
	var makes []Command
	if p.o.Create != nil {
		makes = p.o.Create(text)
	}
	answered := false
	p.o.Find(text, func(hits []Hit) {
		answered = true
		answer(p.results(text, hits, fits, makes))
	})
	if !answered {
		p.offer(p.results(text, nil, fits, nil))
	}
}

func (p *palette) results(text string, hits []Hit, commands, makes []Command) []part.Result {
	var all []part.Result
	add := func(row part.Row, do func()) {
		key := strconv.Itoa(len(p.do))
		p.do[key] = do
		all = append(all, part.Result{Key: key, Row: row})
	}
	command := func(c Command) {
		row := part.Row{Title: c.Name, Subtitle: c.Menu, Plain: true}
		if c.Key != "" {
			row.Trailing = []part.Mark{{Text: c.Key, Tone: part.Quiet}}
		}
		add(row, c.Do)
	}
	// A command that was typed in full is what is meant.
	for len(commands) > 0 && value.Fold(commands[0].Name) == value.Fold(text) {
		command(commands[0])
		commands = commands[1:]
	}
	for _, h := range hits[:min(len(hits), mostHits)] {
		add(part.Row{
			Title: h.Title, Subtitle: h.Kind, Group: h.Group, Grade: h.Grade,
			Trailing: []part.Mark{{Text: h.Short, Tone: part.Quiet}},
		}, h.Do)
	}
	if len(hits) > 0 {
		commands = commands[:min(len(commands), commandMost)]
	}
	for _, c := range commands {
		command(c)
	}
	for _, c := range makes {
		add(part.Row{Title: c.Name, Plain: true}, c.Do)
	}
	return all
}

// fitting gives the commands each word of the text begins a word of, those
// found by their name first.
func fitting(all []Command, text string) []Command {
	want := strings.Fields(value.Fold(text))
	var exact, byName, byWords []Command
	for _, c := range all {
		name := strings.Fields(value.Fold(c.Name))
		switch {
		case slices.Equal(want, name):
			exact = append(exact, c)
		case begin(want, name):
			byName = append(byName, c)
		case begin(want, append(name, strings.Fields(value.Fold(c.Menu+" "+c.Words))...)):
			byWords = append(byWords, c)
		}
	}
	return slices.Concat(exact, byName, byWords)
}

func begin(want, words []string) bool {
	for _, w := range want {
		if !slices.ContainsFunc(words, func(s string) bool { return strings.HasPrefix(s, w) }) {
			return false
		}
	}
	return true
}
