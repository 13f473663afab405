package bounded

import (
	"bytes"
	"strings"
	"testing"

	"redthread/app/capture/document"
)

func TestWire(t *testing.T) {
	want := reply{Document: document.Document{Format: "text", Passages: []document.Passage{{Page: 3, Text: "<&>\u2028\t\"日本\""}}, Sections: []document.Section{{First: 0, Title: "x", Rest: true}}}, Tired: true}
	var b bytes.Buffer
	for range 2 {
		if err := send(&b, want); err != nil {
			t.Fatal(err)
		}
	}
	for range 2 {
		var got reply
		if err := receive(&b, &got); err != nil {
			t.Fatal(err)
		}
		if got.Document.Passages[0] != want.Document.Passages[0] || !got.Tired || got.Document.Sections[0] != want.Document.Sections[0] {
			t.Errorf("%+v arrived as %+v", want, got)
		}
	}
	if b.Len() != 0 {
		t.Errorf("%d bytes are left over", b.Len())
	}
}

// The most text that the limits allow fits into a message.
func TestTheLargestTextFits(t *testing.T) {
	l := document.Usual()
	if most := 2*l.Text + 32*l.Passages; most > largest {
		t.Errorf("a document may take %d bytes of %d", most, largest)
	}
	var a reply
	if err := receive(bytes.NewReader([]byte{0xff, 0xff, 0xff, 0xff, '{'}), &a); err == nil || !strings.Contains(err.Error(), "too long") {
		t.Errorf("a message that is too long gave %v", err)
	}
}

func FuzzReceive(f *testing.F) {
	for _, a := range []reply{{}, {Failed: failedLarge, Detail: "x"}, {Document: document.Document{Title: "t", Passages: []document.Passage{{Text: "p"}}}}} {
		var b bytes.Buffer
		if err := send(&b, a); err != nil {
			f.Fatal(err)
		}
		f.Add(b.Bytes())
	}
	f.Add([]byte{0xff, 0xff, 0xff, 0xff})
	f.Add([]byte{0, 0, 0, 2, '{'})
	f.Fuzz(func(t *testing.T, b []byte) {
		var a reply
		in := bytes.NewReader(b)
		if err := receive(in, &a); err == nil && len(b)-in.Len() < 4 {
			t.Error("an answer came out of nothing")
		}
	})
}
