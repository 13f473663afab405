package mail

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"redthread/app/capture/document"
	"redthread/app/capture/mail/parts"
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

func has(d document.Document, name, value string) bool {
	for _, f := range d.Meta {
		if f.Name == name && strings.Contains(f.Value, value) {
			return true
		}
	}
	return false
}

// in writes a text in a charset.
func in(t testing.TB, charset, text string) string {
	t.Helper()
	e, ok := plain.Charset(charset)
	if !ok {
		t.Fatalf("there is no charset %q", charset)
	}
	b, err := e.NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func b64(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }

const head = "From: \"A. Ivanov\" <ivanov@ryba.example>\r\nTo: kim@plant.example\r\nDate: Thu, 02 Aug 2018 23:10:00 +1100\r\nSubject: The list\r\nMessage-ID: <1@ryba.example>\r\n" +
	"Received: from a by b; Thu, 2 Aug 2018\r\nReceived: from c\r\n\tby a; Thu, 2 Aug 2018\r\nDKIM-Signature: v=1; a=rsa-sha256; d=ryba.example; b=xx\r\nMIME-Version: 1.0\r\n"

func TestAPlainMail(t *testing.T) {
	d := mustRead(t, head+"Content-Type: text/plain; charset=utf-8\r\n\r\nHere is the list.\r\n\r\n> Where is the list?\r\n")
	want := []string{"From: \"A. Ivanov\" <ivanov@ryba.example>\nTo: kim@plant.example\nDate: Thu, 02 Aug 2018 23:10:00 +1100\nSubject: The list", "Here is the list.", "> Where is the list?"}
	if diff := cmp.Diff(want, texts(d)); diff != "" {
		t.Errorf("want-/got+:\n%s", diff)
	}
	if d.Title != "The list" || d.Published != "2018-08-02" || !strings.Contains(d.Author, "ivanov@ryba.example") || d.Kind != "document" || d.Format != "mail" {
		t.Errorf("got %+v", d)
	}
	for name, value := range map[string]string{"Received": "from c by a", "Message-ID": "<1@ryba.example>", "Signed for the domain (DKIM, not checked)": "ryba.example"} {
		if !has(d, name, value) {
			t.Errorf("Meta has no %s %q: %v", name, value, d.Meta)
		}
	}
}

func TestCharsets(t *testing.T) {
	const korean, russian = "선원 명단을 보냅니다", "Список рабочих"
	name := in(t, "cp949", korean)
	for _, c := range []struct{ name, in, subject, body string }{
		{"ks_c_5601 in words and text", "From: a@b\r\nSubject: =?ks_c_5601-1987?B?" + b64(name) + "?=\r\nContent-Type: text/plain; charset=ks_c_5601-1987\r\nContent-Transfer-Encoding: base64\r\n\r\n" + b64(name), korean, korean},
		{"a character cut between two words", "From: a@b\r\nSubject: =?cp949?B?" + b64(name[:5]) + "?=\r\n =?cp949?B?" + b64(name[5:]) + "?=\r\nContent-Type: text/plain; charset=cp949\r\n\r\n" + name, korean, korean},
		{"letters that are not encoded", "From: a@b\r\nSubject: " + in(t, "koi8-r", russian) + "\r\nContent-Type: text/plain; charset=koi8-r\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + in(t, "koi8-r", russian), russian, russian},
		{"quoted words", "From: a@b\r\nSubject: Re: =?windows-1251?Q?" + strings.ReplaceAll(quoted(in(t, "windows-1251", russian)), " ", "_") + "?= (2)\r\nContent-Type: text/plain; charset=win-1251\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" + quoted(in(t, "windows-1251", russian)), "Re: " + russian + " (2)", russian},
		{"nothing declared", "From: a@b\r\nSubject: x\r\n\r\n" + in(t, "windows-1251", russian), "x", russian},
		{"junk in base64", "From: a@b\r\nSubject: x\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n!" + b64("Hello")[:3] + "\r\n *" + b64("Hello")[3:] + "\r\n(list footer)", "x", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := mustRead(t, c.in)
			if d.Title != c.subject {
				t.Errorf("the subject is %q, want %q", d.Title, c.subject)
			}
			if all := texts(d); c.body != "" && all[len(all)-1] != c.body {
				t.Errorf("the text is %q, want %q", all, c.body)
			} else if c.body == "" && !strings.Contains(strings.Join(all, " "), "Hello") {
				t.Errorf("the text is %q", all)
			}
		})
	}
}

func quoted(s string) string {
	var b strings.Builder
	for i := range len(s) {
		if s[i] >= 0x80 || s[i] == '=' {
			fmt.Fprintf(&b, "=%02X", s[i])
		} else {
			b.WriteByte(s[i])
		}
	}
	return b.String()
}

func TestFileNames(t *testing.T) {
	for raw, want := range map[string]string{
		`attachment; filename="list.pdf"`:                                           "list.pdf",
		`attachment; filename="=?cp949?B?` + b64(in(t, "cp949", "명단.pdf")) + `?="`:  "명단.pdf",
		`attachment; filename*=utf-8''%D1%81%D0%BF.pdf; filename="sp.pdf"`:          "сп.pdf",
		`attachment; filename*0*=koi8-r'ru'%D3; filename*1*=%D0; filename*2=".pdf"`: "сп.pdf",
		`attachment; filename=` + in(t, "windows-1251", "список рабочих.doc"):       "список рабочих.doc",
		`attachment; filename="a \"b\" c.txt"; size=3`:                              `a "b" c.txt`,
		`attachment; filename="=?utf-8?Q?=D1=81?=`:                                  "с",
	} {
		if _, params := parts.Params(raw); params["filename"] != want {
			t.Errorf("the name in %q is %q, want %q", raw, params["filename"], want)
		}
	}
}

const mixed = head + "Content-Type: multipart/mixed; boundary=\"m\"\r\n\r\nnot shown\r\n--m\r\nContent-Type: multipart/alternative; boundary=m1\r\n\r\n" +
	"--m1\r\nContent-Type: text/plain\r\n\r\nThe list is attached.\r\n--m1\r\nContent-Type: text/html\r\n\r\n<p>The <b>list</b> is attached.</p>\r\n--m1--\r\n" +
	"--m\r\nContent-Type: text/csv; name=list.csv\r\nContent-Disposition: attachment; filename=list.csv\r\n\r\nKim;16000\r\n" +
	"--m\r\nContent-Type: image/png\r\nContent-ID: <1>\r\n\r\nxx\r\n" +
	"--m\r\nContent-Type: message/rfc822\r\n\r\nFrom: c@d\r\nSubject: Inner\r\n\r\nInner words\r\n" +
	"--m\r\nContent-Type: application/ms-tnef; name=winmail.dat\r\n\r\nxx\r\n--m--\r\n"

func TestAttachments(t *testing.T) {
	i := input(mixed)
	i.Nested = func(_ context.Context, in document.Input) (document.Document, error) {
		b, err := io.ReadAll(io.NewSectionReader(in, 0, in.Size))
		if in.Name != "list.csv" {
			return document.Document{}, fmt.Errorf("looking: %w", document.ErrUnknown)
		}
		return document.Document{Passages: []document.Passage{{Page: 1, Text: strings.ReplaceAll(string(b), ";", "\t")}}, Sections: []document.Section{{Title: "Sheet"}}}, err
	}
	d, err := Read(context.Background(), i)
	if err != nil {
		t.Fatal(err)
	}
	all := texts(d)[1:]
	want := []string{"The list is attached.", "Attachment: list.csv (text/csv, 9 bytes)", "Kim\t16000", "Attachment: unnamed (image/png, 2 bytes)", "Attachment: forwarded mail (message/rfc822, 40 bytes)", "From: c@d\nSubject: Inner", "Inner words", "Attachment: winmail.dat (application/ms-tnef, 2 bytes)"}
	if diff := cmp.Diff(want, all); diff != "" {
		t.Errorf("want-/got+:\n%s", diff)
	}
	sections := []document.Section{{First: 2, Title: "list.csv"}, {First: 3, Title: "list.csv: Sheet"}, {First: 4, Title: "unnamed"}, {First: 5, Title: "forwarded mail"}, {First: 8, Title: "winmail.dat"}}
	if diff := cmp.Diff(sections, d.Sections); diff != "" {
		t.Errorf("sections, want-/got+:\n%s", diff)
	}
	if notes := strings.Join(d.Notes, " "); !strings.Contains(notes, "TNEF") || !strings.Contains(notes, document.ErrUnknown.Error()) {
		t.Errorf("notes %q", d.Notes)
	}
}

func TestOddMails(t *testing.T) {
	for _, c := range []struct{ name, in, text, note string }{
		{"a page alone", "From: a@b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>words</p>", "words", ""},
		{"a plain part that only points to the page", "From: a@b\r\nContent-Type: multipart/alternative; boundary=x\r\n\r\n--x\r\n\r\nSee the page.\r\n--x\r\nContent-Type: text/html\r\n\r\n<p>" + strings.Repeat("real words ", 300) + "</p>\r\n--x--", "real words", ""},
		{"encrypted", "From: a@b\r\nContent-Type: multipart/encrypted; boundary=x\r\n\r\n--x\r\nContent-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n--x--", "", "encrypted"},
		{"encrypted by S/MIME", "From: a@b\r\nContent-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\r\n\r\nxx", "smime.p7m", "encrypted"},
		{"signed", "From: a@b\r\nContent-Type: multipart/signed; boundary=x\r\n\r\n--x\r\n\r\nwords\r\n--x\r\nContent-Type: application/pgp-signature\r\n\r\nxx\r\n--x--", "words", "signed"},
		{"a header line that is none", "From somebody Thu Aug 2 10:00:00 2018\r\nFrom: a@b\r\nthis is no field\r\nSubject: x\r\n\r\nwords", "words", ""},
		{"no empty line after the header", "From: a@b\r\nSubject: x\r\nwords that are no field\r\nmore words", "words that are no field\nmore words", ""},
		{"a digest", "From: a@b\r\nContent-Type: multipart/digest; boundary=x\r\n\r\n--x\r\n\r\nFrom: c@d\r\nSubject: Inner\r\n\r\nwords\r\n--x--", "From: c@d\nSubject: Inner\nwords", ""},
		{"no boundary is named", "From: a@b\r\nContent-Type: multipart/mixed\r\n\r\n--abcdef\r\n\r\nwords\r\n--abcdef--", "words", ""},
		{"the end is cut off", "From: a@b\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\nwords and mo", "words and mo", ""},
		{"a file within the text", "From: a@b\r\n\r\nwords\r\nbegin 644 a.txt\r\n#86)C\r\n`\r\nend\r\nmore", "Attachment: a.txt (application/octet-stream, 3 bytes)", ""},
		{"flowed text", "From: a@b\r\nContent-Type: text/plain; format=flowed\r\n\r\none \r\ntwo\r\nthree", "one two\nthree", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := mustRead(t, c.in)
			if !strings.Contains(strings.Join(texts(d), "\n"), c.text) || !strings.Contains(strings.Join(d.Notes, " "), c.note) {
				t.Errorf("text %q, notes %q", texts(d), d.Notes)
			}
		})
	}
	if _, err := Read(context.Background(), input("no mail at all")); !errors.Is(err, document.ErrDamaged) {
		t.Errorf("a file that is no mail gives %v", err)
	}
}

func TestMailbox(t *testing.T) {
	box := "From a@b Thu Aug  2 10:00:00 2018\nFrom: a@b\nSubject: One\n\nfirst\n>From the harbour\n\nFrom c@d Fri Aug  3 10:00:00 2018\nFrom: c@d\nSubject: Two\n\nFrom here on, words\n"
	in := input(box)
	in.Name = "inbox"
	d, err := ReadMbox(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"From: a@b\nSubject: One", "first\nFrom the harbour", "From: c@d\nSubject: Two", "From here on, words"}
	if diff := cmp.Diff(want, texts(d)); diff != "" {
		t.Errorf("want-/got+:\n%s", diff)
	}
	if diff := cmp.Diff([]document.Section{{First: 0, Title: "One"}, {First: 2, Title: "Two"}}, d.Sections); diff != "" || d.Title != "inbox" {
		t.Errorf("title %q, sections, want-/got+:\n%s", d.Title, diff)
	}
}

func TestMailsMadeToHurt(t *testing.T) {
	nested := "From: a@b\r\n"
	for i := range 300 {
		nested += fmt.Sprintf("Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n", i, i)
	}
	forwarded := strings.Repeat("From: a@b\r\nContent-Type: message/rfc822\r\n\r\n", 2_000)
	for name, b := range map[string]string{
		"multipart in multipart": nested + "\r\nwords",
		"one boundary for all":   "From: a@b\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n" + strings.Repeat("--x\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n", 20_000),
		"many parts":             "From: a@b\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n" + strings.Repeat("--x\r\n\r\nw\r\n", 200_000),
		"mail in mail":           forwarded,
		"many fields":            strings.Repeat("X-A: b\r\n", 300_000) + "\r\nwords",
		"a long field":           "From: a@b\r\nSubject: " + strings.Repeat(" =?utf-8?B?0Y8=?=\r\n", 100_000) + "\r\nwords",
		"open words":             "From: a@b\r\nSubject: " + strings.Repeat("=?", 30_000) + "\r\n\r\nwords",
		"parameters":             "From: a@b\r\nContent-Type: text/plain" + strings.Repeat("; a*1=b", 10_000) + "\r\n\r\nwords",
		"base64 without an end":  "From: a@b\r\nContent-Transfer-Encoding: base64\r\n\r\n" + strings.Repeat("=", 4_000_000),
		"quoted marks":           "From: a@b\r\n\r\n" + strings.Repeat(">", 1_000_000),
		"mailbox lines":          strings.Repeat("From a b c d 1:1\n", 200_000),
	} {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			in := input(b)
			_, err := Read(context.Background(), in)
			_, errBox := ReadMbox(context.Background(), in)
			if took := time.Since(start); took > 20*time.Second {
				t.Errorf("it took %v (%v, %v)", took, err, errBox)
			} else {
				t.Log(took)
			}
		})
	}
}

func TestReadingStopsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Read(ctx, input(mixed)); err == nil {
		t.Error("Read read on after the end of its context")
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{
		mixed, head + "\r\nwords", "From: =?utf-8?Q?=D1?= =?utf-8?Q?=81?=\n\n.", "From a b c d 1:1\nFrom: x\n\ny\nFrom a b c d 1:1\nFrom: z\n\n>From", "A: b\nContent-Type: multipart/x; boundary*0=a; boundary*1*=%41\n\n--aA\n\n--aA--",
		"A: b\n\nbegin 644 x\n#86)C\n`\nend\n", "A: b\nContent-Transfer-Encoding: base64\n\n===", "A: b\nContent-Type: text/plain; format=flowed\n\n> a \n> b",
	} {
		f.Add([]byte(s))
	}
	l := document.Limits{Text: 5_000, Passages: 100, Depth: 5, Parts: 50}
	f.Fuzz(func(t *testing.T, b []byte) {
		in := document.Input{ReaderAt: strings.NewReader(string(b)), Size: int64(len(b)), Limits: l}
		for _, read := range []document.Reader{Read, ReadMbox} {
			d, err := read(context.Background(), in)
			if err != nil && !errors.Is(err, document.ErrDamaged) {
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
		}
	})
}
