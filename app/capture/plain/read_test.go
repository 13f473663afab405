package plain

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"redthread/app/capture/document"
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

func TestReaders(t *testing.T) {
	for _, c := range []struct {
		name   string
		read   document.Reader
		in     string
		want   []string
		title  string
		fields []document.Field
	}{
		{name: "wrapped lines are joined", read: Read, in: "The ship left the harbour in the first week of April, with forty\nmen on board and stores for two months at sea.\n\nIt came back in May.\n", want: []string{
			"The ship left the harbour in the first week of April, with forty men on board and stores for two months at sea.", "It came back in May.",
		}},
		{name: "an address keeps its lines", read: Read, in: "Fish Plant No. 5\r\nHarbour Street 3\r\nNevelsk\r\n", want: []string{"Fish Plant No. 5\nHarbour Street 3\nNevelsk"}},
		{name: "a list is a passage per item", read: Read, in: "- nets\n- ice\n- fuel, paid for in advance by the agent whose name is not given in\n  the ledger\n", want: []string{"- nets", "- ice", "- fuel, paid for in advance by the agent whose name is not given in the ledger"}},
		{name: "columns become cells", read: Read, in: "Ivanov     12     400\nPetrov      9     300\n", want: []string{"Ivanov\t12\t400", "Petrov\t9\t300"}},
		{name: "Chinese lines are joined without a space", read: Read, in: "工厂经理拒绝透露外籍工人的人数合同写明每天工作八小时实际上他们常\n常忙到深夜。\n", want: []string{"工厂经理拒绝透露外籍工人的人数合同写明每天工作八小时实际上他们常常忙到深夜。"}},
		{name: "quoted mail keeps its level", read: Read, in: "> The list that you have sent me on Monday lacks the names of the two\n> welders.\nWhich two?\n", want: []string{"> The list that you have sent me on Monday lacks the names of the two welders.", "Which two?"}},
		{name: "lone carriage returns end lines", read: Read, in: "one\r\rtwo", want: []string{"one", "two"}},
		{name: "controls and double spaces go", read: Read, in: "a\x00b  c\u00ad\u200bd\u00a0e", want: []string{"ab cd e"}},
		{name: "nothing", read: Read, in: "\n \n", want: nil},

		{name: "semicolons", read: ReadCSV, in: "Name;Wage\nKim;\"16 000; more\"\nLi;18000\n", want: []string{"Name\tWage", "Kim\t16 000; more", "Li\t18000"}, fields: []document.Field{{Name: "Delimiter", Value: "semicolon"}, {Name: "Column names", Value: "Name, Wage"}, {Name: "Columns", Value: "2"}, {Name: "Rows", Value: "3"}}},
		{name: "quotes over lines", read: ReadCSV, in: "a,\"one\ntwo \"\"x\"\"\",c\nd,,f\n", want: []string{"a\tone\ntwo \"x\"\tc", "d\t\tf"}, fields: []document.Field{{Name: "Delimiter", Value: "comma"}, {Name: "Column names", Value: "a, one\ntwo \"x\", c"}, {Name: "Columns", Value: "3"}, {Name: "Rows", Value: "2"}}},
		{name: "a quote never closed", read: ReadCSV, in: "1,\"x\n2,y\n3,z\n", want: []string{"1\t\"x", "2\ty", "3\tz"}, fields: []document.Field{{Name: "Delimiter", Value: "comma"}, {Name: "Columns", Value: "2"}, {Name: "Rows", Value: "3"}}},
		{name: "told delimiter and empty first cell", read: ReadCSV, in: "sep=|\n|b\na|\n", want: []string{"\tb", "a"}, fields: []document.Field{{Name: "Delimiter", Value: "bar, as the first line says"}, {Name: "Columns", Value: "2"}, {Name: "Rows", Value: "2"}}},

		{name: "markdown", read: ReadMarkdown, title: "The plant", in: "---\ntitle: The plant\ndate: 2018-08-02\ncity: Nevelsk\n---\n# Who *works* there\n\nForty men, says [the list](http://a.example/x_(1)) of **May**,\nand `a_b` snake_case 2 * 3.\n\n- one\n- [x] two\n  more\n\n1. first\n\n| Name | Wage |\n|------|-----:|\n| Kim  | 16   |\n\n```\ncode  here\n```\n![a photo](p.png) &amp; <b>bold</b> [sic]\n\nUnder\n=====\n", want: []string{
			"Who works there", "Forty men, says the list of May, and a_b snake_case 2 * 3.", "one", "two more", "1. first", "Name\tWage", "Kim\t16", "code here", "a photo & bold [sic]", "Under",
		}, fields: []document.Field{{Name: "city", Value: "Nevelsk"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, err := c.read(context.Background(), input(c.in))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, texts(d)); diff != "" {
				t.Errorf("passages, want-/got+:\n%s", diff)
			}
			if diff := cmp.Diff(c.fields, d.Meta); diff != "" {
				t.Errorf("meta, want-/got+:\n%s", diff)
			}
			if d.Title != c.title {
				t.Errorf("title %q, want %q", d.Title, c.title)
			}
		})
	}
}

func TestFormFeedsArePages(t *testing.T) {
	d, err := Read(context.Background(), input("first\fsecond\n\fthird"))
	if err != nil {
		t.Fatal(err)
	}
	want := []document.Passage{{Page: 1, Text: "first"}, {Page: 2, Text: "second"}, {Page: 3, Text: "third"}}
	if diff := cmp.Diff(want, d.Passages); diff != "" || d.Pages != 3 {
		t.Errorf("%d pages, want 3; want-/got+:\n%s", d.Pages, diff)
	}
}

// endless is a file of any size that costs nothing.
type endless struct{ line string }

func (e endless) ReadAt(p []byte, at int64) (int, error) {
	for i := range p {
		p[i] = e.line[(at+int64(i))%int64(len(e.line))]
	}
	return len(p), nil
}

func TestALargeFileIsReadUpToItsLimit(t *testing.T) {
	for _, line := range []string{"a line of text that says nothing new\n", "x", "\n", "строка ", "\"", "a,", "[](", "`", "<a", "* "} {
		for name, read := range map[string]document.Reader{"text": Read, "csv": ReadCSV, "markdown": ReadMarkdown} {
			in := document.Input{ReaderAt: endless{line}, Size: 2 << 30, Limits: document.Limits{Text: 1 << 18, Passages: 10_000}}
			ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
			start := time.Now()
			d, err := read(ctx, in)
			cancel()
			if err != nil {
				t.Errorf("%s of %q: %v", name, line, err)
				continue
			}
			size := 0
			for _, p := range d.Passages {
				size += len(p.Text)
			}
			if size > 1<<18 || len(d.Passages) > 10_000 || len(d.Notes) == 0 || !strings.Contains(strings.Join(d.Notes, " "), "larger than what is read") {
				t.Errorf("%s of %q: %d bytes in %d passages, notes %q", name, line, size, len(d.Passages), d.Notes)
			}
			if took := time.Since(start); took > 5*time.Second {
				t.Errorf("%s of %q took %v", name, line, took)
			}
		}
	}
}

func TestReadingStopsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for _, read := range []document.Reader{Read, ReadCSV, ReadMarkdown} {
		if _, err := read(ctx, input("text")); err == nil {
			t.Error("a reader read on after the end of its context")
		}
	}
}

func TestChosenCharsetHolds(t *testing.T) {
	in := input(string(encode(t, "koi8-r", "привет")))
	in.Charset = "KOI8-R"
	d, err := Read(context.Background(), in)
	if err != nil || len(d.Passages) != 1 || d.Passages[0].Text != "привет" || d.Charset != "koi8-r" || len(d.Notes) > 0 {
		t.Errorf("got %+v, %v", d, err)
	}
}

func TestLateLettersTellTheCharset(t *testing.T) {
	b := strings.Repeat("INSERT INTO t VALUES (1);\n", 20_000) + string(encode(t, "windows-1251", sentences["ru"]))
	d, err := Read(context.Background(), input(b))
	if err != nil || d.Charset != "windows-1251" || !strings.Contains(d.Passages[len(d.Passages)-1].Text, "соседней компании") {
		t.Errorf("charset %q, %v", d.Charset, err)
	}
}

func TestDay(t *testing.T) {
	for in, want := range map[string]string{
		"2018-08-02T23:10:00+09:00": "2018-08-02", "2018-08": "2018-08", "2018": "2018", "02.08.2018": "2018-08-02", "Thu, 02 Aug 2018 10:00:00 +0300": "2018-08-02",
		"2 August 2018": "2018-08-02", "2018:08:02 10:11:12": "2018-08-02", "2018-08-02T10:00:00.123+0300": "2018-08-02", "yesterday": "", "08/02/2018": "", "0000-00-00": "",
	} {
		if got, _ := Day(in); got != want {
			t.Errorf("Day(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{"", "one\n\ntwo", "a;b\n1;2", "# t\n- a [b](c) *d*\n", "---\na: b\n---\n|a|b|\n", "\xff\xfea\x00", "\x1b$)C\x0e01\x0f", "\x1b$B", "\"\n\"", "> > a\n>\n", "\f\f", sentences["ru"]} {
		f.Add([]byte(s))
	}
	for language, text := range sentences {
		f.Add(encode(f, encodingsOf[language][1], text))
	}
	l := document.Limits{Text: 5_000, Passages: 100}
	f.Fuzz(func(t *testing.T, b []byte) {
		for _, read := range []document.Reader{Read, ReadCSV, ReadMarkdown} {
			d, err := read(context.Background(), document.Input{ReaderAt: strings.NewReader(string(b)), Size: int64(len(b)), Limits: l})
			if err != nil {
				t.Fatal(err)
			}
			size := 0
			for _, p := range d.Passages {
				size += len(p.Text)
				if p.Text == "" || p.Text != strings.TrimRight(p.Text, " \n\t") || strings.ContainsAny(p.Text, "\x00\r\f") || strings.Contains(p.Text, "  ") {
					t.Errorf("a passage is not tidy: %q", p.Text)
				}
			}
			if size > l.Text || len(d.Passages) > l.Passages {
				t.Errorf("%d bytes in %d passages", size, len(d.Passages))
			}
		}
	})
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte("abc"), "utf-8")
	f.Add([]byte("\xef\xf0\xe8\xe2\xe5\xf2"), "")
	f.Add([]byte("\x1b$)C\x0eAB\x0f"), "iso-2022-kr")
	f.Add([]byte("~{<:Ky~}"), "hz")
	f.Fuzz(func(t *testing.T, b []byte, declared string) {
		text, charset, _ := Decode(b, declared)
		if _, ok := Charset(charset); !ok {
			t.Errorf("decoded as %q, which is not known", charset)
		}
		if tidy := Tidy(text); Tidy(tidy) != tidy {
			t.Errorf("Tidy is not done with %q", tidy)
		}
	})
}
