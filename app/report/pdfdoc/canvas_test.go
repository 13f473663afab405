package pdfdoc

import (
	"image"
	"image/color"
	"math"
	"strings"
	"testing"

	xfont "golang.org/x/image/font"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"

	"redthread/assets"
)

// operators runs a drawing and gives what it wrote.
func operators(t *testing.T, draw func(vg.Canvas)) string {
	t.Helper()
	j := &job{set: testSetter(t), file: &file{}, imageIDs: map[[32]byte]string{}}
	p := &painter{job: j}
	c := &canvas{p: p, state: canvasState{width: 1}}
	draw(c)
	c.finish()
	return strings.ReplaceAll(strings.TrimSpace(string(p.buf)), "\n", " ")
}

func TestCanvas(t *testing.T) {
	red := color.NRGBA{R: 255, A: 255}
	across := vg.Path{{Type: vg.MoveComp, Pos: vg.Point{X: 1, Y: 2}}, {Type: vg.LineComp, Pos: vg.Point{X: 3, Y: 4}}}
	for _, tt := range []struct {
		name string
		draw func(vg.Canvas)
		want string
	}{
		{"stroke", func(c vg.Canvas) { vg.Initialize(c); c.Stroke(across) }, "1 w [] 0 d 0 0 0 RG 1 2 m 3 4 l S"},
		{"no width, no stroke", func(c vg.Canvas) { vg.Initialize(c); c.SetLineWidth(0); c.Stroke(across) }, ""},
		{"invisible", func(c vg.Canvas) { c.SetColor(color.Transparent); c.Fill(across) }, ""},
		{"nothing told twice", func(c vg.Canvas) { c.SetColor(red); c.Fill(across); c.Fill(across) }, "1 0 0 rg 1 2 m 3 4 l f 1 2 m 3 4 l f"},
		{"dashes", func(c vg.Canvas) {
			vg.Initialize(c)
			c.SetLineDash([]vg.Length{4, 2}, 1)
			c.Stroke(across)
		}, "1 w [4 2 ] 1 d 0 0 0 RG 1 2 m 3 4 l S"},
		{"state comes back", func(c vg.Canvas) {
			c.SetColor(red)
			c.Fill(across)
			c.Push()
			c.SetColor(color.Black)
			c.Fill(across)
			c.Pop()
			c.Fill(across)
		}, "1 0 0 rg 1 2 m 3 4 l f q 0 0 0 rg 1 2 m 3 4 l f Q 1 2 m 3 4 l f"},
		{"alpha and back", func(c vg.Canvas) {
			c.SetColor(color.NRGBA{A: 128})
			c.Fill(across)
			c.SetColor(color.NRGBA{A: 255})
			c.Fill(across)
		}, "0 0 0 rg /G0 gs 1 2 m 3 4 l f /G1 gs 1 2 m 3 4 l f"},
		{"turn, move, scale", func(c vg.Canvas) {
			c.Rotate(math.Pi / 2)
			c.Translate(vg.Point{X: 5, Y: 6})
			c.Scale(2, 3)
		}, "0.000000 1.000000 -1.000000 0.000000 0.000000 0.000000 cm 1 0 0 1 5 6 cm 2.000000 0.000000 0.000000 3.000000 0.000000 0.000000 cm"},
		{"quarter arc", func(c vg.Canvas) {
			c.SetColor(red)
			c.Fill(vg.Path{{Type: vg.ArcComp, Radius: 10, Angle: math.Pi / 2}, {Type: vg.CloseComp}})
		}, "1 0 0 rg 10 0 m 10 5.523 5.523 10 0 10 c h f"},
		{"arc after a point", func(c vg.Canvas) {
			c.SetColor(red)
			c.Fill(vg.Path{{Type: vg.MoveComp}, {Type: vg.ArcComp, Radius: 10, Angle: math.Pi}})
		}, "1 0 0 rg 0 0 m 10 0 l 10 5.523 5.523 10 0 10 c -5.523 10 -10 5.523 -10 0 c f"},
		{"quadratic curve", func(c vg.Canvas) {
			c.SetColor(red)
			var p vg.Path
			p.Move(vg.Point{})
			p.QuadTo(vg.Point{X: 3, Y: 3}, vg.Point{X: 6})
			c.Fill(p)
		}, "1 0 0 rg 0 0 m 2 2 4 2 6 0 c f"},
		{"image", func(c vg.Canvas) {
			for range 2 { // stored once
				c.DrawImage(vg.Rectangle{Max: vg.Point{X: 4, Y: 3}}, image.NewNRGBA(image.Rect(0, 0, 2, 2)))
			}
		}, "q 4 0 0 3 0 0 cm /I0 Do Q q 4 0 0 3 0 0 cm /I0 Do Q"},
		{"left open", func(c vg.Canvas) { c.Push(); c.Push() }, "q q Q Q"},
		{"taken too often", func(c vg.Canvas) { c.Pop() }, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := operators(t, tt.draw); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

// TestFiguresMeasureWhatIsDrawn: gonum and the document agree on the width of a
// label, kerning included.
func TestFiguresMeasureWhatIsDrawn(t *testing.T) {
	faces, err := Faces(assets.FontRegular(), assets.FontBold())
	if err != nil {
		t.Fatal(err)
	}
	cache := font.NewCache(faces)
	set := testSetter(t)
	for _, weight := range []xfont.Weight{xfont.WeightNormal, xfont.WeightBold} {
		for _, text := range []string{"AVATAR To 16,000–20,000 RUB", "рублей в месяц", "월급 月給"} {
			face := cache.Lookup(font.Font{Typeface: FontName, Weight: weight}, 9)
			a := &attr{bold: weight == xfont.WeightBold, size: 9}
			var runes []styled
			for _, r := range text {
				runes = append(runes, styled{r, a})
			}
			got, want := widthOf(set.runs(runes)), face.Width(text).Points()
			if math.Abs(got-want) > 0.01 {
				t.Errorf("%q is drawn %.3f wide, measured %.3f", text, got, want)
			}
		}
	}
}
