package office

import (
	"bufio"
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

const (
	mostDepth = 1500     // elements within elements
	mostToken = 8 << 20  // bytes of one tag or one run of text
	flatToken = 64 << 20 // the same in a flat file, where pictures are text
)

var (
	errDeep  = errors.New("elements stand too deep within one another")
	errToken = errors.New("one piece of the text is too long")
)

// handler is told what walk finds. Names are "w:p", with the prefixes of
// spaces. start says whether to go into the element; if not, end is not called.
type handler interface {
	start(name string, at attrs) bool
	end(name string)
	text(b []byte)
	stop() error // not nil when enough was read
}

// attrs are the attributes of an element.
type attrs []xml.Attr

// get gives the value of an attribute by its fixed name, "w:val", or of one
// without a namespace, "count".
func (at attrs) get(name string) string {
	v, _ := at.look(name)
	return v
}

func (at attrs) look(name string) (string, bool) {
	space, local, ok := strings.Cut(name, ":")
	if !ok {
		space, local = "", name
	}
	for i := range at {
		if a := &at[i].Name; a.Local == local && (a.Space == space || spaces[a.Space] == space && space != "") {
			return at[i].Value, true
		}
	}
	return "", false
}

// spaces gives the prefix under which handlers know a namespace, in both
// editions of Office Open XML and in OpenDocument with its forerunner.
var spaces = map[string]string{
	"http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
	"http://purl.oclc.org/ooxml/wordprocessingml/main":             "w",
	"http://schemas.openxmlformats.org/spreadsheetml/2006/main":    "x",
	"http://purl.oclc.org/ooxml/spreadsheetml/main":                "x",
	"http://schemas.openxmlformats.org/presentationml/2006/main":   "p",
	"http://purl.oclc.org/ooxml/presentationml/main":               "p",
	"http://schemas.openxmlformats.org/drawingml/2006/main":        "a",
	"http://purl.oclc.org/ooxml/drawingml/main":                    "a",
	"http://schemas.openxmlformats.org/drawingml/2006/chart":       "c",
	"http://purl.oclc.org/ooxml/drawingml/chart":                   "c",
	"http://schemas.openxmlformats.org/officeDocument/2006/math":   "m",
	"http://purl.oclc.org/ooxml/officeDocument/math":               "m",
	"http://schemas.openxmlformats.org/markup-compatibility/2006":  "mc",
	"http://schemas.openxmlformats.org/package/2006/relationships": "rel",
	"http://schemas.openxmlformats.org/package/2006/content-types": "ct",

	"http://schemas.openxmlformats.org/officeDocument/2006/relationships":       "r",
	"http://purl.oclc.org/ooxml/officeDocument/relationships":                   "r",
	"http://schemas.openxmlformats.org/package/2006/metadata/core-properties":   "cp",
	"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties": "ep",
	"http://purl.oclc.org/ooxml/officeDocument/extendedProperties":              "ep",
	"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties":   "cup",
	"http://purl.oclc.org/ooxml/officeDocument/customProperties":                "cup",
	"http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes":      "vt",
	"http://purl.oclc.org/ooxml/officeDocument/docPropsVTypes":                  "vt",
	"http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments":   "tc",
	"http://schemas.microsoft.com/office/powerpoint/2018/8/main":                "p188",
	"http://schemas.microsoft.com/office/drawing/2008/diagram":                  "dsp",
	"http://purl.org/dc/elements/1.1/":                                          "dc",
	"http://purl.org/dc/terms/":                                                 "dcterms",

	"urn:oasis:names:tc:opendocument:xmlns:office:1.0":         "office",
	"urn:oasis:names:tc:opendocument:xmlns:text:1.0":           "text",
	"urn:oasis:names:tc:opendocument:xmlns:table:1.0":          "table",
	"urn:oasis:names:tc:opendocument:xmlns:style:1.0":          "style",
	"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0":        "draw",
	"urn:oasis:names:tc:opendocument:xmlns:presentation:1.0":   "presentation",
	"urn:oasis:names:tc:opendocument:xmlns:meta:1.0":           "meta",
	"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0":       "manifest",
	"urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0":      "number",
	"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0": "svg",
	"urn:oasis:names:tc:opendocument:xmlns:config:1.0":         "config",
	"http://www.w3.org/2000/svg":                               "svg",
	"http://openoffice.org/2000/office":                        "office",
	"http://openoffice.org/2000/text":                          "text",
	"http://openoffice.org/2000/table":                         "table",
	"http://openoffice.org/2000/style":                         "style",
	"http://openoffice.org/2000/drawing":                       "draw",
	"http://openoffice.org/2000/presentation":                  "presentation",
	"http://openoffice.org/2000/meta":                          "meta",
	"http://openoffice.org/2001/manifest":                      "manifest",
	"http://www.w3.org/1999/xlink":                             "xlink",
	"urn:oasis:names:tc:opendocument:xmlns:container":          "ocf",
	"http://www.idpf.org/2007/opf":                             "opf",
}

// guard counts the bytes since the last token began, so that no single one
// fills the memory.
type guard struct {
	*bufio.Reader
	since, most int
}

func (g *guard) ReadByte() (byte, error) {
	if g.since++; g.since > g.most {
		return 0, errToken
	}
	return g.Reader.ReadByte()
}

// walk reads XML and tells h what it finds. It is forgiving: what stands before
// a fault is told, and what is open then is closed. The error is nil at a
// proper end.
func walk(ctx context.Context, r io.Reader, most int, h handler) (err error) {
	if r == nil {
		return nil
	}
	g := &guard{Reader: bufio.NewReaderSize(asUTF8(r), 32<<10), most: most}
	d := xml.NewDecoder(g)
	d.Strict = false
	d.Entity = xml.HTMLEntity
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	var (
		open []string // elements that h was told of
		skip int      // depth within an element that h passed over
		full = map[xml.Name]string{}
	)
	defer func() {
		for i := len(open) - 1; i >= 0; i-- {
			h.end(open[i])
		}
	}()
	for n := 0; ; n++ {
		if n&255 == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
		}
		g.since = 0
		t, err := d.Token()
		if err != nil {
			if errors.Is(err, io.EOF) {
				err = nil
			}
			return err
		}
		switch t := t.(type) {
		case xml.StartElement:
			switch {
			case skip > 0:
				skip++
			default:
				name := fixed(full, t.Name)
				if h.start(name, t.Attr) {
					open = append(open, name)
				} else {
					skip = 1
				}
			}
			if len(open)+skip > mostDepth {
				return errDeep
			}
		case xml.EndElement:
			switch {
			case skip > 0:
				skip--
			case len(open) > 0:
				h.end(open[len(open)-1])
				open = open[:len(open)-1]
			}
		case xml.CharData:
			if skip == 0 {
				h.text(t)
			}
		}
		if err := h.stop(); err != nil {
			return err
		}
	}
}

// fixed gives the name under which handlers know an element.
func fixed(known map[xml.Name]string, n xml.Name) string {
	if s, ok := known[n]; ok {
		return s
	}
	s := n.Local
	if p, ok := spaces[n.Space]; ok {
		s = p + ":" + n.Local
	} else if n.Space != "" {
		s = n.Space + ":" + n.Local // a prefix that was never declared stands for itself
	}
	if len(known) < 4096 {
		known[n] = s
	}
	return s
}

// asUTF8 decodes XML by its byte order mark or declaration, and drops the
// declaration, since the decoder knows edition 1.0 alone.
func asUTF8(r io.Reader) io.Reader {
	b := bufio.NewReaderSize(r, 4096)
	head, _ := b.Peek(256)
	switch {
	case bytes.HasPrefix(head, []byte{0xFF, 0xFE}), bytes.HasPrefix(head, []byte{'<', 0}):
		return dropDeclaration(transform.NewReader(b, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder()))
	case bytes.HasPrefix(head, []byte{0xFE, 0xFF}), bytes.HasPrefix(head, []byte{0, '<'}):
		return dropDeclaration(transform.NewReader(b, unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewDecoder()))
	}
	label := "utf-8"
	if _, after, ok := bytes.Cut(head, []byte("encoding=")); ok && bytes.Contains(head, []byte("<?xml")) && len(after) > 2 {
		if i := bytes.IndexByte(after[1:], after[0]); i > 0 {
			label = strings.ToLower(string(after[1 : i+1]))
		}
	}
	if label != "utf-8" && label != "utf8" && !strings.HasPrefix(label, "utf-16") {
		if e, err := htmlindex.Get(label); err == nil {
			return dropDeclaration(transform.NewReader(b, e.NewDecoder()))
		}
	}
	return dropDeclaration(&valid{transform.NewReader(b, unicode.UTF8.NewDecoder())})
}

func dropDeclaration(r io.Reader) io.Reader {
	b := bufio.NewReaderSize(r, 4096)
	head, _ := b.Peek(260)
	skip := 0
	if bytes.HasPrefix(head, []byte("\xEF\xBB\xBF")) {
		skip = 3
	}
	skip += len(head[skip:]) - len(bytes.TrimLeft(head[skip:], " \r\n\t"))
	if bytes.HasPrefix(head[skip:], []byte("<?xml")) {
		if i := bytes.Index(head, []byte("?>")); i > 0 {
			skip = i + 2
		}
	}
	_, _ = b.Discard(skip)
	return b
}

// valid puts a space in place of the control characters that XML forbids, since
// the decoder would stop there.
type valid struct{ r io.Reader }

func (v *valid) Read(p []byte) (int, error) {
	n, err := v.r.Read(p)
	for i, c := range p[:n] {
		if c < ' ' && c != '\n' && c != '\t' && c != '\r' {
			p[i] = ' '
		}
	}
	return n, err
}

// unfinished says in a note why a part was not read to its end, "" where the
// end was reached.
func unfinished(err error) string {
	var fault *xml.SyntaxError
	switch {
	case err == nil:
		return ""
	case errors.Is(err, errBomb):
		return "The file unpacks to more than is allowed; what came before was read."
	case errors.Is(err, errDeep), errors.Is(err, errToken):
		return "The file is built in an unusual way that is not read on; what came before was read."
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return "Reading was stopped before the end; this is not all."
	case errors.As(err, &fault):
		return fmt.Sprintf("The file is faulty near line %d of a part; what came before was read.", fault.Line)
	}
	return "The file breaks off; what came before was read."
}

// XML gives the tokens of foreign XML, whatever its charset, no single one
// longer than a bound.
type XML struct {
	decoder *xml.Decoder
	guard   *guard
}

// OpenXML begins to read XML.
func OpenXML(r io.Reader) *XML {
	g := &guard{Reader: bufio.NewReaderSize(asUTF8(r), 64<<10), most: mostToken}
	d := xml.NewDecoder(g)
	d.Strict = false
	d.Entity = xml.HTMLEntity
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	return &XML{d, g}
}

// Token gives the next token; it is valid until the one after it. The error is
// io.EOF at the end and wraps document.ErrTooLarge beyond a bound.
func (x *XML) Token() (xml.Token, error) {
	x.guard.since = 0
	t, err := x.decoder.Token()
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, because(err)
	}
	return t, err
}
