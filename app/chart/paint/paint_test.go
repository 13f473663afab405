package paint

import (
	"bytes"
	"flag"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"redthread/app/chart/scene"
)

var update = flag.Bool("update", false, "write the golden pictures anew")

// fixture is a small scene with everything that is drawn.
func fixture() *scene.Scene {
	s := &scene.Scene{Title: "Who stands behind it"}
	kinds := []string{"firm", "person", "body", "contract", "workers", "identifier", "claim", "place", "document", "event"}
	for i, kind := range kinds {
		s.Nodes = append(s.Nodes, scene.Node{Key: kind, Kind: kind, Label: "A " + kind + " of the harbour", R: 12, Rank: float32(len(kinds) - i), Badge: "2/5"})
		s.At = append(s.At, scene.Point{X: float32(i%5) * 130, Y: float32(i/5) * 120})
	}
	s.Nodes[0].Halo, s.Nodes[1].Pinned, s.Nodes[9].Faint = true, true, true
	s.Edges = []scene.Edge{
		{Key: "a", From: 0, To: 1, Label: "owns 25%", Directed: true, Alarm: true},
		{Key: "b", From: 1, To: 2, Dashed: true, Alarm: true},
		{Key: "c", From: 0, To: 5, Bend: 20, Label: "shares"},
		{Key: "d", From: 5, To: 0, Bend: 20},
		{Key: "e", From: 3, To: 8, Strong: true},
		{Key: "f", From: 2, To: 9, Faint: true},
	}
	s.Outlines = []scene.Outline{{Key: "g", Title: "Suppliers", Members: []int32{3, 4, 8}}}
	s.Notes = []scene.Note{
		{Key: "n", About: 6, Text: "Ask the registry for the extract of 2018."},
		{Key: "m", About: scene.None, At: scene.Point{X: 560, Y: 150}, Text: "Свободная заметка"},
	}
	return s
}

func picture(s *scene.Scene, pal *scene.Palette) (*image.RGBA, Picture) {
	v := scene.Fit(s, 760, 360, 80, 1)
	chosen := make([]bool, len(s.Nodes))
	chosen[2] = true
	return image.NewRGBA(image.Rect(0, 0, 760, 360)), Picture{Scene: s, View: v, Palette: pal, Chosen: chosen, Edge: scene.None}
}

// apart counts pixels that differ by more than rounding does.
func apart(a, b *image.RGBA) int {
	const rounding = 6
	n := 0
	for i := range a.Pix {
		if d := int(a.Pix[i]) - int(b.Pix[i]); d > rounding || d < -rounding {
			n++
		}
	}
	return n
}

func TestThePictureIsAsItWas(t *testing.T) {
	for name, pal := range map[string]*scene.Palette{"light": scene.Light(), "dark": scene.Dark()} {
		dst, pic := picture(fixture(), pal)
		New().Paint(dst, pic)
		file := filepath.Join("testdata", name+".png")
		if *update {
			var b bytes.Buffer
			if err := png.Encode(&b, dst); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, b.Bytes(), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		img, err := png.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		want := image.NewRGBA(dst.Rect)
		for y := range want.Rect.Dy() {
			for x := range want.Rect.Dx() {
				want.Set(x, y, img.At(x, y))
			}
		}
		if n := apart(dst, want); n > 0 {
			t.Errorf("%s: %d values of pixels differ from %s; look at it, and run the test with -update if it is right", name, n, file)
		}
	}
}

func TestBandsDoNotShow(t *testing.T) {
	s := big(400, 1200)
	one, pic := picture(s, scene.Dark())
	p := New()
	p.Bands = 1
	p.Paint(one, pic)
	for _, bands := range []int{2, 5} {
		many := image.NewRGBA(one.Rect)
		p.Bands = bands
		p.Paint(many, pic)
		if !bytes.Equal(one.Pix, many.Pix) {
			t.Errorf("painted in %d bands it is another picture", bands)
		}
	}
}

// What moves is painted over a picture of the rest, as if all were painted.
func TestMovingMarksArePaintedOverTheRest(t *testing.T) {
	s := fixture()
	s.Outlines, s.Notes = nil, nil
	under, pic := picture(s, scene.Light())
	pic.Moving = make([]bool, len(s.Nodes))
	pic.Moving[4] = true // it has no lines, so nothing is drawn in another order
	pic.Chosen = nil
	p := New()
	p.Paint(under, pic)
	over := image.NewRGBA(under.Rect)
	p.PaintOver(over, under, pic)
	whole := image.NewRGBA(under.Rect)
	pic.Moving = nil
	p.Paint(whole, pic)
	if apart(whole, under) == 0 {
		t.Error("the mark that moves stands in the picture of the rest")
	}
	x, y := pic.View.On(s.At[4])
	for dy := -6; dy <= 6; dy++ {
		for dx := -6; dx <= 6; dx++ {
			if over.At(int(x)+dx, int(y)+dy) != whole.At(int(x)+dx, int(y)+dy) {
				t.Fatalf("the mark is painted otherwise at %d, %d", dx, dy)
			}
		}
	}
}

func TestLinesStayOnTheSurface(t *testing.T) {
	dst := image.NewRGBA(image.Rect(0, 0, 40, 30))
	d := &band{dst: dst, top: 10, bottom: 20, width: 40}
	c := ink{255, 255, 255, 256}
	for _, l := range [][4]float32{{-50, -50, 90, 80}, {5, -1000, 5.5, 1000}, {-1e6, 15, 1e6, 15.2}, {3, 12, 3, 12}, {39.9, 19.9, 41, 21}, {20, 15, -7, 11}} {
		d.line(l[0], l[1], l[2], l[3], 3, &c, dashes{}, 0)
		d.line(l[0], l[1], l[2], l[3], 1, &c, dashes{3, 2}, 0)
	}
	for i, v := range dst.Pix {
		if y := i / dst.Stride; v != 0 && (y < 10 || y >= 20) {
			t.Fatalf("row %d outside the band was painted", y)
		}
	}
}
