// Package palette finds things. Ctrl+K opens the palette: a field that
// searches the whole case while one types and knows every command by its name.
// Results is the same search as a list that stays beside what one reads.
//
// Both ask through a Search and show Hits, which the frame makes; the package
// knows neither the case nor its screens.
package palette

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"redthread/store/value"
	"redthread/ui/desktop/part"
)

// Options are what the palette offers.
type Options struct {
	Search
	Commands []Command
	// Create offers to make something of the text; nil where nothing can be made.
	Create func(text string) []Command
	// Everything shows all hits of a text in the list that stays.
	Everything func(text string)
	AllKey     string // the key that does so
}

// The size of the palette, and how many commands stand beside hits.
const (
	width       = 760
	height      = 500
	commandMost = 4
)

// Open shows the palette over a window, with a first text.
func Open(c fyne.Canvas, first string, o Options) *part.Sheet {
	b := newBoard(o.Search, "Search the case, or type a command", false)
	content := part.Frame(part.Down(8, b.entry, part.NewRule()), nil, part.Down(0, part.NewRule(), part.Inset(7, 4, 0, 2, b.hint)), nil, b.list)
	sheet := part.NewSheet("", container.New(tall(height), content), "", "")
	sheet.Top, sheet.Width, sheet.First, sheet.Dismiss = true, width, b.entry, true
	b.arrange = o.rows
	b.chosen = func(i int) {
		if i < 0 || i >= len(b.rows) || b.rows[i].heading != "" {
			return
		}
		do := b.rows[i].do
		b.hush()
		sheet.Hide()
		if do != nil {
			do()
		}
	}
	sheet.OnCancel = b.hush
	sheet.Open(c)
	b.query("")
	b.put(first)
	return sheet
}

// rows puts together what is offered for a text.
func (o Options) rows(text string, f *Found) []row {
	commands := fitting(o.Commands, text)
	var all []row
	// A command that was typed in full is what is meant, and so is one that
	// several words fit. A single word rather means something in the case.
	for len(commands) > 0 && text != "" && len(all) < commandMost &&
		(value.Fold(commands[0].Name) == value.Fold(text) || len(strings.Fields(text)) > 1) {
		all = append(all, commandRow(commands[0]))
		commands = commands[1:]
	}
	answered := f != nil && text != ""
	if f != nil && len(f.Hits) > 0 {
		hits, left := rowsOf(f.Hits, true)
		all = append(all, hits...)
		if (left || f.More) && o.Everything != nil {
			all = append(all, commandRow(Command{Name: f.All() + "…", Key: o.AllKey, Do: func() { o.Everything(text) }}))
		}
		commands = commands[:min(len(commands), commandMost)]
	} else if answered && len(all) == 0 {
		all = append(all, row{heading: "Nothing in the case fits “" + text + "”"})
	}
	if len(commands) > 0 && len(all) > 0 {
		all = append(all, row{heading: "Commands"})
	}
	for _, c := range commands {
		all = append(all, commandRow(c))
	}
	if !answered || o.Create == nil {
		return all
	}
	for i, c := range o.Create(text) {
		if i == 0 && len(f.Hits) > 0 {
			all = append(all, row{heading: "New"})
		}
		all = append(all, commandRow(c))
	}
	return all
}

// tall gives its one object a height, and whatever width there is.
type tall float32

func (l tall) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(320, float32(l)) }

func (l tall) Layout(objects []fyne.CanvasObject, s fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.Position{})
		o.Resize(s)
	}
}
