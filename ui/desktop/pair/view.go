package pair

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"redthread/app/names"
	"redthread/app/parties"
	"redthread/store"
	"redthread/ui/desktop/look"
	"redthread/ui/desktop/part"
)

// Pair is what is shown.
type Pair struct {
	Title       string // "Is this the same party?"
	Under       string // the score and what it is made of
	Left, Right string // headings of the two columns
	Rows        []parties.Row
	Reasons     []names.Reason
	Against     string // what rules it out; "" for nothing
	Told        []Line // what was judged before, what changed since
	Foot        string
	Below       []fyne.CanvasObject // what else belongs to it
	Links       []*part.Button      // ways to either party
}

// Line is a sentence in a tone.
type Line struct {
	Text string
	Tone part.Tone
}

// View shows a pair and takes the judgement.
type View struct {
	// OnJudge is called with what a person judged.
	OnJudge func(store.Verdict)
	// OnSkip is called to go on without a judgement.
	OnSkip func()

	content *fyne.Container
	scroll  *container.Scroll
	shown   bool
	locked  bool
}

// New makes a view that shows nothing yet.
func New() *View {
	v := &View{content: container.NewStack()}
	v.scroll = container.NewVScroll(part.Down(0))
	return v
}

// Content is what the owner places.
func (v *View) Content() fyne.CanvasObject { return v.content }

// Lock takes the keys and buttons away: of a case that can only be read.
func (v *View) Lock(yes bool) { v.locked = yes }

// Empty shows something in place of a pair.
func (v *View) Empty(o fyne.CanvasObject) {
	v.shown = false
	v.content.Objects = []fyne.CanvasObject{part.NewPanel(look.ColorNameSurface, o)}
	v.content.Refresh()
}

// Showing tells whether a pair is shown.
func (v *View) Showing() bool { return v.shown }

const (
	margin     = 24
	labelWide  = 120
	wordWide   = 76
	columnGap  = 16
	rowPadding = 9
)

// Show shows a pair from its top.
func (v *View) Show(p Pair) {
	v.shown = true
	objects := []fyne.CanvasObject{
		part.NewText(p.Title, part.Title),
		part.Inset(2, 0, 12, 0, part.NewText(p.Under, part.Small)),
	}
	for _, l := range p.Told {
		objects = append(objects, part.Inset(0, 0, 6, 0, part.NewText(l.Text, part.Body).WithTone(l.Tone)))
	}
	objects = append(objects, row(part.NewLine("", part.Small), part.NewText(p.Left, part.Small), part.NewText(p.Right, part.Small), part.NewLine("", part.Small)), part.NewRule())
	for _, r := range p.Rows {
		word, tone := spoken(r.Agreement)
		objects = append(objects,
			row(part.NewText(r.Label, part.Body).WithTone(part.Quiet), cell(r.Left), cell(r.Right), part.NewLine(word, part.Body).WithTone(tone)), part.NewRule())
	}
	objects = append(objects, part.Inset(20, 0, 16, 0, v.buttons()))
	if p.Against != "" {
		objects = append(objects, part.Inset(0, 0, 12, 0, part.NewText(p.Against, part.Body).WithTone(part.Alarm)))
	}
	if len(p.Reasons) > 0 {
		objects = append(objects, part.Inset(4, 0, 4, 0, part.NewText("Why they are put side by side", part.Capital)))
		for i, r := range p.Reasons {
			if i == mostReasons {
				break
			}
			objects = append(objects, part.Inset(3, 0, 3, 0, reason(r)))
		}
	}
	if p.Foot != "" {
		objects = append(objects, part.Inset(14, 0, 0, 0, part.NewText(p.Foot, part.Small)))
	}
	if len(p.Links) > 0 {
		var links []fyne.CanvasObject
		for _, b := range p.Links {
			links = append(links, b)
		}
		objects = append(objects, part.Inset(12, 0, 0, 0, part.Across(8, links...)))
	}
	for _, o := range p.Below {
		objects = append(objects, part.Inset(20, 0, 0, 0, o))
	}
	v.scroll.Content = part.Inset(margin, margin, margin, margin, part.Down(0, objects...))
	v.scroll.Offset = fyne.NewPos(0, 0)
	v.scroll.Refresh()
	v.content.Objects = []fyne.CanvasObject{part.NewPanel(look.ColorNameSurface, v.scroll)}
	v.content.Refresh()
}

const mostReasons = 12

// reason is a sentence with how much it counts before it, as a short bar of
// characters a person reads without a legend: what agrees, what does not.
func reason(r names.Reason) fyne.CanvasObject {
	tone := part.Plain
	mark := "·"
	switch {
	case r.Similarity >= 0.85 && (r.Left == "") == (r.Right == ""):
		mark, tone = "=", part.Good
	case r.Left == "" || r.Right == "":
		mark, tone = "–", part.Quiet
	case r.Similarity < 0.5:
		mark, tone = "≠", part.Caution
	case r.Similarity > 0:
		mark, tone = "≈", part.Caution
	}
	text := r.Text
	if text == "" {
		text = strings.TrimSpace(fmt.Sprintf("%s: %s, %s", r.About, r.Left, r.Right))
	}
	lead := part.NewWord(mark, part.Strong).WithTone(tone)
	return container.New(leadLayout{}, lead, part.NewText(text, part.Body))
}

func cell(all []string) *part.Text {
	if len(all) == 0 {
		return part.NewText("—", part.Body).WithTone(part.Quiet)
	}
	shown := all
	if len(shown) > mostValues {
		shown = append(append([]string{}, shown[:mostValues]...), fmt.Sprintf("and %d more", len(all)-mostValues))
	}
	return part.NewText(strings.Join(shown, "\n"), part.Body)
}

const mostValues = 8

func spoken(a parties.Agreement) (string, part.Tone) {
	switch a {
	case parties.Same:
		return "same", part.Good
	case parties.Close:
		return "close", part.Caution
	case parties.Differs:
		return "differs", part.Alarm
	}
	return string(a), part.Quiet
}

func (v *View) buttons() fyne.CanvasObject {
	same := part.NewPrimaryButton("Same", func() { v.judge(store.Same) })
	different := part.NewButton("Different", func() { v.judge(store.Different) })
	unsure := part.NewButton("Not sure", func() { v.judge(store.Unsure) })
	skip := part.NewButton("Skip", func() { v.skip() })
	same.Key, different.Key, unsure.Key, skip.Key = "S", "D", "U", "→"
	for _, b := range []*part.Button{same, different, unsure} {
		if v.locked {
			b.Disable()
			b.Tip = "This case can only be read"
		}
	}
	return part.Across(8, same, different, unsure, skip)
}

func (v *View) judge(verdict store.Verdict) {
	if v.shown && !v.locked && v.OnJudge != nil {
		v.OnJudge(verdict)
	}
}

func (v *View) skip() {
	if v.shown && v.OnSkip != nil {
		v.OnSkip()
	}
}

// Key answers the keys of a review; they are named by their place on a Latin
// keyboard, so that they work under Russian and Korean layouts.
func (v *View) Key(e *fyne.KeyEvent) bool {
	if !v.shown {
		return false
	}
	switch e.Name {
	case fyne.KeyS:
		v.judge(store.Same)
	case fyne.KeyD:
		v.judge(store.Different)
	case fyne.KeyU:
		v.judge(store.Unsure)
	case fyne.KeyRight:
		v.skip()
	default:
		return false
	}
	return true
}

// row sets a label, two columns and a word side by side, as tall as the
// tallest of them.
func row(label, left, right, word fyne.CanvasObject) fyne.CanvasObject {
	return container.New(rowLayout{}, label, left, right, word)
}

type rowLayout struct{}

func (rowLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	h := float32(0)
	for _, x := range o {
		h = max(h, x.MinSize().Height)
	}
	return fyne.NewSize(labelWide+wordWide+2*columnGap+160, h+2*rowPadding)
}

func (rowLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	wide := max((size.Width-labelWide-wordWide-2*columnGap)/2, 40)
	x := float32(0)
	for i, w := range []float32{labelWide, wide, wide, wordWide} {
		o[i].Move(fyne.NewPos(x, rowPadding))
		o[i].Resize(fyne.NewSize(w, o[i].MinSize().Height))
		o[i].Resize(fyne.NewSize(w, o[i].MinSize().Height))
		x += w
		if i == 1 || i == 2 {
			x += columnGap
		}
	}
}

// leadLayout sets a sign before a paragraph.
type leadLayout struct{}

const leadWide = 22

func (leadLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(leadWide+100, max(o[0].MinSize().Height, o[1].MinSize().Height))
}

func (leadLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	o[0].Move(fyne.NewPos(0, 0))
	o[0].Resize(fyne.NewSize(leadWide, o[0].MinSize().Height))
	o[1].Move(fyne.NewPos(leadWide, 0))
	o[1].Resize(fyne.NewSize(size.Width-leadWide, o[1].MinSize().Height))
	o[1].Resize(fyne.NewSize(size.Width-leadWide, o[1].MinSize().Height))
}
