package pdftext

import (
	"bytes"
	"compress/zlib"
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"redthread/app/capture/document"
)

// builder writes small PDFs for the tests: objects in the order they are given,
// then a table of them.
type builder struct {
	objects []string
	trailer string
}

// add gives the number of a new object.
func (b *builder) add(body string) int {
	b.objects = append(b.objects, body)
	return len(b.objects)
}

func (b *builder) stream(entries, content string) int {
	return b.add(fmt.Sprintf("<<%s/Length %d>>\nstream\n%s\nendstream", entries, len(content), content))
}

func (b *builder) bytes() []byte {
	var out bytes.Buffer
	out.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	offsets := make([]int, len(b.objects))
	for i, o := range b.objects {
		offsets[i] = out.Len()
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	table := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(b.objects)+1)
	for _, o := range offsets {
		fmt.Fprintf(&out, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&out, "trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n", len(b.objects)+1, b.trailer, table)
	return out.Bytes()
}

const latin = "<</F1 <</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>>>"

// pages makes a PDF of pages from their contents; fonts is the font resource
// of all of them.
func pages(fonts string, contents ...string) *builder {
	b := &builder{}
	b.add("<</Type/Catalog/Pages 2 0 R>>")
	b.add("")
	kids := ""
	for _, c := range contents {
		s := b.stream("", c)
		p := b.add(fmt.Sprintf("<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font%s>>/Contents %d 0 R>>", fonts, s))
		kids += fmt.Sprintf("%d 0 R ", p)
	}
	b.objects[1] = fmt.Sprintf("<</Type/Pages/Count %d/Kids[%s]>>", len(contents), kids)
	return b
}

// at writes a line of 12 points at a place.
func at(x, y int, s string) string {
	return fmt.Sprintf("BT /F1 12 Tf 1 0 0 1 %d %d Tm (%s) Tj ET\n", x, y, s)
}

func deflate(s string) string {
	var out bytes.Buffer
	w := zlib.NewWriter(&out)
	_, _ = w.Write([]byte(s))
	_ = w.Close()
	return out.String()
}

func input(b []byte) document.Input {
	return document.Input{ReaderAt: bytes.NewReader(b), Size: int64(len(b)), Limits: document.Usual()}
}

func mustRead(t *testing.T, b []byte) document.Document {
	t.Helper()
	d, err := Read(t.Context(), input(b))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func passages(d document.Document) string {
	var all []string
	for _, p := range d.Passages {
		all = append(all, p.Text)
	}
	return strings.Join(all, "\n")
}

// readWithin fails the test when reading takes longer than a bomb may.
func readWithin(t *testing.T, b []byte, most time.Duration) (document.Document, error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 4*most)
	defer cancel()
	start := time.Now()
	d, err := Read(ctx, input(b))
	if took := time.Since(start); took > most {
		t.Errorf("reading took %v, more than %v", took, most)
	}
	return d, err
}
