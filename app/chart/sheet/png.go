package sheet

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"io"
	"math"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"

	"redthread/app/chart/scene"
	"redthread/assets"
)

// The bounds of a picture.
const (
	LeastDPI   = 36
	MostDPI    = 1200
	mostPixels = 260_000_000 // about a gigabyte while it is drawn
)

// WritePNG writes the page as a picture of so many dots an inch. A page that
// would be too large for that gets as many as can be.
func (sh *Sheet) WritePNG(out io.Writer, dpi int) (actual int, err error) {
	if dpi < LeastDPI || dpi > MostDPI {
		return 0, fmt.Errorf("a picture has %d to %d dots an inch, not %d", LeastDPI, MostDPI, dpi)
	}
	width, height := sh.Size()
	for width*height*float64(dpi*dpi)/72/72 > mostPixels {
		dpi = dpi * 9 / 10
	}
	img, err := sh.Image(float64(dpi) / 72)
	if err != nil {
		return 0, err
	}
	var b bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&b, img); err != nil {
		return 0, fmt.Errorf("packing the picture: %w", err)
	}
	_, err = out.Write(withDots(b.Bytes(), dpi))
	return dpi, err
}

// withDots says in the file how many dots make an inch, for programs that print it.
func withDots(file []byte, dpi int) []byte {
	const head = 8 + 25 // the signature and the first chunk
	if len(file) < head {
		return file
	}
	chunk := []byte("pHYs")
	perMetre := uint32(math.Round(float64(dpi) / 0.0254))
	chunk = binary.BigEndian.AppendUint32(chunk, perMetre)
	chunk = binary.BigEndian.AppendUint32(chunk, perMetre)
	chunk = append(chunk, 1)
	all := append([]byte{}, file[:head]...)
	all = binary.BigEndian.AppendUint32(all, uint32(len(chunk)-4))
	all = append(all, chunk...)
	all = binary.BigEndian.AppendUint32(all, crc32.ChecksumIEEE(chunk))
	return append(all, file[head:]...)
}

// Image draws the page with so many pixels to a point.
func (sh *Sheet) Image(pixels float64) (*image.RGBA, error) {
	width, height := sh.Size()
	w, h := int(math.Ceil(width*pixels)), int(math.Ceil(height*pixels))
	p := &pixelPencil{dst: image.NewRGBA(image.Rect(0, 0, w, h)), k: pixels * sh.Point, faces: map[pixelFace]font.Face{}}
	draw.Draw(p.dst, p.dst.Rect, image.NewUniform(scene.Light().Ground), image.Point{}, draw.Src)
	sh.draw(p)
	return p.dst, p.err
}

// pixelPencil fills shapes into pixels.
type pixelPencil struct {
	dst    *image.RGBA
	k      float64 // pixels of a unit
	raster vector.Rasterizer
	faces  map[pixelFace]font.Face
	err    error
}

type pixelFace struct {
	size float64
	bold bool
}

func (p *pixelPencil) begin(string, string, string) {}
func (p *pixelPencil) end()                         {}

// fill fills closed lines, given in pixels, within the box around them.
func (p *pixelPencil) fill(c color.NRGBA, lines ...[]scene.Spot) {
	x0, y0, x1, y1 := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, l := range lines {
		for _, s := range l {
			x0, y0, x1, y1 = math.Min(x0, s.X), math.Min(y0, s.Y), math.Max(x1, s.X), math.Max(y1, s.Y)
		}
	}
	box := image.Rect(int(math.Floor(x0)), int(math.Floor(y0)), int(math.Ceil(x1)), int(math.Ceil(y1)))
	if box.Intersect(p.dst.Rect).Empty() {
		return
	}
	p.raster.Reset(box.Dx(), box.Dy())
	for _, l := range lines {
		for i, s := range l {
			x, y := float32(s.X-float64(box.Min.X)), float32(s.Y-float64(box.Min.Y))
			if i == 0 {
				p.raster.MoveTo(x, y)
			} else {
				p.raster.LineTo(x, y)
			}
		}
		p.raster.ClosePath()
	}
	p.raster.Draw(p.dst, box, image.NewUniform(c), image.Point{})
}

func (p *pixelPencil) scaled(points []scene.Spot) []scene.Spot {
	all := make([]scene.Spot, len(points))
	for i, s := range points {
		all[i] = scene.Spot{X: s.X * p.k, Y: s.Y * p.k}
	}
	return all
}

// stroke fills the strip along a line; joints are rounded by discs.
func (p *pixelPencil) stroke(points []scene.Spot, width float64, c color.NRGBA) {
	half := width * p.k / 2
	for i := 1; i < len(points); i++ {
		a, b := points[i-1], points[i]
		long := math.Hypot(b.X-a.X, b.Y-a.Y)
		if long == 0 {
			continue
		}
		nx, ny := -(b.Y-a.Y)/long*half, (b.X-a.X)/long*half
		p.fill(c, []scene.Spot{{X: a.X + nx, Y: a.Y + ny}, {X: b.X + nx, Y: b.Y + ny}, {X: b.X - nx, Y: b.Y - ny}, {X: a.X - nx, Y: a.Y - ny}})
	}
}

func (p *pixelPencil) line(points []scene.Spot, width float64, c color.NRGBA, dash []float64) {
	all := p.scaled(points)
	if len(dash) < 2 {
		p.stroke(all, width, c)
		return
	}
	on, left := true, dash[0]*p.k
	for i := 1; i < len(all); i++ {
		a, b := all[i-1], all[i]
		long := math.Hypot(b.X-a.X, b.Y-a.Y)
		for done := 0.0; done < long; {
			step := math.Min(left, long-done)
			if on {
				at := func(d float64) scene.Spot {
					return scene.Spot{X: a.X + (b.X-a.X)*d/long, Y: a.Y + (b.Y-a.Y)*d/long}
				}
				p.stroke([]scene.Spot{at(done), at(done + step)}, width, c)
			}
			done += step
			if left -= step; left <= 1e-9 {
				on = !on
				left = dash[0] * p.k
				if !on {
					left = dash[1] * p.k
				}
			}
		}
	}
}

func (p *pixelPencil) polygon(points []scene.Spot, fill, stroke *color.NRGBA, width float64) {
	all := p.scaled(points)
	if fill != nil {
		p.fill(*fill, all)
	}
	if stroke != nil {
		p.stroke(append(all, all[0]), width, *stroke)
		for _, s := range all {
			p.fill(*stroke, round(s.X, s.Y, width*p.k/2, false))
		}
	}
}

func round(x, y, r float64, backwards bool) []scene.Spot {
	n := int(math.Max(16, math.Min(96, r*2)))
	all := make([]scene.Spot, n)
	for i := range all {
		turn := 2 * math.Pi * float64(i) / float64(n)
		if backwards {
			turn = -turn
		}
		sin, cos := math.Sincos(turn)
		all[i] = scene.Spot{X: x + r*cos, Y: y + r*sin}
	}
	return all
}

func (p *pixelPencil) disc(x, y, r float64, fill, stroke *color.NRGBA, width float64) {
	x, y, r = x*p.k, y*p.k, r*p.k
	if fill != nil {
		p.fill(*fill, round(x, y, r, false))
	}
	if stroke != nil {
		half := width * p.k / 2
		p.fill(*stroke, round(x, y, r+half, false), round(x, y, math.Max(r-half, 0), true))
	}
}

func (p *pixelPencil) text(x, y, size float64, bold bool, c color.NRGBA, s string) {
	face, err := p.face(size*p.k, bold)
	if err != nil {
		p.err = err
		return
	}
	d := font.Drawer{Dst: p.dst, Src: image.NewUniform(c), Face: face, Dot: fixed.Point26_6{
		X: fixed.Int26_6(math.Round(x * p.k * 64)), Y: fixed.Int26_6(math.Round(y * p.k * 64)),
	}}
	d.DrawString(s)
}

func (p *pixelPencil) face(size float64, bold bool) (font.Face, error) {
	key := pixelFace{size, bold}
	if f := p.faces[key]; f != nil {
		return f, nil
	}
	data := assets.FontRegular()
	if bold {
		data = assets.FontBold()
	}
	parsed, err := opentype.Parse(data)
	if err != nil {
		return nil, fmt.Errorf("loading the typeface: %w", err)
	}
	f, err := opentype.NewFace(parsed, &opentype.FaceOptions{Size: size, DPI: 72})
	if err != nil {
		return nil, fmt.Errorf("loading the typeface: %w", err)
	}
	p.faces[key] = f
	return f, nil
}
