package desktop

import (
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"redthread/assets"
	"redthread/ui/desktop/part"
)

// columns sets two objects side by side, each over half the width.
func columns(left, right fyne.CanvasObject) fyne.CanvasObject {
	return container.New(halves{}, left, right)
}

const halvesGap float32 = 32

type halves struct{}

func (halves) MinSize(o []fyne.CanvasObject) fyne.Size {
	a, b := o[0].MinSize(), o[1].MinSize()
	return fyne.NewSize(2*max(a.Width, b.Width)+halvesGap, max(a.Height, b.Height))
}

func (halves) Layout(o []fyne.CanvasObject, s fyne.Size) {
	wide := (s.Width - halvesGap) / 2
	for i, half := range o {
		half.Move(fyne.NewPos(float32(i)*(wide+halvesGap), 0))
		half.Resize(fyne.NewSize(wide, s.Height))
	}
}

// showAbout says what this is.
func (w *Window) showAbout() {
	version := w.o.Version
	if version == "" {
		version = "development version"
	}
	s := w.openSheet("About Redthread", part.Down(8,
		part.NewText("Redthread, "+version, part.Strong),
		part.NewText("A workbench for investigations, without a network: every claim is tied to its source, and every change can be taken back.", part.Body),
		part.NewText("Licensed under the Apache License, version 2.0. It stands on the work of others, whose notices are shown here too.", part.Small),
	), "", nil)
	s.part.SetExtra(
		part.NewButton("Licence", w.showLicence),
		part.NewButton("Third-party notices", w.showNotices),
	)
}

func (w *Window) showNotices() { w.showText("Third-party notices", assets.Notices()) }

func (w *Window) showLicence() {
	text := w.o.Licence
	if text == "" {
		text = "Redthread is licensed under the Apache License, version 2.0. The text stands in the file LICENSE of the project."
	}
	w.showText("Licence", text)
}

const (
	textColumns = 100 // where lines of a long text are broken
	textLine    = 18
)

// showText shows a long text. Each line is a row of a list, because a label
// takes seconds to lay out so much at once.
func (w *Window) showText(title, text string) {
	lines := broken(text, textColumns)
	list := part.NewVirtual()
	list.RowHeight = textLine
	list.Length = func() int { return len(lines) }
	list.Create = func() fyne.CanvasObject { return part.NewLine("", part.Small).WithTone(part.Plain) }
	list.Update = func(i int, o fyne.CanvasObject, _ part.RowState) { o.(*part.Text).SetText(lines[i]) }
	list.Fixed = func(int) bool { return true }
	w.openSheet(title, container.New(atLeast(fyne.NewSize(720, 480)), list), "", nil)
}

// atLeast gives one object a smallest size.
type atLeast fyne.Size

func (l atLeast) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size(l) }

func (l atLeast) Layout(o []fyne.CanvasObject, s fyne.Size) { o[0].Resize(s) }

// broken cuts a text into lines, at spaces where it can.
func broken(text string, columns int) []string {
	var all []string
	for _, line := range strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n") {
		line = strings.ReplaceAll(line, "\t", "    ")
		for utf8.RuneCountInString(line) > columns {
			cut := 0
			for i, n := 0, 0; i < len(line) && n <= columns; n++ {
				_, size := utf8.DecodeRuneInString(line[i:])
				if line[i] == ' ' && n > 0 {
					cut = i
				}
				if n == columns && cut == 0 {
					cut = i
				}
				i += size
			}
			all = append(all, line[:cut])
			line = strings.TrimPrefix(line[cut:], " ")
		}
		all = append(all, line)
	}
	return all
}
