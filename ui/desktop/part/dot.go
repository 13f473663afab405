package part

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"redthread/ui/desktop/look"
)

// dot draws the shape of a group in a square of dotSize:
//
//	firm ●  person ◆  body ■  contract ▬  workers ⁖  identifier ○
//	claim ◇  place ▼  document □  event ▲
//
// Each shape is different, so the colour is never the only signal.
type dot struct {
	disc    *canvas.Circle
	square  *canvas.Rectangle
	polygon *canvas.Polygon
	crowd   [3]*canvas.Circle
	group   string
}

func newDot() *dot {
	d := &dot{
		disc:    canvas.NewCircle(color.Transparent),
		square:  box(1),
		polygon: canvas.NewPolygon(4, color.Transparent),
	}
	for i := range d.crowd {
		d.crowd[i] = canvas.NewCircle(color.Transparent)
	}
	return d
}

func (d *dot) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{d.disc, d.square, d.polygon, d.crowd[0], d.crowd[1], d.crowd[2]}
}

func (d *dot) hide() {
	for _, o := range d.objects() {
		show(o, false)
	}
}

func (d *dot) set(group string, v fyne.ThemeVariant) {
	d.group = group
	d.hide()
	c := look.KindColour(group, v)
	hollow := group == "identifier" || group == "claim" || group == "document"
	var fill, stroke color.Color = c, color.Transparent
	var width float32
	if hollow {
		fill, stroke, width = color.Transparent, c, 2
	}
	switch group {
	case "body", "contract", "document":
		d.square.FillColor, d.square.StrokeColor, d.square.StrokeWidth = fill, stroke, width
		d.square.Refresh()
		show(d.square, true)
	case "person", "claim", "place", "event":
		d.polygon.FillColor, d.polygon.StrokeColor, d.polygon.StrokeWidth = fill, stroke, width
		d.polygon.Sides, d.polygon.Angle = 4, 0
		if group == "event" || group == "place" {
			d.polygon.Sides = 3
		}
		if group == "place" {
			d.polygon.Angle = 180
		}
		d.polygon.Refresh()
		show(d.polygon, true)
	case "workers":
		for _, o := range d.crowd {
			o.FillColor = c
			o.Refresh()
			show(o, true)
		}
	default:
		d.disc.FillColor, d.disc.StrokeColor, d.disc.StrokeWidth = fill, stroke, width
		d.disc.Refresh()
		show(d.disc, true)
	}
}

func (d *dot) place(x, y float32) {
	put(d.disc, x, y, dotSize, dotSize)
	put(d.polygon, x-1, y-1, dotSize+2, dotSize+2)
	if d.group == "contract" {
		put(d.square, x, y+2, dotSize, dotSize-4)
	} else {
		put(d.square, x+0.5, y+0.5, dotSize-1, dotSize-1)
	}
	const small = 5
	put(d.crowd[0], x+2.5, y, small, small)
	put(d.crowd[1], x, y+5, small, small)
	put(d.crowd[2], x+5, y+5, small, small)
}
