package pdfdoc_test

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"redthread/app/report/pdfdoc"
)

var update = flag.Bool("update", false, "write the golden file anew")

func TestSameInputSameBytes(t *testing.T) {
	d := sample(1)
	first := output(t, d)
	if !bytes.Equal(first, output(t, d)) {
		t.Error("the second Output of one document differs")
	}
	if !bytes.Equal(first, output(t, sample(1))) {
		t.Error("a second document of the same content differs")
	}
	o := options()
	o.Created = o.Created.Add(time.Second)
	later := pdfdoc.New(o)
	later.Paragraph(pdfdoc.Body, pdfdoc.Text("x"))
	now := pdfdoc.New(options())
	now.Paragraph(pdfdoc.Body, pdfdoc.Text("x"))
	if bytes.Equal(output(t, later), output(t, now)) {
		t.Error("the date does not show in the file")
	}
}

// TestGolden holds the sample to what was last looked at: every run of text
// with its place, and a hash over all objects before packing.
func TestGolden(t *testing.T) {
	p := read(t, output(t, sample(1)))
	var b strings.Builder
	sum := sha256.New()
	for n := 1; n <= len(p.objs); n++ {
		dict := lengthRE.ReplaceAllString(p.objs[n], ">>") // packed lengths may change with the packer
		if strings.Contains(dict, "/Type/XRef") {
			continue
		}
		fmt.Fprintf(sum, "%d %s\n", n, dict)
		if !strings.Contains(dict, "/Type/ObjStm") {
			sum.Write(p.streams[n])
		}
	}
	fmt.Fprintf(&b, "sha256 %x\n", sum.Sum(nil))
	for n := range p.pageRefs() {
		fmt.Fprintf(&b, "\npage %d\n", n+1)
		for _, pc := range p.pieces(n + 1) {
			fmt.Fprintf(&b, "%s %s %s %s %s\n", pc.x, pc.y, pc.font, pc.size, pc.text)
		}
	}
	path := filepath.Join("testdata", "sample.golden")
	if *update {
		if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	got, wanted := strings.Split(b.String(), "\n"), strings.Split(string(want), "\n")
	for i := 1; i < min(len(got), len(wanted)); i++ {
		if got[i] != wanted[i] {
			t.Fatalf("line %d is %q, was %q (look at the pages, then run with -update)", i+1, got[i], wanted[i])
		}
	}
	if len(got) != len(wanted) || got[0] != wanted[0] {
		t.Error("drawing, tags or fonts changed although the text stands as before (look at the pages, then run with -update)")
	}
}

func TestTextComesBack(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"latin", "façade naïve", "façade naïve"},
		{"decomposed", "cafe\u0301 \u1112\u1161\u11ab", "café 한"},
		{"cyrillic", "Северлес Қазақ Україна", "Северлес Қазақ Україна"},
		{"hangul", "한빛무역은 서울", "한빛무역은 서울"},
		{"hanja", "金正恩 對外經濟省", "金正恩 對外經濟省"},
		{"above the plane", "a😀b", "a\ufffdU+1F600b"},
		{"no glyph", "x\u0531y", "x\ufffdU+0531y"},
		{"control", "a\x00b\x1bc\u200dd\u202ee", "abcde"},
		{"tab", "a\tb", "a b"},
		{"bad bytes", "a\xffb", "a\ufffdb"},
		{"signs of the page language", `a(b)c\d<e>[f]`, `a(b)c\d<e>[f]`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			o := options()
			o.Bare = true
			d := pdfdoc.New(o)
			d.Paragraph(pdfdoc.Body, pdfdoc.Text(tt.in), pdfdoc.Text("|"), pdfdoc.Bold(tt.in))
			if got := read(t, output(t, d)).text(1); got != tt.want+"|"+tt.want {
				t.Errorf("got %q, want %q twice", got, tt.want)
			}
		})
	}
}

func TestCitationsLeadToTheirReference(t *testing.T) {
	p := read(t, output(t, sample(1)))
	pages := p.pageRefs()
	destRE := regexp.MustCompile(`/Dest\[(\d+) 0 R/XYZ 0 (\S+) null\]`)
	found := 0
	for _, o := range p.objs {
		m := destRE.FindStringSubmatch(o)
		if m == nil || !strings.Contains(o, "/Subtype/Link") {
			continue
		}
		found++
		if !strings.Contains(fmt.Sprint(pages), m[1]) {
			t.Errorf("a link leads to object %s, which is no page", m[1])
		}
	}
	// 47 rows with citations 10 and 11, nine others, and two links a contents line.
	if want := 40*2 + 10 + 2*5; found != want {
		t.Errorf("%d links inside the document, want %d", found, want)
	}
}

func TestContentsTellTheRightPages(t *testing.T) {
	p := read(t, output(t, sample(3)))
	contents := p.pieces(1)
	last := 0
	for i, pc := range contents {
		if !regexp.MustCompile(`^ \d+$`).MatchString(pc.text) {
			continue
		}
		title, page := strings.TrimSpace(contents[i-1].text), number(t, strings.TrimSpace(pc.text))
		if !strings.Contains(p.text(page), title) {
			t.Errorf("%q is not on page %d:\n%s", title, page, p.text(page))
		}
		if page < last {
			t.Errorf("page %d after %d", page, last)
		}
		last = page
	}
	if last != len(p.pageRefs()) && last != len(p.pageRefs())-1 {
		t.Errorf("the last entry is on page %d of %d", last, len(p.pageRefs()))
	}
}

func TestFootLine(t *testing.T) {
	d := sample(1)
	p := read(t, output(t, d))
	for n := 1; n <= d.Pages(); n++ {
		foot := fmt.Sprintf("page %d of %d", n, d.Pages())
		if got := strings.Contains(p.text(n), foot); got != (n > 1) {
			t.Errorf("page %d: foot line there is %v", n, got)
		}
		if got := strings.Contains(p.text(n), "Restricted"); got != (n > 1) {
			t.Errorf("page %d: header there is %v", n, got)
		}
	}
}

func TestFaults(t *testing.T) {
	full := errors.New("disk full")
	for _, tt := range []struct {
		name string
		make func() error
		want string
	}{
		{"no font", func() error {
			return pdfdoc.New(pdfdoc.Options{}).Output(&bytes.Buffer{})
		}, "reading the font"},
		{"bad font", func() error {
			o := options()
			o.FontBold = o.FontBold[:5000]
			d := pdfdoc.New(o)
			d.Paragraph(pdfdoc.H1, pdfdoc.Text("x"))
			return d.Output(&bytes.Buffer{})
		}, "font"},
		{"missing reference", func() error {
			d := pdfdoc.New(options())
			d.Paragraph(pdfdoc.Body, pdfdoc.Cite(7))
			return d.Output(&bytes.Buffer{})
		}, `"cite.7"`},
		{"too many cells", func() error {
			d := pdfdoc.New(options())
			d.Table(pdfdoc.Table{Columns: []pdfdoc.Column{{Head: "a"}}, Rows: [][]pdfdoc.Cell{{nil, nil}}})
			return d.Output(&bytes.Buffer{})
		}, "2 cells for 1 columns"},
		{"writer", func() error {
			d := pdfdoc.New(options())
			return d.Output(failing{full})
		}, "disk full"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			err := tt.make()
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %q in it", err, tt.want)
			}
		})
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

func TestUnsafeAddressesAreNoLinks(t *testing.T) {
	d := pdfdoc.New(options())
	d.Paragraph(pdfdoc.Body, pdfdoc.URL("javascript:alert(1)", "one"), pdfdoc.URL("file:///etc/passwd", "two"), pdfdoc.URL("HTTPS://example.org/ж(", "three"))
	p := read(t, output(t, d))
	var uris []string
	for _, o := range p.objs {
		if m := regexp.MustCompile(`/URI\((.*)\)>>`).FindStringSubmatch(o); m != nil {
			uris = append(uris, m[1])
		}
	}
	if got, want := strings.Join(uris, " "), `HTTPS://example.org/%D0%B6\(`; got != want {
		t.Errorf("links %q, want %q", got, want)
	}
	if !strings.Contains(p.text(1), "onetwothree") {
		t.Error("the text of a refused link is gone")
	}
}

// TestOtherReaders asks the tools that stand on this machine.
func TestOtherReaders(t *testing.T) {
	path := filepath.Join(t.TempDir(), "sample.pdf")
	if err := os.WriteFile(path, output(t, sample(1)), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		tool string
		args []string
		want []string
	}{
		{"qpdf", []string{"--check", path}, []string{"No syntax or stream encoding errors"}},
		{"pdftotext", []string{path, "-"}, []string{"한빛무역은 서울에", "金正恩", "«Северлес»", "80–84 %"}},
		{"pdffonts", []string{path}, []string{"RedthreadSans-Regular", "RedthreadSans-Bold", "yes yes yes"}},
		{"pdfinfo", []string{path}, []string{"Timber camps (дело 7)", "A. Researcher", "Tagged:          yes"}},
	} {
		t.Run(tt.tool, func(t *testing.T) {
			if _, err := exec.LookPath(tt.tool); err != nil {
				t.Skip("not on this machine")
			}
			out, err := exec.Command(tt.tool, tt.args...).CombinedOutput()
			if err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			for _, w := range tt.want {
				if !bytes.Contains(out, []byte(w)) {
					t.Errorf("no %q in\n%s", w, out)
				}
			}
		})
	}
}

func BenchmarkOutput(b *testing.B) {
	d := sample(120)
	for b.Loop() {
		var out bytes.Buffer
		if err := d.Output(&out); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(d.Pages()), "pages")
		b.ReportMetric(float64(out.Len())/float64(d.Pages()), "B/page")
	}
}
