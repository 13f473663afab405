package pdfdoc_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"gonum.org/v1/plot/vg"

	"redthread/app/report/pdfdoc"
)

// TestTags follows every piece of marked content from its page into the
// structure tree and back.
func TestTags(t *testing.T) {
	p := read(t, output(t, sample(2)))
	root := p.objs[p.ref(p.trailer, "Root")]
	for _, want := range []string{"/Lang(en-GB)", "/MarkInfo<</Marked true>>", "/DisplayDocTitle true"} {
		if !strings.Contains(root, want) {
			t.Errorf("no %s in the catalogue", want)
		}
	}
	parents := p.objs[p.ref(p.objs[p.ref(root, "StructTreeRoot")], "ParentTree")]
	for i, ref := range p.pageRefs() {
		page, content := p.page(i + 1)
		if !strings.Contains(page, fmt.Sprintf("/StructParents %d/Tabs/S", i)) {
			t.Errorf("page %d has no way into the tree: %s", i+1, page)
		}
		m := regexp.MustCompile(fmt.Sprintf(`[\[\] ]%d\[([^\]]*)\]`, i)).FindStringSubmatch(parents)
		if m == nil {
			t.Fatalf("page %d is not in the parent tree", i+1)
		}
		elems := refRE.FindAllStringSubmatch(m[1], -1)
		marks := regexp.MustCompile(`/(\w+)<</MCID (\d+)>>BDC`).FindAllStringSubmatch(content, -1)
		if len(marks) != len(elems) {
			t.Fatalf("page %d: %d marks and %d parents", i+1, len(marks), len(elems))
		}
		for k, mark := range marks {
			elem := p.objs[number(t, elems[k][1])]
			if mark[2] != fmt.Sprint(k) || !strings.Contains(elem, "/S/"+mark[1]+"/") {
				t.Errorf("page %d: mark %s belongs to %s", i+1, mark[0], elem)
			}
			own := regexp.MustCompile(fmt.Sprintf(`/K\[(.* )?%d( .*)?\]|/Pg %d 0 R/MCID %d>>`, k, ref, k))
			if !own.MatchString(elem) {
				t.Errorf("page %d: mark %d is not in %s", i+1, k, elem)
			}
		}
		depth := 0
		for _, op := range regexp.MustCompile(`BDC|BMC|EMC|\n?BT/`).FindAllString(content, -1) {
			switch strings.TrimSpace(op) {
			case "EMC":
				depth--
			case "BDC", "BMC":
				depth++
			default:
				if depth != 1 {
					t.Fatalf("page %d: text outside of any mark", i+1)
				}
			}
			if depth < 0 || depth > 1 {
				t.Fatalf("page %d: marks are nested %d deep", i+1, depth)
			}
		}
		if depth != 0 || strings.Count(content, "q\n") != strings.Count(content, "Q\n") {
			t.Errorf("page %d leaves something open", i+1)
		}
	}
	links := 0
	for n, o := range p.objs {
		if m := regexp.MustCompile(`/StructParent (\d+)`).FindStringSubmatch(o); m != nil {
			links++
			up := regexp.MustCompile(` ` + m[1] + ` (\d+) 0 R`).FindStringSubmatch(parents)
			if up == nil || !strings.Contains(p.objs[number(t, up[1])], fmt.Sprintf("/OBJR/Obj %d 0 R", n)) {
				t.Errorf("link %d is not in the tree", n)
			}
		}
	}
	if links == 0 {
		t.Error("no links")
	}
}

func TestKindsOfElements(t *testing.T) {
	p := read(t, output(t, sample(1)))
	count := map[string]int{}
	for _, o := range p.objs {
		if m := regexp.MustCompile(`^<</Type/StructElem/S/(\w+)`).FindStringSubmatch(o); m != nil {
			count[m[1]]++
		}
	}
	for kind, want := range map[string]int{
		"Document": 1, "H1": 3, "H2": 3, "H3": 1, "Figure": 1, "Caption": 1, "Table": 2, "TR": 3 + 41,
		"TH": 3 + 4, "TD": 3 + 160, "L": 2, "LI": 3, "Lbl": 3, "LBody": 3, "BlockQuote": 1, "TOC": 1, "TOCI": 5, "Div": 1,
	} {
		if count[kind] != want {
			t.Errorf("%d elements of kind %s, want %d", count[kind], kind, want)
		}
	}
	if !strings.Contains(fmt.Sprint(p.objs), "/Alt (Two ranges of monthly pay side by side)") {
		t.Error("the figure has no text alternative")
	}
}

func TestRepeatedHeaderIsNoText(t *testing.T) {
	d := pdfdoc.New(options())
	rows := make([][]pdfdoc.Cell, 120)
	for i := range rows {
		rows[i] = []pdfdoc.Cell{{pdfdoc.Text(fmt.Sprint("row ", i))}, {pdfdoc.Text("x")}}
	}
	d.Table(pdfdoc.Table{Columns: []pdfdoc.Column{{Head: "Left head"}, {Head: "Right head"}}, Rows: rows})
	p := read(t, output(t, d))
	if len(p.pageRefs()) < 3 {
		t.Fatal("the table should run over three pages")
	}
	seen := 0
	for i := range p.pageRefs() {
		if !strings.Contains(p.text(i+1), "Left headRight head") {
			t.Errorf("page %d has no table header", i+1)
		}
		_, content := p.page(i + 1)
		if strings.Contains(content, "/TH<<") != (i == 0) {
			t.Errorf("page %d: the header is in the text: %v", i+1, i != 0)
		}
		seen += strings.Count(p.text(i+1), "row ")
	}
	if seen != len(rows) {
		t.Errorf("%d of %d rows", seen, len(rows))
	}
}

func TestBookmarks(t *testing.T) {
	d := pdfdoc.New(options())
	for _, s := range []pdfdoc.Style{pdfdoc.H1, pdfdoc.H3, pdfdoc.H2, pdfdoc.H1} {
		d.Paragraph(s, pdfdoc.Text(fmt.Sprintf("Глава %d", s)), pdfdoc.Text("!"))
	}
	d.Bookmark(2, "last")
	p := read(t, output(t, d))
	root := p.objs[p.ref(p.objs[p.ref(p.trailer, "Root")], "Outlines")]
	var walk func(ref int) string
	walk = func(ref int) string {
		var b strings.Builder
		for ref != 0 {
			o := p.objs[ref]
			b.WriteString("*")
			if strings.Contains(o, "/First") {
				b.WriteString("(" + walk(p.ref(o, "First")) + ")")
			}
			if ref = 0; strings.Contains(o, "/Next") {
				ref = p.ref(o, "Next")
			}
		}
		return b.String()
	}
	if got, want := walk(p.ref(root, "First")), "*(**)*(*)"; got != want {
		t.Errorf("outline %s, want %s", got, want)
	}
}

// TestFigureAlone: a figure fills a page of its own size, for export.
func TestFigureAlone(t *testing.T) {
	o := options()
	o.PageWidth, o.PageHeight, o.Margins, o.Bare = 420, 150, &pdfdoc.Margins{}, true
	d := pdfdoc.New(o)
	d.Figure(420, 150, "Pay", drawing)
	p := read(t, output(t, d))
	_, content := p.page(1)
	if len(p.pageRefs()) != 1 || !strings.Contains(content, "q\n1.000000 0.000000 0.000000 1.000000 0.000000 0.000000 cm\n") {
		t.Errorf("%d pages; the figure does not fill the first:\n%.200s", len(p.pageRefs()), content)
	}
}

func TestLongHeaderGivesWay(t *testing.T) {
	o := options()
	o.PlainFirst, o.Header, o.HeaderRight = false, strings.Repeat("A very long title ", 20), "Restricted"
	d := pdfdoc.New(o)
	d.Paragraph(pdfdoc.Body, pdfdoc.Text("x"))
	text := read(t, output(t, d)).text(1)
	if !strings.Contains(text, "…") || !strings.Contains(text, "Restricted") || strings.Count(text, "very") > 8 {
		t.Errorf("header: %s", text)
	}
}

// TestEverythingAtOnce puts blocks where they seldom stand: empty ones, ones
// higher than a page, ones inside one another.
func TestEverythingAtOnce(t *testing.T) {
	d := pdfdoc.New(options())
	d.Contents("Contents", 3)
	d.Paragraph(pdfdoc.Body)
	d.Bullets()
	d.Rows()
	d.Table(pdfdoc.Table{})
	d.Table(pdfdoc.Table{Columns: []pdfdoc.Column{{}, {}}, Rows: [][]pdfdoc.Cell{{}, {{pdfdoc.Text(strings.Repeat(filler, 80))}}}})
	d.Note(func(*pdfdoc.Flow) {})
	d.Note(func(f *pdfdoc.Flow) {
		f.Together(func(f *pdfdoc.Flow) {
			for range 9 {
				f.Paragraph(pdfdoc.H2, pdfdoc.Text("In a box"))
				f.Paragraph(pdfdoc.Quote, pdfdoc.Text(strings.Repeat(filler, 5)))
			}
		})
	})
	d.Figure(2000, 3000, "A figure larger than the page", func(vg.Canvas) {}, pdfdoc.Text(strings.Repeat(filler, 3)))
	d.Space(5000)
	d.PageBreak()
	d.Rule()
	d.Anchor("end")
	d.Paragraph(pdfdoc.Body, pdfdoc.Text("to the end").To("end"), pdfdoc.Text(" and "), pdfdoc.Text("on").To("very end"))
	d.Anchor("very end")
	p := read(t, output(t, d))
	all := p.allText()
	if got, want := strings.Count(all, "six times as much"), 80+45+3; got != want {
		t.Errorf("%d sentences of %d came through", got, want)
	}
	if got := strings.Count(all, "In a box"); got != 18 {
		t.Errorf("nine headings are named %d times, want 18", got)
	}
}

func FuzzText(f *testing.F) {
	for _, s := range []string{"plain", "朝鮮「民」。", "한\u1112\u1161", "\xff\x00😀", "a\u200b\u0301\n\n b", strings.Repeat("x", 500)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d := pdfdoc.New(options())
		d.Paragraph(pdfdoc.H1, pdfdoc.Text(s))
		d.Rows(pdfdoc.Row{Label: s, Values: []pdfdoc.Cell{{pdfdoc.Text(s), pdfdoc.URL("https://"+s, s)}}})
		d.Table(pdfdoc.Table{Columns: []pdfdoc.Column{{Head: s}, {}}, Rows: [][]pdfdoc.Cell{{{pdfdoc.Text(s)}, {pdfdoc.Text("x")}}}})
		read(t, output(t, d)).allText()
	})
}
