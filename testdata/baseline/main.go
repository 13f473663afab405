// Baseline is a window with one label, in the theme and font of Redthread and
// nothing else: what its start and its memory are measured against.
package main

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/widget"

	"redthread/ui/desktop/look"
)

func main() {
	a := app.NewWithID("redthread.baseline")
	theme := look.New(look.Light)
	a.Settings().SetTheme(theme)
	a.Lifecycle().SetOnStarted(func() { a.Settings().SetTheme(theme) })
	w := a.NewWindow("Baseline")
	w.SetContent(widget.NewLabel("Redthread"))
	w.Resize(fyne.NewSize(1440, 900))
	w.ShowAndRun()
}
