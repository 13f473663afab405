package figures

import (
	"bytes"
	"encoding/binary"
	"encoding/csv"
	"encoding/xml"
	"errors"
	"image"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"redthread/app/figures/vector"
)

func written(t *testing.T, w *WageSpread, format string) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := w.Write(&b, format, Size{}); err != nil {
		t.Fatalf("%s: %v", format, err)
	}
	return b.Bytes()
}

func TestTheSameCaseGivesTheSameBytes(t *testing.T) {
	a, b := sampleCase(t).wages(WageOptions{}), sampleCase(t).wages(WageOptions{})
	for _, format := range Formats() {
		if !bytes.Equal(written(t, a, format), written(t, b, format)) {
			t.Errorf("two files of %s differ", format)
		}
	}
}

func TestAnEmptyCaseGivesASentenceAndNoPicture(t *testing.T) {
	w := newCase(t).wages(WageOptions{})
	if !w.Empty() {
		t.Fatal("it is not empty")
	}
	for _, format := range Formats() {
		var b bytes.Buffer
		if err := w.Write(&b, format, Size{}); !errors.Is(err, ErrEmpty) || b.Len() > 0 {
			t.Errorf("%s: %v, %d bytes", format, err, b.Len())
		}
	}
	if img, hits := w.Image(800, 400, 1, false); img != nil || hits != nil {
		t.Error("a picture of nothing")
	}
	if rows := w.Table().Rows; len(rows) != 0 {
		t.Errorf("%d rows of nothing", len(rows))
	}
	if err := w.Write(io.Discard, "gif", Size{}); err == nil || errors.Is(err, ErrEmpty) {
		t.Errorf("gif: %v", err)
	}
}

func TestSVG(t *testing.T) {
	w := manyCase(t).wages(WageOptions{})
	out := written(t, w, ".SVG")
	defined, used := map[string]bool{}, map[string]bool{}
	var text strings.Builder
	d := xml.NewDecoder(bytes.NewReader(out))
	in := ""
	for {
		token, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		switch e := token.(type) {
		case xml.StartElement:
			in = e.Name.Local
			for _, a := range e.Attr {
				switch {
				case a.Name.Local == "id":
					defined[a.Value] = true
				case a.Name.Local == "href":
					used[strings.TrimPrefix(a.Value, "#")] = true
				}
				if strings.Contains(a.Value, "NaN") || strings.Contains(a.Value, "Inf") {
					t.Errorf("%s has %s=%q", in, a.Name.Local, a.Value)
				}
			}
		case xml.EndElement:
			in = ""
		case xml.CharData:
			if in == "text" {
				text.WriteString(string(e) + "\n")
			}
		}
	}
	for id := range used {
		if !defined[id] {
			t.Errorf("a letter %q is used and not drawn", id)
		}
	}
	for _, s := range []string{w.Title, "Южно-Сахалинск", "평양 낙랑구역", "about 100,000", "16,000–20,000", "at least 12,000", "[1]", "Наряды 2018, The Paper, 2 August 2018, grade B2, accessed 1 March 2026."} {
		if !strings.Contains(text.String(), s) {
			t.Errorf("the text lacks %q", s)
		}
	}
	if regexp.MustCompile(`(href|src|url)\s*=?\s*["(']?https?:`).Match(out) {
		t.Error("the figure fetches something")
	}
	if len(out) > 400<<10 {
		t.Errorf("the file has %d bytes", len(out))
	}
}

func TestPNGSaysHowLargeItIs(t *testing.T) {
	w := sampleCase(t).wages(WageOptions{})
	out := written(t, w, PNG)
	img, err := png.Decode(bytes.NewReader(out))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := img.Bounds().Dx(), DefaultWidth*vector.PrintDPI/72; got != want {
		t.Errorf("%d dots wide, want %d", got, want)
	}
	at := bytes.Index(out, []byte("pHYs"))
	if at < 0 || binary.BigEndian.Uint32(out[at+4:]) != 11811 {
		t.Error("the resolution is not stated")
	}
}

// TestGoldenPicture compares the sample's figure with a picture, pixel by pixel
// with some tolerance for other processors. Run with -update after a change that was meant.
func TestGoldenPicture(t *testing.T) {
	img, _ := sampleCase(t).wages(WageOptions{}).Image(720, 0, 1, false)
	path := filepath.Join("testdata", "sample.png")
	if *update {
		var b bytes.Buffer
		if err := png.Encode(&b, img); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	want, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	if img.Bounds() != want.Bounds() {
		t.Fatalf("%v, want %v", img.Bounds(), want.Bounds())
	}
	if n := differing(img, want); n > 50 {
		t.Errorf("%d dots differ clearly", n)
	}
}

func differing(a, b image.Image) (n int) {
	for y := range a.Bounds().Dy() {
		for x := range a.Bounds().Dx() {
			r1, g1, b1, _ := a.At(x, y).RGBA()
			r2, g2, b2, _ := b.At(x, y).RGBA()
			for _, d := range [][2]uint32{{r1, r2}, {g1, g2}, {b1, b2}} {
				if max(d[0], d[1])-min(d[0], d[1]) > 0x3000 {
					n++
					break
				}
			}
		}
	}
	return n
}

func TestPDF(t *testing.T) {
	for name, w := range map[string]*WageSpread{"sample": sampleCase(t).wages(WageOptions{}), "many": manyCase(t).wages(WageOptions{})} {
		out := written(t, w, PDF)
		if !bytes.HasPrefix(out, []byte("%PDF-1.7")) || !bytes.HasSuffix(out, []byte("%%EOF\n")) {
			t.Errorf("%s is no PDF", name)
		}
		if bytes.Contains(out, []byte("/Subtype/Image")) {
			t.Errorf("%s holds a picture in place of vectors", name)
		}
	}
}

func TestCSVIsHarmlessAndWhole(t *testing.T) {
	b := newCase(t)
	s := b.source("=HYPERLINK(\"http://x\")")
	firm := b.entity("Company", "", s, fact{"name", "@SUM(A1)"})
	b.wage(s, Paid, "~100 RUB/month", fact{"payer", firm}, fact{"name", "+1+1"}, fact{"place", "-2+3"}, fact{"date", "2018"}, fact{"seenIn", "a, \"b\"\nc"})
	b.wage(s, Declared, "150 RUB/month", fact{"place", "-2+3"}, fact{"date", "2018"})
	w := b.wages(WageOptions{})
	rows, err := csv.NewReader(bytes.NewReader(written(t, w, CSV))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 1+2+2 {
		t.Fatalf("%d rows", len(rows))
	}
	cell := map[string]string{}
	for i, name := range rows[0] {
		cell[name] = rows[1][i]
	}
	for name, want := range map[string]string{
		"payer": "'@SUM(A1)", "name": "'+1+1", "place": "'-2+3", "seen_in": "a, \"b\"\nc", "kind": "paid",
		"low": "100", "low_about": "true", "currency": "RUB", "per": "month", "amount": "~100 RUB/month",
		"source_numbers": "1", "passages": "¶12", "statements": w.Observations[0].Statements[0], "observation": w.Observations[0].Short,
	} {
		if cell[name] != want {
			t.Errorf("%s is %q, want %q", name, cell[name], want)
		}
	}
	for _, row := range rows {
		for _, c := range row {
			if c != "" && strings.ContainsAny(c[:1], "=+-@\t\r") {
				t.Errorf("a spreadsheet would run %q", c)
			}
		}
	}
}

func TestCharactersTheFaceLacksStay(t *testing.T) {
	ts, err := loadType()
	if err != nil {
		t.Fatal(err)
	}
	if got, want := ts.Drawable("Ö 평 ⟦\U0001F600"), "Ö 평 \uFFFDU+27E6\uFFFDU+1F600"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	for _, line := range ts.Wrap(labelType, strings.Repeat("평양낙랑구역", 9), 100) {
		if w := ts.Width(labelType, line); w > 100 {
			t.Errorf("%q is %v wide", line, w)
		}
	}
}
