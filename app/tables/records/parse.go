package records

import (
	"context"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"redthread/app/capture/document"
	"redthread/app/capture/office"
	"redthread/app/capture/plain"
)

// errEnough ends a reading that has seen what it wanted.
var errEnough = errors.New("enough was read")

// each gives every record that stands at a path: of XML its end, such as
// "СвЮЛ" or "export/contract"; of JSON the fields that lead to it, "" for the
// outermost. Beyond most bytes it ends.
func (f *File) each(ctx context.Context, path string, give func(n *node, at int64) error) error {
	var err error
	if f.Format == XML {
		err = f.eachXML(ctx, path, give)
	} else {
		err = f.eachJSON(ctx, path, give)
	}
	if errors.Is(err, errEnough) {
		return nil
	}
	return f.explain(err)
}

// measure bounds a record that is being put together.
type measure struct{ nodes, text int }

func (m *measure) add(text int) error {
	m.nodes++
	if m.text += text; m.nodes > mostNodes || m.text > mostText {
		return fmt.Errorf("a record: %w", document.ErrTooLarge)
	}
	return nil
}

func (f *File) eachXML(ctx context.Context, path string, give func(*node, int64) error) error {
	read := &counted{ReaderAt: f.in}
	x := office.OpenXML(io.NewSectionReader(read, 0, f.Size))
	var names []string
	for n := 0; ; n++ {
		if n&1023 == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
		}
		t, err := x.Token()
		if err != nil {
			return f.endXML(err)
		}
		switch t := t.(type) {
		case xml.Directive:
			if err := f.noEntities(t); err != nil {
				return err
			}
		case xml.StartElement:
			names = append(names, t.Name.Local)
			if len(names) > mostDeep {
				return fmt.Errorf("the XML: %w", document.ErrTooLarge)
			}
			if !endsWith(names, path) {
				continue
			}
			rec, err := elementOf(x, t)
			if err != nil {
				return f.endXML(err)
			}
			names = names[:len(names)-1]
			if err := give(rec, read.n); err != nil {
				return err
			}
		case xml.EndElement:
			if len(names) > 0 {
				names = names[:len(names)-1]
			}
		}
	}
}

// declares says whether a directive makes entities.
func declares(d xml.Directive) bool {
	return strings.Contains(strings.ToUpper(string(d)), "<!ENTITY")
}

// endXML tells the proper end from a break.
func (f *File) endXML(err error) error {
	var fault *xml.SyntaxError
	switch {
	case errors.Is(err, io.EOF):
		return nil
	case errors.As(err, &fault):
		return refused("%s is faulty near line %d (%s); get it anew, or mend that line.", f.Name, fault.Line, fault.Msg)
	}
	return err
}

// endsWith says whether the names of open elements end with a path.
func endsWith(names []string, path string) bool {
	for i := len(names) - 1; ; i-- {
		if i < 0 {
			return false
		}
		if path == names[i] {
			return true
		}
		rest, ok := strings.CutSuffix(path, "/"+names[i])
		if !ok {
			return false
		}
		path = rest
	}
}

// elementOf puts an element together, up to its end.
func elementOf(x *office.XML, start xml.StartElement) (*node, error) {
	var m measure
	root := open(start)
	stack := []*node{root}
	for {
		t, err := x.Token()
		if err != nil {
			if errors.Is(err, io.EOF) {
				err = io.ErrUnexpectedEOF
			}
			return nil, err
		}
		top := stack[len(stack)-1]
		switch t := t.(type) {
		case xml.StartElement:
			size := 0
			for _, a := range t.Attr {
				size += len(a.Value) + 16
			}
			if err := m.add(size); err != nil {
				return nil, err
			}
			n := open(t)
			top.kids = append(top.kids, n)
			if stack = append(stack, n); len(stack) > mostDeep {
				return nil, fmt.Errorf("a record: %w", document.ErrTooLarge)
			}
		case xml.CharData:
			if err := m.add(len(t)); err != nil {
				return nil, err
			}
			if s := plain.Tidy(string(t)); s != "" {
				if top.text != "" {
					s = top.text + " " + s
				}
				top.text = s
			}
		case xml.EndElement:
			if stack = stack[:len(stack)-1]; len(stack) == 0 {
				return root, nil
			}
		}
	}
}

func open(t xml.StartElement) *node {
	n := &node{name: t.Name.Local}
	for _, a := range t.Attr {
		if a.Name.Space == "xmlns" || a.Name.Local == "xmlns" || a.Name.Local == "schemaLocation" || a.Value == "" {
			continue
		}
		n.kids = append(n.kids, &node{name: "@" + a.Name.Local, text: plain.Tidy(a.Value)})
	}
	return n
}

// counted tells how far a file was read.
type counted struct {
	io.ReaderAt
	n int64
}

func (c *counted) ReadAt(p []byte, off int64) (int, error) {
	n, err := c.ReaderAt.ReadAt(p, off)
	c.n = max(c.n, off+int64(n))
	return n, err
}

// bound is a reader that gives only so much between two resets, since a token
// of JSON is held whole.
type bound struct {
	io.Reader
	left, n int64
}

func (b *bound) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, fmt.Errorf("a record: %w", document.ErrTooLarge)
	}
	n, err := b.Reader.Read(p[:min(int64(len(p)), b.left)])
	b.left -= int64(n)
	b.n += int64(n)
	return n, err
}

// jsonRecords reads JSON token by token.
type jsonRecords struct {
	*File
	ctx   context.Context
	dec   *json.Decoder
	bound *bound
	path  string
	give  func(*node, int64) error
	count int
}

func (f *File) eachJSON(ctx context.Context, path string, give func(*node, int64) error) error {
	r, _, err := plain.NewReader(ctx, f.in)
	if err != nil {
		return err
	}
	j := &jsonRecords{File: f, ctx: ctx, bound: &bound{Reader: r}, path: path, give: give}
	j.dec = json.NewDecoder(j.bound)
	j.dec.UseNumber()
	for {
		err := j.value("", 0)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return j.fault(err)
		}
	}
}

// fault says in words where JSON is not JSON.
func (j *jsonRecords) fault(err error) error {
	var fault *json.SyntaxError
	switch {
	case errors.As(err, &fault):
		return refused("%s is faulty after %d bytes (%s); get it anew, or mend that place.", j.Name, fault.Offset, fault.Error())
	case errors.Is(err, io.ErrUnexpectedEOF):
		return refused("%s breaks off in the middle of a record; get it anew.", j.Name)
	}
	return err
}

func (j *jsonRecords) token() (json.Token, error) {
	if j.count++; j.count&1023 == 0 {
		if err := j.ctx.Err(); err != nil {
			return nil, err
		}
	}
	return j.dec.Token()
}

// value walks a value and gives the records in it that stand at the path.
func (j *jsonRecords) value(at string, depth int) error {
	j.bound.left = 2 * mostText
	t, err := j.token()
	if err != nil {
		return err
	}
	return j.valueOf(t, at, depth)
}

func (j *jsonRecords) valueOf(t json.Token, at string, depth int) error {
	if depth > mostDeep {
		return fmt.Errorf("the JSON: %w", document.ErrTooLarge)
	}
	d, ok := t.(json.Delim)
	if !ok {
		return nil
	}
	if d == '{' && at == j.path {
		n := &node{}
		if err := j.fields(n, &measure{}, depth); err != nil {
			return unexpected(err)
		}
		return j.give(n, j.bound.n)
	}
	for j.dec.More() {
		q := at
		if d == '{' {
			key, err := j.token()
			if err != nil {
				return unexpected(err)
			}
			if q = fmt.Sprint(key); at != "" {
				q = at + "." + q
			}
		}
		if err := j.value(q, depth+1); err != nil {
			return unexpected(err)
		}
	}
	_, err := j.token() // the end
	return unexpected(err)
}

// unexpected is the end of the file where a value was to go on.
func unexpected(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// fields puts an object together whose brace was read.
func (j *jsonRecords) fields(into *node, m *measure, depth int) error {
	for j.dec.More() {
		key, err := j.token()
		if err != nil {
			return err
		}
		name, _ := key.(string)
		if err := j.field(into, name, m, depth+1); err != nil {
			return err
		}
	}
	_, err := j.token()
	return err
}

// field adds a value under a name, those of an array one after another.
func (j *jsonRecords) field(into *node, name string, m *measure, depth int) error {
	if depth > mostDeep {
		return fmt.Errorf("the JSON: %w", document.ErrTooLarge)
	}
	t, err := j.token()
	if err != nil {
		return err
	}
	n := &node{name: name}
	switch t := t.(type) {
	case json.Delim:
		if t == '[' {
			for j.dec.More() {
				if err := j.field(into, name, m, depth+1); err != nil {
					return err
				}
			}
			_, err := j.token()
			return err
		}
		if err := m.add(len(name)); err != nil {
			return err
		}
		if err := j.fields(n, m, depth); err != nil {
			return err
		}
	case nil:
		return nil
	case string:
		n.text = plain.Tidy(t)
	case bool:
		n.text = strings.ToUpper(fmt.Sprint(t))
	case json.Number:
		n.text = t.String()
	}
	if err := m.add(len(name) + len(n.text)); err != nil {
		return err
	}
	into.kids = append(into.kids, n)
	return nil
}
