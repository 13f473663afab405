package vector

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/png"
	"io"
	"math"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/vgimg"
)

// PrintDPI is the resolution of a written picture where none is asked for.
const PrintDPI = 300

// Drawing is a picture that can be drawn on any canvas.
type Drawing struct {
	Width, Height float64 // points, 72 to the inch
	Title         string
	Alt           string // what it shows, in words
	Ground        color.Color
	Tips          []Tip
	// Draw draws it with its lower left corner at the origin of the canvas.
	Draw func(vg.Canvas)
}

// Tip is what a pointer over a place of the drawing is told. X and Y are points
// from the upper left corner; Y grows downwards.
type Tip struct {
	X, Y, W, H float64
	Text       string
}

// Image paints the drawing at a number of pixels to the point.
func (d Drawing) Image(scale float64) image.Image {
	const pointsPerInch = 72
	c := vgimg.NewWith(
		vgimg.UseWH(vg.Points(d.Width), vg.Points(d.Height)),
		vgimg.UseDPI(max(int(math.Round(pointsPerInch*scale)), 1)),
		vgimg.UseBackgroundColor(d.Ground),
	)
	d.Draw(c)
	return c.Image()
}

// WritePNG paints the drawing at a resolution and says in the file how large it is
// meant to be, which the standard encoder does not.
func (d Drawing) WritePNG(out io.Writer, dpi int) error {
	const pointsPerInch = 72.0
	var plain bytes.Buffer
	e := png.Encoder{CompressionLevel: png.BestCompression}
	if err := e.Encode(&plain, d.Image(float64(dpi)/pointsPerInch)); err != nil {
		return err
	}
	const metre = 39.37007874 // inches
	perMetre := uint32(math.Round(float64(dpi) * metre))
	chunk := []byte("pHYs")
	chunk = binary.BigEndian.AppendUint32(chunk, perMetre)
	chunk = binary.BigEndian.AppendUint32(chunk, perMetre)
	chunk = append(chunk, 1) // the unit is the metre
	const afterHeader = 8 + 4 + 4 + 13 + 4
	var b bytes.Buffer
	b.Write(plain.Bytes()[:afterHeader])
	_ = binary.Write(&b, binary.BigEndian, uint32(len(chunk)-4)) // a buffer takes every byte
	b.Write(chunk)
	_ = binary.Write(&b, binary.BigEndian, crc32.ChecksumIEEE(chunk))
	b.Write(plain.Bytes()[afterHeader:])
	_, err := out.Write(b.Bytes())
	return err
}
