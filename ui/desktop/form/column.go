package form

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"redthread/ui/desktop/part"
)

// Width is how wide a form asks to be, so that a money range and its reading
// stand on one line.
const Width = 560

// barRoom keeps the fields clear of the bar of a sheet that scrolls.
const barRoom = 6

// Column stacks the rows of a form and is its draft: the window asks it before
// it drops what was typed.
type Column struct {
	widget.BaseWidget

	// Dirty tells whether something unsaved is filled in.
	Dirty func() bool

	box   *fyne.Container
	width float32
}

// NewColumn returns a column of rows.
func NewColumn(rows ...fyne.CanvasObject) *Column {
	c := &Column{box: part.Down(8, rows...)}
	c.ExtendBaseWidget(c)
	return c
}

// Set changes the rows.
func (c *Column) Set(rows ...fyne.CanvasObject) {
	c.box.Objects = rows
	c.Grow()
}

// Grow gives rows that changed their height the room they need.
func (c *Column) Grow() { Grow(c) }

// Changed is part of desk.Draft.
func (c *Column) Changed() bool { return c.Dirty != nil && c.Dirty() }

// Resize hands the width to the rows, which decide their heights by it.
func (c *Column) Resize(s fyne.Size) {
	if s.Width != c.width {
		c.width = s.Width
		c.box.Resize(fyne.NewSize(s.Width-barRoom, c.box.MinSize().Height))
	}
	c.BaseWidget.Resize(s)
}

// CreateRenderer is part of fyne.Widget.
func (c *Column) CreateRenderer() fyne.WidgetRenderer {
	return &columnRenderer{c}
}

type columnRenderer struct{ c *Column }

func (r *columnRenderer) Destroy()                     {}
func (r *columnRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.c.box} }
func (r *columnRenderer) Layout(s fyne.Size)           { place(r.c.box, 0, 0, s.Width-barRoom, s.Height) }
func (r *columnRenderer) Refresh()                     { r.c.box.Refresh() }

func (r *columnRenderer) MinSize() fyne.Size {
	return fyne.NewSize(Width, r.c.box.MinSize().Height)
}

// Heading is the small capitals above a part of a form.
func Heading(text string) fyne.CanvasObject {
	return part.Down(6, part.Inset(8, 0, 0, 0, part.NewRule()), part.NewLine(text, part.Capital))
}
