package graphfile

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Write writes a graph as graphml, gexf or dot. Tables are two files: see
// [WriteNodes] and [WriteEdges].
func Write(out io.Writer, g *Graph, format string) error {
	w := &writer{b: bufio.NewWriterSize(out, 1<<16)}
	switch strings.ToLower(strings.TrimPrefix(format, ".")) {
	case "graphml":
		w.graphML(g)
	case "gexf":
		w.gexf(g)
	case "dot", "gv":
		w.dot(g)
	default:
		return fmt.Errorf("graphs are written as graphml, gexf, dot or csv, not as %q", format)
	}
	return w.b.Flush()
}

// writer writes pieces; errors are kept by the buffer until it is flushed.
type writer struct {
	b     *bufio.Writer
	spare []byte
}

func (w *writer) put(parts ...string) {
	for _, p := range parts {
		_, _ = w.b.WriteString(p) // Flush gives the error
	}
}

// attribute writes name="text" with a blank before it.
func (w *writer) attribute(name, text string) {
	w.put(" ", name, `="`)
	w.escape(text)
	w.put(`"`)
}

func (w *writer) number(name string, f float64) {
	w.put(" ", name, `="`, decimal(f), `"`)
}

// escape writes text so that a reader of XML gives back the same. Characters that
// XML cannot hold become a replacement character.
func (w *writer) escape(s string) {
	last := 0
	for i := 0; i < len(s); {
		c := s[i]
		width := 1
		var as string
		switch {
		case c == '&':
			as = "&amp;"
		case c == '<':
			as = "&lt;"
		case c == '>':
			as = "&gt;"
		case c == '"':
			as = "&quot;"
		case c == '\n':
			as = "&#10;"
		case c == '\t':
			as = "&#9;"
		case c == '\r':
			as = "&#13;"
		case c < 0x20:
			as = "\uFFFD"
		case c < utf8.RuneSelf:
			i++
			continue
		default:
			r, n := utf8.DecodeRuneInString(s[i:])
			width = n
			if r != utf8.RuneError && r != 0xFFFE && r != 0xFFFF {
				i += n
				continue
			}
			as = "\uFFFD"
		}
		w.put(s[last:i], as)
		i += width
		last = i
	}
	w.put(s[last:])
}

// decimal writes a number so that it reads back as the same.
func decimal(f float64) string { return strconv.FormatFloat(f, 'g', -1, 64) }

func (w *writer) decimal(f float64) {
	w.spare = strconv.AppendFloat(w.spare[:0], f, 'g', -1, 64)
	_, _ = w.b.Write(w.spare) // Flush gives the error
}

func (w *writer) whole(n int) {
	w.spare = strconv.AppendInt(w.spare[:0], int64(n), 10)
	_, _ = w.b.Write(w.spare) // Flush gives the error
}
