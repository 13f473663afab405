package reader

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"redthread/ui/desktop/look"
)

// sample is a text with something of everything.
func sample() Text {
	one := "Two awards on the island went to a building firm that had hired crews from abroad since at least 2015; the register puts them at 180,000 dollars together."
	two := "The filings name General Construction Works among the owners of Northern Homes, a firm that was put on a list in 2016."
	three := "Owners of sites say that they hand over about 100,000 rubles a month for each worker, while the adverts and filings of the same firms give 16,000 to 20,000 rubles."
	four := "Комиссия выдала разрешения на 320 работников. 조선대외건설총회사 is written 朝鮮對外建設總會社 in the register."
	t := texts(one, two, three, four, "Year\tFirm\tPermits", "2016\tNorthern Homes\t120", "2017\tA firm with a name so long that it must be set on two lines of its column\t80", "Home\nContact", "About us")
	t.Passages[0].Spans = []Span{spanOf(one, "since at least 2015", Cited, ""), spanOf(one, "180,000 dollars together", Cited, "")}
	t.Passages[1].Spans = []Span{spanOf(two, "General Construction Works", Known, "firm"), spanOf(two, "Northern Homes", Known, "firm"), spanOf(two, "put on a list in 2016", Cited, ""), spanOf(two, "2016", Found, "")}
	t.Passages[2].Spans = []Span{spanOf(three, "100,000 rubles a month for each worker", Cited, ""), spanOf(three, "16,000 to 20,000 rubles", Found, "")}
	for i := range t.Passages {
		t.Passages[i].Page = 1
		if i >= 3 {
			t.Passages[i].Page = 2
		}
	}
	t.Sections = []Section{{First: 4, Title: "Permits by year"}, {First: 7, Title: "Around the text", Rest: true}}
	return t
}

func selectWords(r *Reader, passage int, words string) {
	i, _ := r.page.index(passage)
	s := spanOf(r.page.text.Passages[i].Text, words, 0, "")
	r.Select(Selection{First: passage, Last: passage, Start: s.Start, Stop: s.Stop})
}

func TestPictures(t *testing.T) {
	for _, mode := range []look.Mode{look.Light, look.Dark} {
		t.Run(string(mode), func(t *testing.T) {
			r, w := stage(t, mode, sample(), 520, 860)
			r.SetMatches([]Match{{Passage: 4, Start: 9, Stop: 15}, {Passage: 4, Start: 30, Stop: 40}})
			r.NextMatch()
			selectWords(r, 3, "16,000 to 20,000 rubles")
			r.ShowCard(r.Selection(), cardOf(look.Ink(r.page.colours), "Cite this passage as", "Wage, declared, 16,000–20,000 RUB a month", "Property of an entity…"))
			samePicture(t, "page-"+string(mode)+".png", w.Canvas().Capture())
		})
	}
}

// cardOf is lines of text, so that the pictures do not depend on other parts.
func cardOf(c color.Color, lines ...string) fyne.CanvasObject {
	box := container.NewVBox()
	for _, words := range lines {
		line := canvas.NewText(words, c)
		line.TextSize = look.TextSize
		box.Add(line)
	}
	return box
}

// samePicture compares a picture with the one kept in testdata. A few pixels
// may be a shade off, because processors round differently. What differs is
// written to testdata/failed.
func samePicture(t *testing.T, name string, got image.Image) {
	t.Helper()
	if problem := unlike(filepath.Join("testdata", name), got); problem != "" {
		to := filepath.Join("testdata", "failed", name)
		var b bytes.Buffer
		if err := png.Encode(&b, got); err != nil {
			t.Fatal(err)
		}
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(to, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		t.Errorf("%s; what is drawn now is in %s", problem, to)
	}
}

func unlike(path string, got image.Image) string {
	b, err := os.ReadFile(path)
	if err != nil {
		return err.Error()
	}
	want, err := png.Decode(bytes.NewReader(b))
	if err != nil {
		return err.Error()
	}
	if want.Bounds() != got.Bounds() {
		return fmt.Sprintf("the picture is %v, want %v", got.Bounds(), want.Bounds())
	}
	off := 0
	size := got.Bounds()
	for y := range size.Dy() {
		for x := range size.Dx() {
			a, b := color.NRGBAModel.Convert(want.At(x, y)).(color.NRGBA), color.NRGBAModel.Convert(got.At(x, y)).(color.NRGBA)
			if apart(a.R, b.R) || apart(a.G, b.G) || apart(a.B, b.B) {
				off++
			}
		}
	}
	if off > size.Dx()*size.Dy()/10_000 {
		return fmt.Sprintf("%d pixels differ", off)
	}
	return ""
}

func apart(a, b uint8) bool { return max(a, b)-min(a, b) > 24 }
