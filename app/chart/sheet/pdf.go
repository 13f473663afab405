package sheet

import (
	"fmt"
	"image/color"
	"io"
	"math"
	"sync"

	xfont "golang.org/x/image/font"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"

	"redthread/app/chart/scene"
	"redthread/app/report/pdfdoc"
	"redthread/assets"
)

// loadFaces makes the faces that the PDF draws with, once.
var loadFaces = sync.OnceValues(func() (*font.Cache, error) {
	faces, err := pdfdoc.Faces(assets.FontRegular(), assets.FontBold())
	if err != nil {
		return nil, fmt.Errorf("loading the typeface of charts: %w", err)
	}
	return font.NewCache(faces), nil
})

// WritePDF writes the page as a tagged PDF of one page.
func (sh *Sheet) WritePDF(out io.Writer, o pdfdoc.Options) error {
	o.Title = sh.Scene.Title
	o.FontRegular, o.FontBold = assets.FontRegular(), assets.FontBold()
	o.PageWidth, o.PageHeight = sh.W*sh.Point, sh.H*sh.Point
	o.Margins = &pdfdoc.Margins{}
	o.Bare = true
	doc := pdfdoc.New(o)
	draw, err := sh.Drawer()
	if err != nil {
		return err
	}
	doc.Bookmark(1, sh.Scene.Title)
	// A hair smaller than the page, so that rounding never asks for a second one.
	const hair = 0.999
	doc.Figure(o.PageWidth*hair, o.PageHeight*hair, sh.Alt(), func(c vg.Canvas) {
		c.Scale(hair, hair)
		draw(c)
	})
	return doc.Output(out)
}

// Size is the size of the page in points.
func (sh *Sheet) Size() (width, height float64) { return sh.W * sh.Point, sh.H * sh.Point }

// Drawer gives what draws the page on a canvas of gonum's, its lower left
// corner at the origin, in points.
func (sh *Sheet) Drawer() (func(vg.Canvas), error) {
	cache, err := loadFaces()
	if err != nil {
		return nil, err
	}
	return func(c vg.Canvas) {
		sh.draw(&vgPencil{c: c, cache: cache, k: sh.Point, tall: sh.H})
	}, nil
}

// vgPencil draws on a canvas of gonum's, which counts upwards.
type vgPencil struct {
	c     vg.Canvas
	cache *font.Cache
	k     float64 // points of a unit
	tall  float64
}

func (p *vgPencil) begin(string, string, string) {}
func (p *vgPencil) end()                         {}

func (p *vgPencil) at(s scene.Spot) vg.Point {
	return vg.Point{X: font.Points(s.X * p.k), Y: font.Points((p.tall - s.Y) * p.k)}
}

func (p *vgPencil) path(points []scene.Spot, closed bool) vg.Path {
	var path vg.Path
	for i, s := range points {
		if i == 0 {
			path.Move(p.at(s))
		} else {
			path.Line(p.at(s))
		}
	}
	if closed {
		path.Close()
	}
	return path
}

func (p *vgPencil) line(points []scene.Spot, width float64, c color.NRGBA, dash []float64) {
	var pattern []vg.Length
	for _, d := range dash {
		pattern = append(pattern, font.Points(d*p.k))
	}
	p.c.SetLineDash(pattern, 0)
	p.c.SetLineWidth(font.Points(width * p.k))
	p.c.SetColor(c)
	p.c.Stroke(p.path(points, false))
	p.c.SetLineDash(nil, 0)
}

func (p *vgPencil) shape(path vg.Path, fill, stroke *color.NRGBA, width float64) {
	if fill != nil {
		p.c.SetColor(*fill)
		p.c.Fill(path)
	}
	if stroke != nil {
		p.c.SetColor(*stroke)
		p.c.SetLineWidth(font.Points(width * p.k))
		p.c.Stroke(path)
	}
}

func (p *vgPencil) polygon(points []scene.Spot, fill, stroke *color.NRGBA, width float64) {
	p.shape(p.path(points, true), fill, stroke, width)
}

func (p *vgPencil) disc(x, y, r float64, fill, stroke *color.NRGBA, width float64) {
	var path vg.Path
	middle := p.at(scene.Spot{X: x, Y: y})
	path.Move(vg.Point{X: middle.X + font.Points(r*p.k), Y: middle.Y})
	path.Arc(middle, font.Points(r*p.k), 0, 2*math.Pi)
	path.Close()
	p.shape(path, fill, stroke, width)
}

func (p *vgPencil) text(x, y, size float64, bold bool, c color.NRGBA, s string) {
	f := font.Font{Typeface: pdfdoc.FontName, Size: font.Points(size * p.k)}
	if bold {
		f.Weight = xfont.WeightBold
	}
	face := p.cache.Lookup(f, f.Size)
	p.c.SetColor(c)
	p.c.FillString(face, p.at(scene.Spot{X: x, Y: y}), s)
}
