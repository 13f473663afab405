package entities

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// fixed gives an object a height of its own where it would ask for less, as a
// list does.
func fixed(o fyne.CanvasObject, height float32) fyne.CanvasObject {
	return container.New(fixedLayout(height), o)
}

type fixedLayout float32

func (l fixedLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(o[0].MinSize().Width, float32(l))
}

func (l fixedLayout) Layout(o []fyne.CanvasObject, s fyne.Size) { o[0].Resize(s) }
