package listfile

import (
	"bufio"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/encoding/htmlindex"
)

// Bounds of one record of an XML file.
const (
	mostDepth = 60
	mostNodes = 200_000
)

// node is an element of a record, its namespace left out.
type node struct {
	name string
	attr []xml.Attr
	text string
	kids []*node
	line int
}

func (n *node) get(name string) string {
	for _, a := range n.attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// kid gives the first child of a name; nil is a node without anything.
func (n *node) kid(name string) *node {
	if n != nil {
		for _, k := range n.kids {
			if k.name == name {
				return k
			}
		}
	}
	return nil
}

func (n *node) all(name string) []*node {
	var out []*node
	if n != nil {
		for _, k := range n.kids {
			if k.name == name {
				out = append(out, k)
			}
		}
	}
	return out
}

// at gives the text of the first node at a path of names.
func (n *node) at(path ...string) string {
	for _, p := range path {
		n = n.kid(p)
	}
	if n == nil {
		return ""
	}
	return clean(n.text)
}

// deep gives every node of a name below n.
func (n *node) deep(name string) []*node {
	var out []*node
	if n == nil {
		return nil
	}
	for _, k := range n.kids {
		if k.name == name {
			out = append(out, k)
		}
		out = append(out, k.deep(name)...)
	}
	return out
}

// texts gives the texts of every node of a name below n.
func (n *node) texts(name string) []string {
	var out []string
	for _, k := range n.deep(name) {
		if t := clean(k.text); t != "" {
			out = append(out, t)
		}
	}
	return out
}

// guard keeps one piece of an XML file, which the decoder holds in memory,
// within bounds.
type guard struct {
	in   *bufio.Reader
	read int
}

const mostPiece = 32 << 20

var errPiece = errors.New("a piece of it is larger than any list's records are")

func (g *guard) ReadByte() (byte, error) {
	if g.read++; g.read > mostPiece {
		return 0, errPiece
	}
	return g.in.ReadByte()
}

func (g *guard) Read(b []byte) (int, error) {
	if len(b) > mostPiece-g.read {
		b = b[:max(0, mostPiece-g.read)]
	}
	if len(b) == 0 {
		return 0, errPiece
	}
	n, err := g.in.Read(b)
	g.read += n
	return n, err
}

// elements reads an XML file and gives every element of the wanted names with
// all that is in it. What contains them is passed through, so a file of any
// size needs the memory of one record. root is called with the first element.
func (r *reading) elements(f File, root func(*node), wanted map[string]func(*node) error) error {
	in, closer, err := r.open(f)
	if err != nil {
		return err
	}
	defer func() { _ = closer.Close() }()
	g := &guard{in: in}
	d := xml.NewDecoder(g)
	d.CharsetReader = func(charset string, input io.Reader) (io.Reader, error) {
		e, err := htmlindex.Get(charset)
		if err != nil {
			return nil, fmt.Errorf("the file says it is written in %q, which is not known", charset)
		}
		return e.NewDecoder().Reader(input), nil
	}
	depth := 0
	for {
		g.read = 0
		t, err := d.RawToken()
		line, _ := d.InputPos()
		if errors.Is(err, io.EOF) {
			if depth > 0 {
				return errBroken{fmt.Sprintf("%s breaks off at line %d after %d records; get the file again.", f.Name, line, r.report.Records)}
			}
			return nil
		}
		if err != nil {
			return r.broken(f, line, err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			if depth == 0 && root != nil {
				root(&node{name: t.Name.Local, attr: cloneAttr(t.Attr), line: line})
			}
			visit, ok := wanted[t.Name.Local]
			if !ok || depth == 0 {
				if depth++; depth > mostDepth {
					return errBroken{fmt.Sprintf("%s nests elements deeper than any list does, at line %d; see whether it is the right file.", f.Name, line)}
				}
				continue
			}
			n, err := r.element(d, g, f, t, line)
			if err != nil {
				return err
			}
			if err := r.tick(); err != nil {
				return err
			}
			if n == nil {
				continue // told as malformed
			}
			if err := visit(n); err != nil {
				return err
			}
		case xml.EndElement:
			if depth--; depth < 0 {
				return r.broken(f, line, errors.New("an element ends that never began"))
			}
		}
	}
}

func cloneAttr(a []xml.Attr) []xml.Attr { return append([]xml.Attr(nil), a...) }

func (r *reading) broken(f File, line int, err error) error {
	if r.ctx.Err() != nil {
		return r.ctx.Err()
	}
	var syntax *xml.SyntaxError
	text := err.Error()
	if errors.As(err, &syntax) {
		text = syntax.Msg
	}
	return errBroken{fmt.Sprintf("%s cannot be read beyond line %d (%s), after %d records; get the file again.", f.Name, line, text, r.report.Records)}
}

// element reads one record whole. A record beyond the bounds is passed over to
// its end and told as malformed; then the node is nil.
func (r *reading) element(d *xml.Decoder, g *guard, f File, start xml.StartElement, line int) (*node, error) {
	top := &node{name: start.Name.Local, attr: cloneAttr(start.Attr), line: line}
	stack := []*node{top}
	texts := []*strings.Builder{{}}
	nodes, size, depth, over := 1, 0, 1, false
	for depth > 0 {
		g.read = 0
		t, err := d.RawToken()
		if err != nil {
			l, _ := d.InputPos()
			if errors.Is(err, io.EOF) {
				err = errors.New("the file breaks off")
			}
			return nil, r.broken(f, l, err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			nodes++
			depth++
			if nodes > mostNodes || depth > mostDepth {
				over = true
			}
			if over {
				continue
			}
			l, _ := d.InputPos()
			n := &node{name: t.Name.Local, attr: cloneAttr(t.Attr), line: l}
			at := stack[len(stack)-1]
			at.kids = append(at.kids, n)
			stack = append(stack, n)
			texts = append(texts, &strings.Builder{})
		case xml.EndElement:
			depth--
			if over {
				continue
			}
			last := len(stack) - 1
			if stack[last].name != t.Name.Local {
				return nil, r.broken(f, line, fmt.Errorf("<%s> is closed by </%s>", stack[last].name, t.Name.Local))
			}
			stack[last].text = texts[last].String()
			stack, texts = stack[:last], texts[:last]
		case xml.CharData:
			if size += len(t); size > mostRecord {
				over = true
			}
			if !over {
				texts[len(texts)-1].Write(t)
			}
		}
	}
	if over {
		r.report.Records++
		r.malformed(f.Name, line, "the record is larger than any list's records are")
		return nil, nil
	}
	return top, nil
}
