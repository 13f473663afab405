package graphfile

import (
	"bufio"
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Read reads a GraphML or GEXF file; which of the two, its first element says.
func Read(ctx context.Context, in io.Reader) (*Graph, error) {
	r := &reader{ctx: ctx, g: &Graph{}, at: map[string]int32{}, in: &bounded{r: in, left: mostBytes, token: mostToken}}
	b := bufio.NewReaderSize(r.in, 1<<16)
	if mark, _ := b.Peek(3); bytes.Equal(mark, []byte("\xef\xbb\xbf")) {
		_, _ = b.Discard(3) // it was just peeked at
	}
	r.d = xml.NewDecoder(b)
	r.d.CharsetReader = func(charset string, in io.Reader) (io.Reader, error) {
		if strings.EqualFold(charset, "us-ascii") {
			return in, nil
		}
		return nil, refuse("its letters are in %q; save it as UTF-8 and read it again", charset)
	}
	if err := r.whole(); err != nil {
		return nil, err
	}
	return r.g, nil
}

// bounded ends a file that is larger than any graph we take, or one piece of it
// that would fill the memory.
type bounded struct {
	r     io.Reader
	left  int64
	token int64 // what may still be read for the piece at hand
}

func (b *bounded) Read(p []byte) (int, error) {
	switch {
	case b.left <= 0:
		return 0, refuse("it is larger than two gigabytes")
	case b.token <= 0:
		return 0, refuse("one piece of it is longer than eight million bytes")
	}
	n, err := b.r.Read(p[:min(int64(len(p)), b.left)])
	b.left -= int64(n)
	b.token -= int64(n)
	return n, err
}

// reader goes through a file once.
type reader struct {
	ctx   context.Context
	d     *xml.Decoder
	in    *bounded
	g     *Graph
	at    map[string]int32 // nodes by their ids
	later []pending
	depth int
	count int
	held  int
	names map[string]string // short texts met before, so that a million "Company" are one
}

// pending is an end of an edge whose node had not been met yet.
type pending struct {
	edge   int
	target bool
	id     string
}

var errEnd = errors.New("the element ended")

// next gives the next start of an element, the text before it gathered in text;
// at the end of the element around it, errEnd.
func (r *reader) next(text *strings.Builder) (xml.StartElement, error) {
	for {
		if r.count++; r.count&4095 == 0 && r.ctx.Err() != nil {
			return xml.StartElement{}, r.ctx.Err()
		}
		r.in.token = mostToken
		t, err := r.d.RawToken()
		if err != nil {
			return xml.StartElement{}, r.broken(err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			if r.depth++; r.depth > mostDepth {
				return xml.StartElement{}, refuse("its elements are nested more than %d deep", mostDepth)
			}
			return t, nil
		case xml.EndElement:
			r.depth--
			return xml.StartElement{}, errEnd
		case xml.CharData:
			if text != nil {
				if text.Len()+len(t) > mostText {
					return xml.StartElement{}, refuse("one of its values is longer than a million bytes")
				}
				text.Write(t)
			}
		case xml.Directive:
			if bytes.Contains(t, []byte("ENTITY")) {
				return xml.StartElement{}, refuse("it defines entities of its own")
			}
		}
	}
}

// broken words an error of the parser.
func (r *reader) broken(err error) error {
	var syntax *xml.SyntaxError
	switch {
	case errors.Is(err, ErrFile), r.ctx.Err() != nil:
		return err
	case errors.As(err, &syntax):
		return refuse("it is not well-formed in line %d (%s)", syntax.Line, syntax.Msg)
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return refuse("it ends in the middle")
	}
	return err
}

// skip passes over the rest of an element.
func (r *reader) skip() error {
	for open := 1; open > 0; {
		_, err := r.next(nil)
		switch {
		case err == errEnd:
			open--
		case err != nil:
			return err
		default:
			open++
		}
	}
	return nil
}

// text reads an element that holds text alone; elements inside are passed over, and
// plain tells whether there were none.
func (r *reader) text() (s string, plain bool, err error) {
	var b strings.Builder
	plain = true
	for {
		_, err := r.next(&b)
		if err == errEnd {
			s := b.String()
			if err := r.hold(len(s)); err != nil {
				return "", false, err
			}
			return r.one(s), plain, nil
		}
		if err != nil {
			return "", false, err
		}
		plain = false
		if err := r.skip(); err != nil {
			return "", false, err
		}
	}
}

// hold counts what is kept in memory.
func (r *reader) hold(n int) error {
	if r.held += n; r.held > mostHeld {
		return refuse("its texts together are longer than a thousand million bytes")
	}
	return nil
}

// one gives short texts that come again and again once.
func (r *reader) one(s string) string {
	if len(s) > 40 || s == "" {
		return s
	}
	if r.names == nil {
		r.names = map[string]string{}
	}
	if k, ok := r.names[s]; ok {
		return k
	}
	if len(r.names) < 1<<16 {
		r.names[s] = s
	}
	return s
}

// whole reads the file from its first element to its end.
func (r *reader) whole() error {
	e, err := r.next(nil)
	if err != nil {
		if err == errEnd {
			return refuse("it is not well-formed")
		}
		return err
	}
	switch e.Name.Local {
	case "graphml":
		err = r.graphML()
	case "gexf":
		err = r.gexf()
	default:
		return refuse("it begins with <%s>, not with <graphml> or <gexf>", short(e.Name.Local))
	}
	if err != nil {
		return err
	}
	for _, p := range r.later {
		n, ok := r.at[p.id]
		if !ok {
			return refuse("an edge ends at the node %q, which is not in it", short(p.id))
		}
		if p.target {
			r.g.Edges[p.edge].To = n
		} else {
			r.g.Edges[p.edge].From = n
		}
	}
	r.fill()
	return nil
}

// fill gives every row the same number of cells.
func (r *reader) fill() {
	for i := range r.g.Nodes {
		r.g.Nodes[i].Values = filled(r.g.Nodes[i].Values, len(r.g.NodeColumns))
	}
	for i := range r.g.Edges {
		r.g.Edges[i].Values = filled(r.g.Edges[i].Values, len(r.g.EdgeColumns))
	}
}

func filled(all []Value, n int) []Value {
	for len(all) < n {
		all = append(all, Value{})
	}
	return all
}

// children reads the elements inside one; each does one and leaves its end behind it.
func (r *reader) children(each func(e *xml.StartElement) error) error {
	for {
		e, err := r.next(nil)
		if err == errEnd {
			return nil
		}
		if err != nil {
			return err
		}
		if err := each(&e); err != nil {
			return err
		}
	}
}

func attribute(e *xml.StartElement, name string) string {
	for i := range e.Attr {
		if e.Attr[i].Name.Local == name {
			return e.Attr[i].Value
		}
	}
	return ""
}

func (r *reader) addNode(n Node) error {
	if n.ID == "" {
		return refuse("one of its nodes has no id")
	}
	if _, twice := r.at[n.ID]; twice {
		return refuse("the node %q is in it twice", short(n.ID))
	}
	if len(r.g.Nodes) == mostNodes {
		return refuse("it has more than %d nodes", mostNodes)
	}
	if err := r.hold(2*len(n.ID) + len(n.Label) + 96); err != nil {
		return err
	}
	r.at[n.ID] = int32(len(r.g.Nodes))
	r.g.Nodes = append(r.g.Nodes, n)
	return nil
}

func (r *reader) addEdge(e Edge, from, to string) error {
	if len(r.g.Edges) == mostEdges {
		return refuse("it has more than %d edges", mostEdges)
	}
	if err := r.hold(len(e.ID) + len(e.Label) + 96); err != nil {
		return err
	}
	var ok bool
	if e.From, ok = r.at[from]; !ok {
		r.later = append(r.later, pending{len(r.g.Edges), false, from})
	}
	if e.To, ok = r.at[to]; !ok {
		r.later = append(r.later, pending{len(r.g.Edges), true, to})
	}
	r.g.Edges = append(r.g.Edges, e)
	return nil
}

func (r *reader) note(s string) {
	for _, n := range r.g.Notes {
		if n == s {
			return
		}
	}
	if len(r.g.Notes) < mostNotes {
		r.g.Notes = append(r.g.Notes, s)
	}
}

// put sets a cell, the row grown as far as needed.
func (r *reader) put(all []Value, column int, text string) ([]Value, error) {
	if column >= len(all) {
		if err := r.hold(24 * (column + 1 - len(all))); err != nil {
			return nil, err
		}
		all = filled(all, column+1)
	}
	all[column] = Text(text)
	return all, nil
}

// short cuts a text for an error.
func short(s string) string {
	const most = 40
	if len(s) <= most {
		return s
	}
	cut := most
	for cut > 0 && !utf8.RuneStart(s[cut]) {
		cut--
	}
	return s[:cut] + "…"
}

// real reads a finite number.
func real(s string) (float64, bool) {
	f, err := strconv.ParseFloat(strings.TrimSpace(s), 64)
	return f, err == nil && !math.IsNaN(f) && !math.IsInf(f, 0)
}
