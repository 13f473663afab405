package figures

import (
	"fyne.io/fyne/v2"

	"redthread/ui/desktop/look"
	"redthread/ui/desktop/part"
)

// notice is a sentence under the head of the screen that stays until it is
// dismissed.
type notice struct {
	box  *fyne.Container
	text string
}

func newNotice() *notice {
	n := &notice{box: part.Down(0)}
	n.box.Hide()
	return n
}

func (n *notice) set(text string, buttons ...*part.Button) {
	n.text = text
	var right []fyne.CanvasObject
	for _, b := range buttons {
		right = append(right, b)
	}
	x := part.NewBareButton("×", n.clear)
	x.Tip = "Dismiss"
	right = append(right, x)
	line := part.Frame(nil, part.Inset(0, 0, 0, 12, part.Across(8, right...)), nil, nil,
		part.Inset(8, 0, 6, 0, part.NewText(text, part.Body)))
	n.box.Objects = []fyne.CanvasObject{part.NewPanel(look.ColorNameSelection, part.Inset(4, 16, 4, 16, line)), part.NewRule()}
	n.box.Show()
	n.box.Refresh()
}

func (n *notice) clear() {
	n.text = ""
	n.box.Objects = nil
	n.box.Hide()
	n.box.Refresh()
}
