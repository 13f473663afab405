package plain

import (
	"slices"
	"strings"
	"unicode/utf8"

	"redthread/app/capture/document"
)

// longest is how many bytes a passage may have; what is longer is cut at a
// space, so that a citation names a place and a window can show it.
const longest = 16 << 10

// Writer puts passages into a document within its bounds.
type Writer struct {
	doc      *document.Document
	passages int
	text     int
	full     bool
}

// NewWriter gives a Writer into doc. A bound of nothing is the usual one.
func NewWriter(doc *document.Document, l document.Limits) *Writer {
	l = Bounds(l)
	return &Writer{doc: doc, passages: l.Passages - len(doc.Passages), text: l.Text}
}

// Bounds gives l with the usual bound wherever it has none.
func Bounds(l document.Limits) document.Limits {
	u := document.Usual()
	for _, p := range []struct {
		of *int
		or int
	}{{&l.Parts, u.Parts}, {&l.Pages, u.Pages}, {&l.Passages, u.Passages}, {&l.Text, u.Text}, {&l.Depth, u.Depth}} {
		if *p.of <= 0 {
			*p.of = p.or
		}
	}
	if l.Unpacked <= 0 {
		l.Unpacked = u.Unpacked
	}
	return l
}

// Add tidies a text and adds it as a passage, as several when it is long, as
// none when it is empty. It returns false once the document is full.
func (w *Writer) Add(page int, text string) bool {
	text = Tidy(text)
	for text != "" && !w.Full() {
		part := text
		if len(part) > longest {
			part = cut(text, longest)
		}
		text = strings.TrimLeft(text[len(part):], " \n\t")
		if len(part) > w.text {
			part = cut(part, w.text)
			w.full = true
		}
		w.text -= len(part)
		if part = strings.TrimRight(part, " \n\t"); part != "" {
			w.doc.Passages = append(w.doc.Passages, document.Passage{Page: page, Text: part})
			w.passages--
		}
	}
	return !w.Full()
}

// AddRow adds a table row of cells, parted by tabs; a row without a word is
// none. Empty cells keep their place.
func (w *Writer) AddRow(page int, cells []string) bool {
	row := make([]string, len(cells))
	size := 0
	for i, c := range cells {
		row[i] = Tidy(strings.ReplaceAll(c, "\t", " "))
		size += len(row[i])
	}
	text := strings.TrimRight(strings.Join(row, "\t"), "\t")
	if size == 0 || w.Full() {
		return !w.Full()
	}
	if len(text) > longest {
		return w.Add(page, text)
	}
	if len(text) > w.text {
		w.full = true
		return false
	}
	w.text -= len(text)
	w.passages--
	w.doc.Passages = append(w.doc.Passages, document.Passage{Page: page, Text: text})
	return !w.Full()
}

// Full says whether a bound is reached.
func (w *Writer) Full() bool { return w.full || w.passages <= 0 || w.text <= 0 }

// Left is how many bytes of text there is room for.
func (w *Writer) Left() int { return w.text }

// Note adds a sentence to the document's notes, once.
func (w *Writer) Note(sentence string) {
	if len(w.doc.Notes) < 100 && !slices.Contains(w.doc.Notes, sentence) {
		w.doc.Notes = append(w.doc.Notes, sentence)
	}
}

// Field adds what the file says of itself, tidied and cut to some size.
func (w *Writer) Field(name, value string) {
	if len(value) > longest {
		value = cut(value, longest)
	}
	value = Tidy(value)
	if value != "" && len(w.doc.Meta) < 500 {
		w.doc.Meta = append(w.doc.Meta, document.Field{Name: name, Value: value})
	}
}

// cut gives the beginning of a text, at most n bytes, whole words where it can.
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	if at := strings.LastIndexAny(s[:n], " \n\t"); at > n/2 {
		n = at
	}
	return s[:n]
}
