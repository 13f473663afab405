package extract

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"redthread/app/capture/document"
)

func input(name, text string) document.Input {
	return document.Input{ReaderAt: strings.NewReader(text), Size: int64(len(text)), Name: name, Limits: document.Usual()}
}

// zipped makes a container: names and texts by turns, stored.
func zipped(t testing.TB, parts ...string) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		f, err := w.CreateHeader(&zip.FileHeader{Name: parts[i], Method: zip.Store})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(parts[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

const odtBody = `<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text><text:p>An open text.</text:p></office:text></office:body></office:document-content>`

func odt(t testing.TB) string {
	return zipped(t, "mimetype", "application/vnd.oasis.opendocument.text", "content.xml", odtBody)
}

func TestDetect(t *testing.T) {
	for _, tt := range []struct{ name, bytes, format string }{
		{"a.txt", "%PDF-1.7\n", "pdf"},
		{"a", "junk before\n%PDF-1.4\n", "pdf"},
		{"a.doc", `{\rtf1 text}`, "rtf"},
		{"photo.txt", "\xff\xd8\xff\xe0....", "picture"},
		{"a.png", "\x89PNG\r\n\x1a\n", "picture"},
		{"letter.zip", odt(t), "odt"},
		{"some.docx", zipped(t, "readme.txt", "hello"), "zip"},
		{"a.bin", "\x1f\x8b\x08\x00", "archive"},
		{"page", "  <!DOCTYPE html><html>", "html"},
		{"page.html", "no tags at all", "html"},
		{"feed.xml", "<?xml version='1.0'?><html xmlns='x'>", "html"},
		{"m", "From: a@example.org\nTo: b@example.org\nSubject: x\n\nbody", "mail"},
		{"m.eml", "X-Odd: 1\n\nbody", "mail"},
		{"box", "From a@example.org Thu Jan  1 00:00:00 2015\nSubject: x\n\n", "mbox"},
		{"t.csv", "a,b\n1,2\n", "csv"},
		{"t.MD", "# Title\n", "markdown"},
		{"t", "Date: the day was cold.\nTo be sure: it was.\n", "text"},
		{"t", "Dear all,\nFrom: here on it is simple.\n", "text"},
		{"t.txt", "\xff\xfeA\x00B\x00", "text"},
		{"t", "A\x00B\x00C\x00D\x00E\x00F\x00", "text"},
		{"t", "\xcf\xf0\xe8\xe2\xe5\xf2", "text"},
		{"x", "\x00\x01\x02\x03\x04\x05\x06", "unknown"},
		{"x.exe", "\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00", "unknown"},
		{"", "", "text"},
	} {
		if got, media := Detect(input(tt.name, tt.bytes)); got != tt.format || media == "" && tt.format != "picture" {
			t.Errorf("%q named %s is %s (%s), want %s", tt.bytes[:min(20, len(tt.bytes))], tt.name, got, media, tt.format)
		}
	}
}

func TestRead(t *testing.T) {
	for _, tt := range []struct{ name, bytes, want string }{
		{"a.odt", odt(t), "An open text."},
		{"a.rtf", `{\rtf1 Rich text.}`, "Rich text."},
		{"a.html", "<html><body><p>A page.</p></body></html>", "A page."},
		{"a.csv", "a,b\n1,2\n", "1\t2"},
		{"a.txt", "Plain.", "Plain."},
		{"a.eml", "From: a@example.org\nSubject: s\n\nMailed.", "Mailed."},
	} {
		doc, err := Read(t.Context(), input(tt.name, tt.bytes))
		if err != nil || doc.Format == "" {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		var all []string
		for _, p := range doc.Passages {
			all = append(all, p.Text)
		}
		if !strings.Contains(strings.Join(all, "\n"), tt.want) {
			t.Errorf("%s holds %q", tt.name, all)
		}
	}
}

func TestWhatIsNotReadSaysWhy(t *testing.T) {
	for name, text := range map[string]string{"a.zip": zipped(t, "a", "b"), "a.bin": "\x00\x01\x02\x03", "a.mp3": "ID3\x03\x00", "empty.pdf": "", "a.gz": "\x1f\x8b\x08"} {
		doc, err := Read(t.Context(), input(name, text))
		if err != nil || len(doc.Passages) != 0 || len(doc.Notes) != 1 || !strings.HasSuffix(doc.Notes[0], ".") {
			t.Errorf("%s: %q, %v", name, doc.Notes, err)
		}
	}
}

// A mail in a mail in a mail is read so deep and no deeper.
func TestNestingEnds(t *testing.T) {
	text := "From: a@example.org\nSubject: innermost\n\nThe innermost words."
	for i := range 60 {
		text = fmt.Sprintf("From: a@example.org\nSubject: level %d\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b%d\n\n--b%d\nContent-Type: message/rfc822\n\n%s\n--b%d--\n", i, i, i, text, i)
	}
	doc, err := Read(t.Context(), input("deep.eml", text))
	if err != nil {
		t.Fatal(err)
	}
	if len(doc.Sections) > 64 {
		t.Errorf("%d sections", len(doc.Sections))
	}
}

func TestReadStopsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	doc, err := Read(ctx, input("long.txt", strings.Repeat("A sentence of the text.\n\n", 200_000)))
	if err == nil && len(doc.Passages) == 200_000 {
		t.Error("all of it was read after the context ended")
	}
}

// FuzzRead reads whatever bytes under whatever name: nothing may panic, and what
// comes out is within the limits and is text.
func FuzzRead(f *testing.F) {
	for _, seed := range [][2]string{
		{"a.odt", odt(f)},
		{"a.docx", zipped(f, "[Content_Types].xml", `<Types/>`, "word/document.xml", `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>x</w:t></w:r></w:p></w:body></w:document>`)},
		{"a.pdf", "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj 3 0 obj<</Type/Page/Contents 4 0 R>>endobj 4 0 obj<</Length 20>>stream\nBT (x) Tj ET\nendstream endobj trailer<</Root 1 0 R>>"},
		{"a.rtf", `{\rtf1\ansi\u1055?{\b x}}`},
		{"a.html", "<html><head><title>t</title></head><body><table><tr><td>x</table></body>"},
		{"a.eml", "From: a@example.org\nSubject: =?utf-8?B?0J8=?=\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html\n\n<p>x\n--b\nContent-Disposition: attachment; filename=a.csv\n\na,b\n--b--"},
		{"a.csv", "a;b\n\"1\n2\";3"},
		{"a.md", "# x\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"},
		{"a.txt", "\xcf\xf0\xe8\xe2\xe5\xf2"},
		{"a.jpg", "\xff\xd8\xff\xe1\x00\x10Exif\x00\x00II*\x00\x08\x00\x00\x00"},
		{"a.mht", "Content-Type: multipart/related; boundary=b\nSnapshot-Content-Location: x\n\n--b\nContent-Type: text/html\n\n<p>x\n--b--"},
		{"a", "From x\nSubject: y\n\nz\n"},
		{"a.tif", "MM\x00*\x00\x00\x00\x08\x00\x01"},
		{"a.webp", "RIFF\x00\x00\x00\x00WEBPVP8X"},
		{"a.doc", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"},
	} {
		f.Add(seed[0], []byte(seed[1]))
	}
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		limits := document.Limits{Unpacked: 1 << 20, Parts: 50, Pages: 20, Passages: 500, Text: 1 << 16, Depth: 6}
		doc, err := Read(t.Context(), document.Input{ReaderAt: bytes.NewReader(data), Size: int64(len(data)), Name: name, Limits: limits})
		if err != nil && doc.Format != "" && !errors.Is(err, document.ErrDamaged) && !errors.Is(err, document.ErrLocked) &&
			!errors.Is(err, document.ErrUnknown) && !errors.Is(err, document.ErrTooLarge) && !errors.Is(err, context.Canceled) {
			t.Errorf("an error that gives no reason: %v", err)
		}
		if len(doc.Passages) > limits.Passages {
			t.Errorf("%d passages", len(doc.Passages))
		}
		total := 0
		for _, p := range doc.Passages {
			total += len(p.Text)
			if !utf8.ValidString(p.Text) || strings.ContainsRune(p.Text, 0) {
				t.Errorf("a passage is not text: %q", p.Text)
			}
		}
		if total > limits.Text+1<<12 {
			t.Errorf("%d bytes of text", total)
		}
		for _, s := range doc.Sections {
			if s.First < 0 || s.First > len(doc.Passages) {
				t.Errorf("a section begins at %d of %d", s.First, len(doc.Passages))
			}
		}
	})
}
