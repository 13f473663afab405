package pdfdoc_test

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"math"
	"strings"
	"testing"
	"time"

	xfont "golang.org/x/image/font"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"

	"redthread/app/report/pdfdoc"
	"redthread/assets"
)

func options() pdfdoc.Options {
	return pdfdoc.Options{
		Title: "Timber camps (дело 7)", Author: "A. Researcher", Subject: "Sample", Language: "en-GB",
		Created:     time.Date(2026, 11, 20, 9, 30, 0, 0, time.UTC),
		FontRegular: assets.FontRegular(), FontBold: assets.FontBold(),
		Header: "Timber camps", HeaderRight: "Restricted", Footer: "Redthread case report", PlainFirst: true,
	}
}

func output(t testing.TB, d *pdfdoc.Doc) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := d.Output(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const filler = "The firm declared between 16,000 and 20,000 roubles a month for each worker, while the builders who hired the crews paid about six times as much to the supplier. "

// sample uses every block once. Parts repeats the middle of it.
func sample(parts int) *pdfdoc.Doc {
	d := pdfdoc.New(options())
	d.Paragraph(pdfdoc.Title, pdfdoc.Text("Timber camps of the north"))
	d.Paragraph(pdfdoc.Small, pdfdoc.Text("Case report, 20 November 2026\nPrepared from 14 sources"))
	d.Rule()
	d.Contents("Contents", 2)
	d.PageBreak()
	for i := range parts {
		part(d, i)
	}
	d.Paragraph(pdfdoc.H1, pdfdoc.Text("Sources"))
	for n := 1; n <= 14; n++ {
		d.Reference(n, pdfdoc.Text("Daily of the North, "), pdfdoc.Bold("Crews behind the fence"),
			pdfdoc.Text(fmt.Sprintf(", 2018-08-%02d. Grade B2. Read 2026-11-02.\n", n)),
			pdfdoc.URL("https://example.org/a/very/long/path/that/has/to/wrap/somewhere/because/it/is/long?q=стройка",
				"https://example.org/a/very/long/path/that/has/to/wrap/somewhere/because/it/is/long?q=стройка"),
			pdfdoc.Text("\nSHA-256 "+strings.Repeat("9f2c41d0", 8)).Colour(pdfdoc.Muted))
	}
	return d
}

func part(d *pdfdoc.Doc, i int) {
	d.Paragraph(pdfdoc.H1, pdfdoc.Text(fmt.Sprintf("%d  Parties and pay", i+1)))
	d.Paragraph(pdfdoc.Body, pdfdoc.Text(strings.Repeat(filler, 2)), pdfdoc.Cite(1), pdfdoc.Text(" We assess as "), pdfdoc.Bold("very likely"),
		pdfdoc.Text(" that 80–84 % of the fee does not reach the worker."), pdfdoc.Cite(2), pdfdoc.Cite(12), pdfdoc.Text(" Общество с ограниченной ответственностью «Северлес» заявило о найме рабочих; 한빛무역은 서울에 있는 무역회사이다; 金正恩 朝鮮民主主義人民共和國 對外經濟省."))
	d.Paragraph(pdfdoc.H2, pdfdoc.Text("What the firm says"))
	d.Rows(
		pdfdoc.Row{Label: "Name", Values: []pdfdoc.Cell{{pdfdoc.Text("Северлес ООО"), pdfdoc.Cite(3)}, {pdfdoc.Text("Severles LLC"), pdfdoc.Cite(4)}}},
		pdfdoc.Row{Label: "Registered", Values: []pdfdoc.Cell{{pdfdoc.Text("2015-03-12"), pdfdoc.Cite(5)}}},
		pdfdoc.Row{Label: "Workers approved by the authority", Values: []pdfdoc.Cell{{pdfdoc.Text("at least 700 "), pdfdoc.Soft("said by the deputy director, not checked"), pdfdoc.Cite(6)}}},
	)
	d.Bullets(
		pdfdoc.Item{Spans: []pdfdoc.Span{pdfdoc.Text(filler)}, Items: []pdfdoc.Item{{Spans: []pdfdoc.Span{pdfdoc.Text("A point below a point."), pdfdoc.Cite(7)}}}},
		pdfdoc.Item{Spans: []pdfdoc.Span{pdfdoc.Text("A second point.")}},
	)
	d.Paragraph(pdfdoc.Quote, pdfdoc.Text("We pay the company and the company pays the men. What they get we do not ask."), pdfdoc.Cite(8))
	d.Note(func(f *pdfdoc.Flow) {
		f.Paragraph(pdfdoc.H3, pdfdoc.Text("Two accounts that do not fit"))
		f.Paragraph(pdfdoc.Body, pdfdoc.Text("One source counts 24,000 workers, another 19,000. Both are kept."), pdfdoc.Cite(9))
	})
	d.Paragraph(pdfdoc.H2, pdfdoc.Text("Pay observed"))
	d.Figure(420, 150, "Two ranges of monthly pay side by side", drawing, pdfdoc.Text(fmt.Sprintf("Figure %d. Fee paid and pay declared, 2018.", i+1)))
	rows := make([][]pdfdoc.Cell, 0, 40)
	for r := range 40 {
		rows = append(rows, []pdfdoc.Cell{
			{pdfdoc.Text(fmt.Sprintf("Site %d, Санкт-Петербург", r))},
			{pdfdoc.Text(fmt.Sprintf("%d,000", 16+r))},
			{pdfdoc.Text("a longer remark about how the sum was stated and by whom, to wrap"), pdfdoc.Cite(10)},
			{pdfdoc.Cite(11)},
		})
	}
	d.Table(pdfdoc.Table{Columns: []pdfdoc.Column{
		{Head: "Observation"}, {Head: "RUB a month", Align: pdfdoc.Right}, {Head: "Remark"}, {Head: "Source", Align: pdfdoc.Centre},
	}, Rows: rows})
	d.Paragraph(pdfdoc.H2, pdfdoc.Text("What follows"))
	for range 6 {
		d.Paragraph(pdfdoc.Body, pdfdoc.Text(strings.Repeat(filler, 3)))
	}
}

func drawing(c vg.Canvas) {
	face := func(size vg.Length, w xfont.Weight) font.Face {
		faces, err := pdfdoc.Faces(assets.FontRegular(), assets.FontBold())
		if err != nil {
			panic(err)
		}
		return font.NewCache(faces).Lookup(font.Font{Typeface: pdfdoc.FontName, Weight: w}, size)
	}
	small, bold := face(9, xfont.WeightNormal), face(9, xfont.WeightBold)
	vg.Initialize(c)
	c.SetColor(color.NRGBA{R: 0xE2, G: 0xDF, B: 0xD8, A: 255})
	var axis vg.Path
	axis.Move(vg.Point{X: 60, Y: 20})
	axis.Line(vg.Point{X: 400, Y: 20})
	c.Stroke(axis)
	c.SetColor(color.NRGBA{R: 0x7A, G: 0x4E, B: 0x9B, A: 140})
	for _, x := range []vg.Length{90, 110, 360} {
		var dot vg.Path
		dot.Arc(vg.Point{X: x, Y: 90}, 16, 0, 2*math.Pi)
		dot.Close()
		c.Fill(dot)
	}
	c.SetColor(color.NRGBA{R: 0xB5, G: 0x30, B: 0x2A, A: 255})
	c.SetLineDash([]vg.Length{4, 3}, 0)
	var gap vg.Path
	gap.Move(vg.Point{X: 126, Y: 90})
	gap.CubeTo(vg.Point{X: 200, Y: 140}, vg.Point{X: 280, Y: 140}, vg.Point{X: 344, Y: 90})
	c.Stroke(gap)
	label := "80–84 % AVATAR"
	w := bold.Width(label)
	c.FillString(bold, vg.Point{X: 235 - w/2, Y: 134}, label)
	c.SetLineDash(nil, 0)
	c.SetLineWidth(0.4)
	var box vg.Path
	box.Move(vg.Point{X: 235 - w/2, Y: 131})
	box.Line(vg.Point{X: 235 + w/2, Y: 131})
	c.Stroke(box)
	c.SetColor(color.Black)
	c.FillString(small, vg.Point{X: 180, Y: 6}, "рублей в месяц · 월급 · 月給")
	c.Push()
	c.Translate(vg.Point{X: 40, Y: 40})
	c.Rotate(math.Pi / 2)
	c.FillString(small, vg.Point{}, "rotated label")
	c.Pop()
	img := image.NewNRGBA(image.Rect(0, 0, 8, 8))
	for i := range 64 {
		img.SetNRGBA(i%8, i/8, color.NRGBA{R: uint8(i * 4), G: 90, B: 120, A: uint8(255 - i)})
	}
	c.DrawImage(vg.Rectangle{Min: vg.Point{X: 380, Y: 30}, Max: vg.Point{X: 410, Y: 60}}, img)
	c.Push() // left open on purpose: the document closes it
}
