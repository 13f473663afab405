package desktop

import (
	"image/color"
	"time"

	"fyne.io/fyne/v2/canvas"
)

// pulse is how often the window is drawn although nothing asks for it. Fyne
// 2.7.1 forgets, after a minute in which nobody looked them up, to which
// window its objects belong, even those in sight, and a Refresh of such an
// object is then lost; drawing makes it remember. Without this a window left
// alone for a minute or two can stop showing what happens in it.
const pulse = time.Second

// keepDrawn draws the window now and then for as long as it is open.
func (w *Window) keepDrawn() {
	w.win.Canvas().Refresh(canvas.NewRectangle(color.Transparent))
	w.after(pulse, w.keepDrawn)
}
