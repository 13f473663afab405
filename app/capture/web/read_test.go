package web

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"redthread/app/capture/document"
	"redthread/app/capture/plain"
)

func input(b string) document.Input {
	return document.Input{ReaderAt: strings.NewReader(b), Size: int64(len(b)), Limits: document.Usual()}
}

func texts(d document.Document) []string {
	var all []string
	for _, p := range d.Passages {
		all = append(all, p.Text)
	}
	return all
}

func mustRead(t *testing.T, b string) document.Document {
	t.Helper()
	d, err := Read(context.Background(), input(b))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestBlocks(t *testing.T) {
	for _, c := range []struct {
		name, in string
		want     []string
	}{
		{"paragraphs and lines", "<p>One\n two<b>three</b></p><div>four<br>five<br><br>six</div>", []string{"One twothree", "four\nfive", "six"}},
		{"a table of data", "<table><caption>Wages</caption><tr><th>Name<th>Wage</tr><tr><td>Kim<td><p>16 000</p><p>RUB</p></tr><tr><td><td>x</tr></table>", []string{"Wages", "Name\tWage", "Kim\t16 000 RUB", "\tx"}},
		{"a table that sets out the page", "<table><tr><td><h1>Firm</h1><p>one</p></td><td><table><tr><td>a</td><td>b</td></tr></table></td></tr></table>", []string{"Firm", "one", "a\tb"}},
		{"terms", "<dl><dt>INN</dt><dd>6501234567</dd><dt>Two</dt><dd>a</dd><dd>b</dd></dl>", []string{"INN\t6501234567", "Two", "a", "b"}},
		{"lists", "<ul><li>one<ul><li>two</li></ul></li><li><p>three</p></li></ul>", []string{"one", "two", "three"}},
		{"lines of code", "<pre>a  b\n c</pre>", []string{"a b\nc"}},
		{"what is not shown", "<p hidden>x</p><p style='DISPLAY : none'>y</p><script>z</script><style>p{}</style><noscript>n</noscript><template>t</template><svg><text>s</text></svg><!-- c --><p>seen</p>", []string{"seen"}},
		{"fields of forms", "<form><label>Name</label> <input value='Kim'> <input type=hidden value=no></form>", []string{"Name Kim"}},
		{"nothing", "", nil},
		{"no markup", "just words", []string{"just words"}},
		{"broken markup", "<p>one<p>two</div></b><li>three", []string{"one", "two", "three"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, texts(mustRead(t, c.in))); diff != "" {
				t.Errorf("want-/got+:\n%s", diff)
			}
		})
	}
}

const sentence = "The inspectors, who came in the second week of August, counted forty welders in a room for twelve, and wrote that down. "

func page(head, body string) string {
	return `<!doctype html><html lang="ru-RU"><head>` + head + `</head><body><nav><ul><li><a href="/">Home</a></li><li><a href="/news">All the news</a></li></ul></nav>` +
		body + `<footer><p>OOO Ryba, INN 6501234567, Harbour Street 3</p></footer></body></html>`
}

func TestAnArticleComesFirstAndTheRestIsKept(t *testing.T) {
	body := "<article><h1>Forty welders</h1>" + strings.Repeat("<p>"+sentence+"</p>", 6) + "<table><tr><th>Month</th><th>Paid</th></tr><tr><td>May</td><td>16 000</td></tr></table>" + strings.Repeat("<p>"+sentence+"</p>", 3) + "</article>"
	d := mustRead(t, page("<title>Forty welders | The Harbour Post</title>", body))
	if len(d.Sections) != 1 || !d.Sections[0].Rest {
		t.Fatalf("sections %+v, want the rest alone", d.Sections)
	}
	article, rest := texts(d)[:d.Sections[0].First], texts(d)[d.Sections[0].First:]
	if got := strings.Join(article, "\n"); !strings.Contains(got, "inspectors") || !strings.Contains(got, "May\t16 000") || !strings.Contains(got, "Forty welders") || strings.Contains(got, "INN") || strings.Contains(got, "news") {
		t.Errorf("the article is %q", article)
	}
	if got := strings.Join(rest, "\n"); !strings.Contains(got, "INN 6501234567") || !strings.Contains(got, "All the news") || strings.Contains(got, "inspectors") {
		t.Errorf("the rest is %q", rest)
	}
	if d.Title != "Forty welders" || d.Kind != "article" || d.Language != "ru-RU" {
		t.Errorf("title %q, kind %q, language %q", d.Title, d.Kind, d.Language)
	}
}

func TestAPageThatIsNoArticleIsWhole(t *testing.T) {
	var rows strings.Builder
	for i := range 60 {
		fmt.Fprintf(&rows, "<tr><td>%d</td><td>Firm %d</td><td>65%08d</td></tr>", i, i, i)
	}
	d := mustRead(t, page("<title>Register</title>", "<table>"+rows.String()+"</table>"))
	if len(d.Sections) != 0 || d.Kind == "article" || !strings.Contains(strings.Join(texts(d), "\n"), "7\tFirm 7\t6500000007") {
		t.Errorf("sections %+v, kind %q", d.Sections, d.Kind)
	}
}

func TestFields(t *testing.T) {
	d := mustRead(t, page(`<!-- saved from url=(0026)https://saved.example/a.htm --><title>T</title>
		<meta property="og:title" content="Forty welders"><meta property="og:site_name" content="The Harbour Post"><meta name="author" content="A. Writer">
		<meta property="article:published_time" content="2018-08-02T10:00:00+11:00"><link rel="canonical" href="https://post.example/forty">
		<meta name="description" content="What the inspectors saw"><script type="application/ld+json">{"@graph":[{"@type":["NewsArticle"],"author":[{"name":"B. Other"}],"dateModified":"2018-08-05","inLanguage":"ru"}]}</script>`,
		`<p>words</p><img alt="A ship in the harbour" src="http://never.example/fetched.png">`))
	got := []string{d.Title, d.Publisher, d.Author, d.Published, d.Modified, d.URL, d.Kind, d.Language}
	want := []string{"Forty welders", "The Harbour Post", "B. Other", "2018-08-02", "2018-08-05", "https://post.example/forty", "article", "ru-RU"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("want-/got+:\n%s", diff)
	}
	meta := []document.Field{{Name: "Description", Value: "What the inspectors saw"}, {Name: "Saved from", Value: "https://saved.example/a.htm"}, {Name: "Picture shows", Value: "A ship in the harbour"}}
	if diff := cmp.Diff(meta, d.Meta); diff != "" {
		t.Errorf("meta, want-/got+:\n%s", diff)
	}
}

func TestCharsets(t *testing.T) {
	const words = "Реестр юридических лиц, завод на острове"
	for _, c := range []struct{ name, charset, head, media string }{
		{"by meta", "windows-1251", `<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">`, ""},
		{"by the server", "koi8-r", `<meta charset="utf-8">`, "text/html; charset=koi8-r"},
		{"by its letters", "cp866", "", ""},
		{"against a false declaration", "windows-1251", `<meta charset="iso-8859-1">`, ""},
		{"units of 16 bits", "utf-16le", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			e, _ := plain.Charset(c.charset)
			b, err := e.NewEncoder().Bytes([]byte("<html><head>" + c.head + "</head><body><p>" + words + "</p></body></html>"))
			if err != nil {
				t.Fatal(err)
			}
			in := input(string(b))
			in.Media = c.media
			d, err := Read(context.Background(), in)
			if err != nil || len(d.Passages) != 1 || d.Passages[0].Text != words || d.Charset != c.charset {
				t.Errorf("got %q in %s, %v", texts(d), d.Charset, err)
			}
		})
	}
}

func TestPagesMadeToHurt(t *testing.T) {
	for name, b := range map[string]string{
		"deep":             strings.Repeat("<div>", 100_000) + "words",
		"open styles":      strings.Repeat("<b><i><u><font color=1>", 200) + strings.Repeat("<p>words", 50_000),
		"many paragraphs":  strings.Repeat("<p>words", 300_000),
		"stray end tags":   "words" + strings.Repeat("x</y>", 600_000),
		"tables in tables": strings.Repeat("<table><tr><td>", 5_000) + "words",
		"attributes":       "<p " + strings.Repeat("a=1 ", 200_000) + ">words",
		"entities":         strings.Repeat("&amp;", 300_000) + " words",
		"open comment":     "words<!--" + strings.Repeat("-", 1_000_000),
		"a long list":      "<article>" + strings.Repeat("<li><a href=x>words, words</a> and, more</li>", 20_000),
		"links of data":    `<script type="application/ld+json">` + strings.Repeat(`[`, 200_000) + `</script>words`,
	} {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			d, err := Read(context.Background(), input(b))
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(strings.Join(texts(d), " "), "words") {
				t.Errorf("the words were lost: %.200q, notes %q", texts(d), d.Notes)
			}
			if took := time.Since(start); took > 40*time.Second {
				t.Errorf("it took %v", took)
			} else {
				t.Log(took)
			}
		})
	}
}

func TestReadingStopsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Read(ctx, input("<p>words")); err == nil {
		t.Error("Read read on after the end of its context")
	}
	if _, err := ReadMHTML(ctx, input("<p>words")); err == nil {
		t.Error("ReadMHTML read on after the end of its context")
	}
}

const archive = "From: <Saved by a browser>\r\nSnapshot-Content-Location: https://page.example/list\r\nSubject: =?utf-8?Q?The=20list?=\r\nDate: Thu, 2 Aug 2018 10:00:00 +0000\r\nMIME-Version: 1.0\r\n" +
	"Content-Type: multipart/related; type=\"text/html\"; boundary=\"b1\"\r\n\r\n--b1\r\nContent-Type: text/css\r\nContent-Location: a.css\r\n\r\np{}\r\n" +
	"--b1\r\nContent-Type: text/html; charset=windows-1251\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: https://page.example/list\r\n\r\n<p>=EF=F0=E8=\r\n=E2=E5=F2</p>\r\n--b1--\r\n"

func TestArchive(t *testing.T) {
	d, err := ReadMHTML(context.Background(), input(archive))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"привет"}, texts(d)); diff != "" || d.Title != "The list" || d.URL != "https://page.example/list" || d.Charset != "windows-1251" {
		t.Errorf("title %q, URL %q, charset %q, want-/got+:\n%s", d.Title, d.URL, d.Charset, diff)
	}
	if _, err := ReadMHTML(context.Background(), input("From: a\r\n\r\nno page")); err == nil {
		t.Error("an archive without a page was read")
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{
		"", "<p>one<br>two", page("<title>t</title>", "<article>"+strings.Repeat("<p>"+sentence+"</p>", 5)+"</article>"), "<table><tr><td>a<td>b<table><tr><td>c", "<dl><dt>a<dd>b",
		"<b><i><p>x<p>y</b>", "<meta charset=koi8-r>\xc1", archive, "<script type=application/ld+json>{\"@type\":\"Article\",\"author\":[{\"name\":1}]}</script>", "<pre>\n a", "<svg><p>x", "\xff\xfe<\x00p\x00>\x00",
	} {
		f.Add([]byte(s))
	}
	l := document.Limits{Text: 5_000, Passages: 100}
	f.Fuzz(func(t *testing.T, b []byte) {
		in := document.Input{ReaderAt: strings.NewReader(string(b)), Size: int64(len(b)), Limits: l}
		d, err := Read(context.Background(), in)
		if err != nil {
			t.Fatal(err)
		}
		size := 0
		for _, p := range d.Passages {
			size += len(p.Text)
			if p.Text == "" || strings.ContainsAny(p.Text, "\x00\r\f") || strings.Contains(p.Text, "  ") {
				t.Errorf("a passage is not tidy: %q", p.Text)
			}
		}
		if size > l.Text || len(d.Passages) > l.Passages {
			t.Errorf("%d bytes in %d passages", size, len(d.Passages))
		}
		for _, s := range d.Sections {
			if s.First < 0 || s.First >= len(d.Passages) {
				t.Errorf("a section begins at passage %d of %d", s.First, len(d.Passages))
			}
		}
		_, _ = ReadMHTML(context.Background(), in)
	})
}
