package vector

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"html"
	"image"
	"image/color"
	"image/png"
	"io"
	"math"
	"strconv"
	"strings"

	xfont "golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
)

// svgCanvas is a gonum canvas that writes SVG. Each letter form is written once as an
// outline and used by reference; over every run of them lies the same text, transparent,
// so that it can be selected, found and read aloud.
type svgCanvas struct {
	body, glyphs bytes.Buffer
	ids          map[string]string // of letter forms, by weight and index
	state        svgState
	stack        []svgState
	err          error
}

type svgState struct {
	width  vg.Length
	dash   []vg.Length
	offset vg.Length
	color  color.NRGBA
	groups int // opened since Push
}

var _ vg.Canvas = (*svgCanvas)(nil)

// WriteSVG writes the drawing as an SVG file.
func (d Drawing) WriteSVG(out io.Writer) error {
	c := &svgCanvas{ids: map[string]string{}, state: svgState{width: 1, color: color.NRGBA{A: 255}}}
	d.Draw(c)
	if c.err != nil {
		return c.err
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, `<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="%spt" height="%spt" viewBox="0 0 %s %s" role="img" aria-labelledby="title desc">
<title id="title">%s</title>
<desc id="desc">%s</desc>
<defs>
`, num(d.Width), num(d.Height), num(d.Width), num(d.Height), html.EscapeString(d.Title), html.EscapeString(d.Alt))
	b.Write(c.glyphs.Bytes())
	fmt.Fprintf(&b, "</defs>\n<g transform=\"matrix(1 0 0 -1 0 %s)\">\n", num(d.Height))
	b.Write(c.body.Bytes())
	b.WriteString("</g>\n<g fill=\"#000\" fill-opacity=\"0\">\n")
	for _, t := range d.Tips {
		fmt.Fprintf(&b, "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"><title>%s</title></rect>\n",
			num(t.X), num(t.Y), num(t.W), num(t.H), html.EscapeString(t.Text))
	}
	b.WriteString("</g>\n</svg>\n")
	_, err := out.Write(b.Bytes())
	return err
}

// num writes a number with at most two decimals.
func num(v float64) string {
	s := strconv.FormatFloat(math.Round(v*100)/100, 'f', -1, 64)
	if s == "-0" {
		return "0"
	}
	return s
}

func (c *svgCanvas) SetLineWidth(w vg.Length) { c.state.width = w }

func (c *svgCanvas) SetLineDash(pattern []vg.Length, offset vg.Length) {
	c.state.dash, c.state.offset = pattern, offset
}

func (c *svgCanvas) SetColor(col color.Color) {
	if col == nil {
		col = color.Black
	}
	c.state.color = color.NRGBAModel.Convert(col).(color.NRGBA)
}

func (c *svgCanvas) group(transform string) {
	fmt.Fprintf(&c.body, "<g transform=\"%s\">\n", transform)
	c.state.groups++
}

func (c *svgCanvas) Rotate(rad float64) { c.group("rotate(" + num(rad*180/math.Pi) + ")") }

func (c *svgCanvas) Translate(pt vg.Point) {
	c.group("translate(" + num(pt.X.Points()) + " " + num(pt.Y.Points()) + ")")
}

func (c *svgCanvas) Scale(x, y float64) { c.group("scale(" + num(x) + " " + num(y) + ")") }

func (c *svgCanvas) Push() {
	c.stack = append(c.stack, c.state)
	c.state.groups = 0
}

func (c *svgCanvas) Pop() {
	c.body.WriteString(strings.Repeat("</g>\n", c.state.groups))
	c.state = c.stack[len(c.stack)-1]
	c.stack = c.stack[:len(c.stack)-1]
}

func (c *svgCanvas) Stroke(path vg.Path) {
	if c.state.width <= 0 || c.state.color.A == 0 {
		return
	}
	fmt.Fprintf(&c.body, `<path fill="none"%s stroke-width="%s"`, c.paint("stroke"), num(c.state.width.Points()))
	if len(c.state.dash) > 0 {
		var dashes []string
		for _, d := range c.state.dash {
			dashes = append(dashes, num(d.Points()))
		}
		fmt.Fprintf(&c.body, ` stroke-dasharray="%s" stroke-dashoffset="%s"`, strings.Join(dashes, " "), num(c.state.offset.Points()))
	}
	fmt.Fprintf(&c.body, " d=\"%s\"/>\n", pathData(path))
}

func (c *svgCanvas) Fill(path vg.Path) {
	if c.state.color.A > 0 {
		fmt.Fprintf(&c.body, "<path%s d=\"%s\"/>\n", c.paint("fill"), pathData(path))
	}
}

// paint is the attribute of a colour, with its opacity where it has one.
func (c *svgCanvas) paint(attribute string) string {
	col := c.state.color
	s := fmt.Sprintf(` %s="#%02X%02X%02X"`, attribute, col.R, col.G, col.B)
	if col.A < 255 {
		s += fmt.Sprintf(` %s-opacity="%s"`, attribute, num(float64(col.A)/255))
	}
	return s
}

func pathData(path vg.Path) string {
	var b strings.Builder
	begun := false
	at := func(op byte, points ...vg.Point) {
		b.WriteByte(op)
		for i, p := range points {
			if i > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(num(p.X.Points()) + " " + num(p.Y.Points()))
		}
		begun = true
	}
	for _, comp := range path {
		switch comp.Type {
		case vg.MoveComp:
			at('M', comp.Pos)
		case vg.LineComp:
			at('L', comp.Pos)
		case vg.CurveComp:
			if len(comp.Control) == 1 {
				at('Q', comp.Control[0], comp.Pos)
			} else {
				at('C', comp.Control[0], comp.Control[1], comp.Pos)
			}
		case vg.CloseComp:
			b.WriteByte('Z')
		case vg.ArcComp:
			// Parts of at most half a turn: an arc that ends where it began draws nothing.
			on := func(angle float64) vg.Point {
				sin, cos := math.Sincos(angle)
				return vg.Point{X: comp.Pos.X + comp.Radius*vg.Length(cos), Y: comp.Pos.Y + comp.Radius*vg.Length(sin)}
			}
			if begun {
				at('L', on(comp.Start))
			} else {
				at('M', on(comp.Start))
			}
			parts := math.Max(1, math.Ceil(math.Abs(comp.Angle)/math.Pi*1.000001))
			sweep := "0"
			if comp.Angle > 0 {
				sweep = "1"
			}
			r := num(comp.Radius.Points())
			for i := 1.0; i <= parts; i++ {
				end := on(comp.Start + comp.Angle*i/parts)
				fmt.Fprintf(&b, "A%s %s 0 0 %s %s %s", r, r, sweep, num(end.X.Points()), num(end.Y.Points()))
			}
		}
	}
	return b.String()
}

func (c *svgCanvas) FillString(f font.Face, pt vg.Point, text string) {
	size := f.Font.Size.Points()
	if size <= 0 || text == "" {
		return
	}
	units := float64(f.Face.UnitsPerEm())
	scale := strconv.FormatFloat(size/units, 'g', 6, 64)
	fmt.Fprintf(&c.body, "<g%s transform=\"matrix(%s 0 0 %s %s %s)\">", c.paint("fill"), scale, scale, num(pt.X.Points()), num(pt.Y.Points()))
	bold := f.Font.Weight >= xfont.WeightSemiBold
	var buf sfnt.Buffer
	ppem := fixed.Int26_6(f.Face.UnitsPerEm())
	x, previous := 0, sfnt.GlyphIndex(0)
	for i, r := range text {
		index, err := f.Face.GlyphIndex(&buf, r)
		if err != nil {
			c.err = fmt.Errorf("looking up U+%04X: %w", r, err)
			return
		}
		if kern, err := f.Face.Kern(&buf, previous, index, ppem, xfont.HintingNone); i > 0 && err == nil {
			x += int(kern)
		}
		if id := c.glyph(f, index, bold, &buf, ppem); id != "" {
			fmt.Fprintf(&c.body, `<use xlink:href="#%s" x="%d"/>`, id, x)
		}
		advance, err := f.Face.GlyphAdvance(&buf, index, ppem, xfont.HintingNone)
		if err != nil {
			c.err = fmt.Errorf("measuring U+%04X: %w", r, err)
			return
		}
		x, previous = x+int(advance), index
	}
	heavy := ""
	if bold {
		heavy = ` font-weight="bold"`
	}
	fmt.Fprintf(&c.body, "</g>\n<text transform=\"matrix(1 0 0 -1 %s %s)\" font-family=\"'%s',sans-serif\" font-size=\"%s\"%s textLength=\"%s\" lengthAdjust=\"spacingAndGlyphs\" fill=\"#000\" fill-opacity=\"0\" xml:space=\"preserve\">%s</text>\n",
		num(pt.X.Points()), num(pt.Y.Points()), f.Font.Typeface, num(size), heavy, num(float64(x)*size/units), html.EscapeString(text))
}

// glyph writes the outline of a letter form, in font units, once, and gives its id; that of a space is empty.
func (c *svgCanvas) glyph(f font.Face, index sfnt.GlyphIndex, bold bool, buf *sfnt.Buffer, ppem fixed.Int26_6) string {
	key := fmt.Sprintf("r%d", index)
	if bold {
		key = fmt.Sprintf("b%d", index)
	}
	if id, ok := c.ids[key]; ok {
		return id
	}
	segments, err := f.Face.LoadGlyph(buf, index, ppem, nil)
	if err != nil {
		c.err = fmt.Errorf("reading the outline of a letter: %w", err)
		return ""
	}
	id := key
	if len(segments) == 0 {
		id = ""
	} else {
		fmt.Fprintf(&c.glyphs, "<path id=\"%s\" d=\"%sZ\"/>\n", id, outline(segments))
	}
	c.ids[key] = id
	return id
}

// outline is the path of a letter form, upwards positive.
func outline(segments sfnt.Segments) string {
	var b strings.Builder
	for i, s := range segments {
		op, points := "M", 1
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			if i > 0 {
				b.WriteByte('Z')
			}
		case sfnt.SegmentOpLineTo:
			op = "L"
		case sfnt.SegmentOpQuadTo:
			op, points = "Q", 2
		case sfnt.SegmentOpCubeTo:
			op, points = "C", 3
		}
		b.WriteString(op)
		for j, p := range s.Args[:points] {
			if j > 0 {
				b.WriteByte(' ')
			}
			fmt.Fprintf(&b, "%d %d", p.X, -p.Y)
		}
	}
	return b.String()
}

func (c *svgCanvas) DrawImage(rect vg.Rectangle, img image.Image) {
	var data bytes.Buffer
	if err := png.Encode(&data, img); err != nil {
		c.err = fmt.Errorf("packing a picture: %w", err)
		return
	}
	size := rect.Size()
	fmt.Fprintf(&c.body, "<image transform=\"matrix(1 0 0 -1 %s %s)\" width=\"%s\" height=\"%s\" preserveAspectRatio=\"none\" xlink:href=\"data:image/png;base64,%s\"/>\n",
		num(rect.Min.X.Points()), num(rect.Max.Y.Points()), num(size.X.Points()), num(size.Y.Points()), base64.StdEncoding.EncodeToString(data.Bytes()))
}
