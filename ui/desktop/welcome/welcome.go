// Package welcome is the page a person meets when no case is open: recent
// cases, a new one, another file, the sample; and, the first time, the name
// that is to stand beside their changes.
package welcome

import (
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"redthread/ui/desktop/look"
	"redthread/ui/desktop/part"
)

// NameReason says why a name is asked for.
const NameReason = "Redthread writes a name beside every change, so that colleagues can tell who noted what. It travels with the case; a working name will do."

// Actions are what the page can do; the window does them.
type Actions struct {
	New, Open, Sample func()
	OpenPath, Forget  func(path string)
	SetName           func(name string)
}

// Recent is a case that was open before.
type Recent struct {
	Path    string
	Changed string // when the file last changed
}

// Page is the welcome page.
type Page struct {
	actions Actions
	recent  []Recent

	content fyne.CanvasObject
	list    *part.List
	column  *fyne.Container
	name    *part.TextEntry
	ask     fyne.CanvasObject
	busy    *part.Text
	none    fyne.CanvasObject
	stack   *fyne.Container
}

// New returns the page.
func New(a Actions) *Page {
	p := &Page{actions: a, busy: part.NewText("", part.Small)}
	p.list = part.NewList(func() int { return len(p.recent) }, p.row)
	p.list.OnOpen = p.open
	p.list.OnTap = p.open
	p.list.OnKey = func(e *fyne.KeyEvent) bool {
		if i := p.list.Selected(); e.Name == fyne.KeyDelete && i != part.None {
			a.Forget(p.recent[i].Path)
			return true
		}
		return false
	}
	p.none = part.Inset(16, 16, 16, 16, part.NewText("Cases you open are listed here.", part.Small))
	p.stack = container.NewStack(p.list, p.none)
	p.list.Hide()

	p.name = part.NewTextEntry("A name, or a working name")
	keep := func() {
		if strings.TrimSpace(p.name.Text) != "" {
			a.SetName(p.name.Text)
		}
	}
	p.name.OnSubmitted = func(string) { keep() }
	p.ask = part.NewCard("Your name on changes", part.Down(8,
		part.NewText(NameReason, part.Small),
		part.Frame(nil, part.Inset(0, 0, 0, 8, part.NewButton("Keep", keep)), nil, nil, p.name),
	))
	p.ask.Hide()

	p.column = part.Down(12,
		part.NewText("Redthread", part.Title),
		part.NewText("Every claim tied to its source.", part.Small),
		part.Down(8,
			wide(part.NewPrimaryButton("New case…", a.New)),
			wide(part.NewButton("Open…", a.Open)),
			wide(part.NewButton("Open the sample…", a.Sample)),
		),
		p.ask,
		part.NewText("A case file can also be dropped here.", part.Small),
		p.busy,
	)
	p.content = part.NewPanel(look.ColorNameGround, container.New(spread{}, p.column, part.NewCard("Recent cases", p.stack)))
	return p
}

// wide lets a button fill its column.
func wide(b *part.Button) fyne.CanvasObject { return container.NewStack(b) }

// Content is the page.
func (p *Page) Content() fyne.CanvasObject { return p.content }

// SetRecent lists the recent cases.
func (p *Page) SetRecent(all []Recent) {
	p.recent = all
	if len(all) > 0 {
		p.none.Hide()
		p.list.Show()
	} else {
		p.list.Hide()
		p.none.Show()
	}
	p.list.Refresh()
	p.list.Select(part.None)
}

// Recent gives what is listed.
func (p *Page) Recent() []Recent { return p.recent }

// AskName shows or hides the question for a name.
func (p *Page) AskName(yes bool) {
	if yes {
		p.ask.Show()
	} else {
		p.ask.Hide()
	}
	p.column.Refresh()
}

// SetBusy says what is being done; "" when nothing is.
func (p *Page) SetBusy(what string) { p.busy.SetText(what) }

func (p *Page) row(i int) part.Row {
	r := p.recent[i]
	return part.Row{
		Title:    strings.TrimSuffix(filepath.Base(r.Path), filepath.Ext(r.Path)),
		Subtitle: filepath.Dir(r.Path),
		Trailing: []part.Mark{{Text: r.Changed, Tone: part.Quiet}},
	}
}

func (p *Page) open(i int) { p.actions.OpenPath(p.recent[i].Path) }

// spread sets what can be done beside the recent cases, in the middle of the
// window.
type spread struct{}

const (
	columnWide, recentWide, gap float32 = 300, 480, 48
	tall                        float32 = 460
)

func (spread) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(columnWide+recentWide+gap+48, tall)
}

func (spread) Layout(o []fyne.CanvasObject, s fyne.Size) {
	high := min(max(tall, s.Height*0.6), s.Height-48)
	x, y := (s.Width-columnWide-gap-recentWide)/2, (s.Height-high)/2
	o[0].Move(fyne.NewPos(x, y))
	o[0].Resize(fyne.NewSize(columnWide, high))
	o[1].Move(fyne.NewPos(x+columnWide+gap, y))
	o[1].Resize(fyne.NewSize(recentWide, high))
}
