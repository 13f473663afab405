package part

import (
	"fyne.io/fyne/v2"

	"redthread/ui/desktop/look"
)

// Notice is a sentence under the head of a screen that stays until it is
// dismissed, such as where a file was saved.
type Notice struct {
	box  *fyne.Container
	text string
}

// NewNotice returns a notice that says nothing and takes no room.
func NewNotice() *Notice {
	n := &Notice{box: Down(0)}
	n.box.Hide()
	return n
}

// Object is what the screen shows.
func (n *Notice) Object() fyne.CanvasObject { return n.box }

// Text returns what it says; "" is nothing.
func (n *Notice) Text() string { return n.text }

// Set says something, with buttons for what can be done about it.
func (n *Notice) Set(text string, buttons ...*Button) {
	n.text = text
	var right []fyne.CanvasObject
	for _, b := range buttons {
		right = append(right, b)
	}
	x := NewBareButton("×", n.Clear)
	x.Tip = "Dismiss"
	right = append(right, x)
	line := Frame(nil, Inset(0, 0, 0, 12, Across(8, right...)), nil, nil,
		Inset(8, 0, 6, 0, NewText(text, Body)))
	n.box.Objects = []fyne.CanvasObject{NewPanel(look.ColorNameSelection, Inset(4, 16, 4, 16, line)), NewRule()}
	n.box.Show()
	n.box.Refresh()
}

// Clear takes the sentence away.
func (n *Notice) Clear() {
	n.text = ""
	n.box.Objects = nil
	n.box.Hide()
	n.box.Refresh()
}
