package figures

import (
	"flag"
	"fmt"
	"image/color"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files anew")

// manyCase has thirty observations in four places, three scripts, three units and every
// kind of bound.
func manyCase(t *testing.T) *build {
	t.Helper()
	b := newCase(t)
	s1, s2 := b.source("Foreman's book"), b.source("Наряды 2018")
	firm := b.entity("Company", "", s1, fact{"name", "Mokran LLC"})
	other := b.entity("Company", "", s1, fact{"name", "ООО «Сакоренма» — строительство и отделка жилых домов"})
	crew := b.entity("WorkerGroup", "", s1, fact{"name", "Welders"})
	places := []string{"St Petersburg", "Южно-Сахалинск", "평양 낙랑구역", ""}
	amounts := []string{
		"~100000 RUB/month", "16000..20000 RUB/month", ">=12000 RUB/month", "<=~30000 RUB/month",
		"~40000..60000 RUB/month", "25000 RUB/month", "3000..4000 USD/year", "200 USD/month",
	}
	for i := range 30 {
		employer, source := firm, s1
		if i%3 == 0 {
			employer = other
		}
		if i%2 == 0 {
			source = s2
		}
		facts := []fact{{"employer", employer}, {"workers", crew}, {"date", fmt.Sprint(2015 + i%4)}}
		if p := places[i%4]; p != "" {
			facts = append(facts, fact{"place", p})
		}
		if i%7 == 0 {
			facts = append(facts, fact{"payer", other})
		}
		b.wage(source, Bases()[(i/4)%4], amounts[(i*5)%8], facts...)
	}
	b.wage(s1, Paid, "unknown RUB/month", fact{"place", "Korsakov"})
	return b
}

// TestNothingOverlaps looks at the geometry of each figure at several widths.
func TestNothingOverlaps(t *testing.T) {
	for name, w := range map[string]*WageSpread{"sample": sampleCase(t).wages(WageOptions{}), "many": manyCase(t).wages(WageOptions{})} {
		for _, width := range []float64{400, 491, 720, 1100} {
			for _, look := range []Look{{}, {Bare: true, Dark: true}} {
				for _, tallest := range []float64{0, 500} {
					figures, err := w.Figures(width, tallest, look)
					if err != nil {
						t.Fatal(err)
					}
					marks := 0
					for _, f := range figures {
						if tallest > 0 && f.Height > tallest && len(f.foot) == 0 {
							t.Errorf("%s at %v: a figure is %v high", name, width, f.Height)
						}
						marks += checkFigure(t, fmt.Sprintf("%s at %v, %+v", name, width, look), f)
					}
					if marks != len(w.Observations) {
						t.Errorf("%s at %v: %d marks for %d observations", name, width, marks, len(w.Observations))
					}
				}
			}
		}
	}
}

func checkFigure(t *testing.T, name string, f *Figure) (marks int) {
	t.Helper()
	var texts []textItem
	turn := func(items []textItem) { // head and foot are counted downwards
		for _, i := range items {
			height := i.box.top - i.box.bottom
			i.box.bottom = f.Height - i.y - i.kind.Size*descent
			i.box.top = i.box.bottom + height
			texts = append(texts, i)
		}
	}
	turn(f.head)
	turn(f.foot)
	whole := box{0, 0, f.Width, f.Height}
	for i, pt := range f.parts {
		s := f.sceneOf(pt, i)
		marks += len(s.marks)
		texts = append(texts, s.texts...)
		for _, m := range s.marks {
			if m.box.left < s.data.left-markHeight-softEnd || m.box.right > s.data.right+citeRoom/2 || m.x0 > m.x1 {
				t.Errorf("%s: a mark reaches %v to %v on an axis from %v to %v", name, m.box.left, m.box.right, s.data.left, s.data.right)
			}
			for _, x := range texts {
				if x.box.overlaps(m.box) {
					t.Errorf("%s: %q stands on a mark", name, x.text)
				}
			}
			for _, n := range s.marks {
				if m != n && m.box.overlaps(n.box) {
					t.Errorf("%s: two marks overlap", name)
				}
			}
		}
		for _, g := range s.gaps {
			line := box{g.x0, g.y - 0.5, g.x1, g.y + 0.5}
			for _, x := range texts {
				if x.box.overlaps(line) {
					t.Errorf("%s: the line of a gap crosses %q", name, x.text)
				}
			}
		}
		bottom := f.Height - f.tops[i] - f.sizes[i]
		if s.data.bottom < bottom || math.Abs(s.data.top-s.data.bottom-pt.heights) > 1 {
			t.Errorf("%s: slots of %v in a data area of %v", name, pt.heights, s.data.top-s.data.bottom)
		}
	}
	for i, x := range texts {
		if x.box.left < whole.left || x.box.right > whole.right || x.box.bottom < 0 || x.box.top > whole.top {
			t.Errorf("%s: %q leaves the figure: %+v", name, x.text, x.box)
		}
		for _, y := range texts[:i] {
			if x.box.overlaps(y.box) {
				t.Errorf("%s: %q overlaps %q", name, x.text, y.text)
			}
		}
	}
	return marks
}

func TestEveryMarkLeadsToItsSource(t *testing.T) {
	w := manyCase(t).wages(WageOptions{})
	img, hits := w.Image(900, 0, 1, false)
	reached := map[string]bool{}
	for _, h := range hits {
		if h.Source.IsZero() || h.Passage != 12 {
			t.Errorf("%q leads to %s, passage %d", h.Text, h.Source, h.Passage)
		}
		if h.Rect.W < 10 || h.Rect.H < 10 || h.Rect.X < 0 || h.Rect.Y < 0 || h.Rect.X+h.Rect.W > 900 || h.Rect.Y+h.Rect.H > float64(img.Bounds().Dy()) {
			t.Errorf("%q can be clicked at %+v", h.Text, h.Rect)
		}
		if !h.Rect.Contains(h.Rect.X+1, h.Rect.Y+1) || h.Rect.Contains(h.Rect.X-1, h.Rect.Y) {
			t.Error("Contains is wrong")
		}
		reached[h.Statement.String()] = true
	}
	if len(reached) != len(w.Observations) {
		t.Errorf("%d of %d observations can be clicked", len(reached), len(w.Observations))
	}
}

// TestHitsLieOnTheirMarks finds the colour of each mark in the middle of its place.
func TestHitsLieOnTheirMarks(t *testing.T) {
	w := sampleCase(t).wages(WageOptions{})
	for _, scale := range []float64{1, 1.5, 2} {
		for _, dark := range []bool{false, true} {
			img, hits := w.Image(900, 400, scale, dark)
			if got, want := img.Bounds().Dx(), int(900*scale); got != want {
				t.Errorf("%d pixels wide, want %d", got, want)
			}
			colors := Look{Dark: dark}.palette()
			for i, o := range w.Observations {
				r := hits[2*i].Rect // a mark, then its citation
				got := color.NRGBAModel.Convert(img.At(int((r.X+r.W/2)*scale), int((r.Y+r.H/2)*scale)))
				if got != colors.basis[o.Basis] {
					t.Errorf("scale %v, dark %v: %s is %v, want %v", scale, dark, o.Basis, got, colors.basis[o.Basis])
				}
			}
		}
	}
}

func TestRowsSpreadToFillAWindow(t *testing.T) {
	w := sampleCase(t).wages(WageOptions{})
	low, _ := w.Image(900, 0, 1, false)
	high, _ := w.Image(900, 260, 1, false)
	if low.Bounds().Dy() >= 260 || high.Bounds().Dy() < 250 || high.Bounds().Dy() > 262 {
		t.Errorf("%d and %d high", low.Bounds().Dy(), high.Bounds().Dy())
	}
}

func TestAxis(t *testing.T) {
	for _, tt := range []struct {
		amount, unit string
		ticks        string
	}{
		{"100000 RUB/month", "thousand RUB a month", "0 20 40 60 80 100"},
		{"900 RUB/hour", "RUB an hour", "0 200 400 600 800"},
		{"2e9 USD/year", "million USD a year", "0 500 1,000 1,500 2,000"},
		{"1.5 USD/hour", "USD an hour", "0 0.5 1 1.5"},
		{"0 USD", "USD, once", "0 0.2 0.4 0.6 0.8 1"},
	} {
		b := newCase(t)
		b.wage(b.source("A"), Paid, tt.amount)
		p := b.wages(WageOptions{}).panels[0]
		var ticks []string
		for _, v := range p.ticks {
			ticks = append(ticks, p.tickLabel(v))
		}
		if got := strings.Join(ticks, " "); got != tt.ticks || p.unit() != tt.unit {
			t.Errorf("%s: %q in %q", tt.amount, got, p.unit())
		}
	}
}

// TestContrast holds text to 4.5 to 1 and marks to 3 to 1 (WCAG 2.1, success criteria 1.4.3 and 1.4.11).
func TestContrast(t *testing.T) {
	luminance := func(c color.NRGBA) float64 {
		part := func(v uint8) float64 {
			s := float64(v) / 255
			if s <= 0.04045 {
				return s / 12.92
			}
			return math.Pow((s+0.055)/1.055, 2.4)
		}
		return 0.2126*part(c.R) + 0.7152*part(c.G) + 0.0722*part(c.B)
	}
	ratio := func(a, b color.NRGBA) float64 {
		x, y := luminance(a), luminance(b)
		return (max(x, y) + 0.05) / (min(x, y) + 0.05)
	}
	for _, dark := range []bool{false, true} {
		p := Look{Dark: dark}.palette()
		for name, c := range map[string]color.NRGBA{"ink": p.ink, "muted": p.muted, "thread": p.thread} {
			if r := ratio(c, p.surface); r < 4.5 {
				t.Errorf("dark %v: %s has %.2f", dark, name, r)
			}
		}
		for basis, c := range p.basis {
			if r := ratio(c, p.surface); r < 3 {
				t.Errorf("dark %v: %s has %.2f", dark, basis, r)
			}
		}
	}
}

// TestGoldenGeometry compares every item of two figures with a file. Run with
// -update after a change that was meant, and look at the figures.
func TestGoldenGeometry(t *testing.T) {
	var b strings.Builder
	for _, k := range []struct {
		name string
		w    *WageSpread
	}{{"sample", sampleCase(t).wages(WageOptions{})}, {"many", manyCase(t).wages(WageOptions{})}} {
		figures, err := k.w.Figures(DefaultWidth, 0, Look{})
		if err != nil {
			t.Fatal(err)
		}
		f := figures[0]
		fmt.Fprintf(&b, "%s %v × %v\n", k.name, f.Width, f.Height)
		for i, pt := range f.parts {
			s := f.sceneOf(pt, i)
			fmt.Fprintf(&b, "axis %.1f..%.1f, %s\n", s.data.left, s.data.right, pt.unit())
			for _, m := range s.marks {
				fmt.Fprintf(&b, "mark %s %.1f..%.1f at %.1f soft %v %v arrow %v %v\n", m.basis, m.x0, m.x1, m.y, m.softLow, m.softHigh, m.arrowLow, m.arrowHigh)
			}
			for _, g := range s.gaps {
				fmt.Fprintf(&b, "gap %.1f..%.1f at %.1f\n", g.x0, g.x1, g.y)
			}
			for _, x := range s.texts {
				fmt.Fprintf(&b, "text %.1f %.1f %v %q\n", x.x, x.y, x.kind.Size, x.text)
			}
		}
	}
	golden(t, "geometry.txt", []byte(b.String()))
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != string(want) {
		t.Errorf("%s differs; what is drawn now:\n%s", path, got)
	}
}
