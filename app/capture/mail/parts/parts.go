// Package parts takes mails and archives of web pages apart (MIME, RFC 2045 to
// 2049 and 2231): headers, parts within parts, and the encodings of both.
//
// It reads what mail programs of thirty years have sent rather than what the
// standards allow: a header line that is none, junk within base64, letters
// beyond ASCII where none may be, a boundary that is never named. Nothing in
// it fails; what cannot be read is less than what was meant, and the bounds on
// depth and number hold whatever the bytes. Time grows with the size of the
// mail and the depth of its parts alone.
package parts

import (
	"bytes"
	"strings"
)

// Bounds on headers.
const (
	mostHeader = 1 << 20  // bytes of a header block
	mostFields = 1000     // of a header
	mostValue  = 64 << 10 // bytes of a field
)

// Field is a header field as it stands, unfolded.
type Field struct{ Name, Raw string }

// Header is the fields of a part in their order.
type Header []Field

// Get gives the first field of a name, as it stands.
func (h Header) Get(name string) string {
	for _, f := range h {
		if strings.EqualFold(f.Name, name) {
			return f.Raw
		}
	}
	return ""
}

// Values gives all fields of a name, as they stand.
func (h Header) Values(name string) []string {
	var all []string
	for _, f := range h {
		if strings.EqualFold(f.Name, name) {
			all = append(all, f.Raw)
		}
	}
	return all
}

// Part is a mail or a part of one.
type Part struct {
	Header      Header
	Media       string // "text/plain", in lower case
	Params      map[string]string
	Disposition string // "attachment", "inline", ""
	Name        string // of the file, "" when it has none
	Raw         []byte // the body as it was sent
	Parts       []*Part
}

// Is says whether the media type begins so: "text/", "multipart/signed".
func (p *Part) Is(prefix string) bool { return strings.HasPrefix(p.Media, prefix) }

// Body gives the bytes that were sent, the transfer encoding undone.
func (p *Part) Body() []byte { return Unpack(p.Raw, p.Header.Get("Content-Transfer-Encoding")) }

// Parse takes a mail apart, to a depth and a number of parts; whole is false
// when it has more.
func Parse(b []byte, depth, most int) (p *Part, whole bool) {
	s := splitter{left: most, whole: true}
	b = bytes.TrimLeft(b, "\r\n") // in a part, an empty line is an empty header
	return s.part(b, depth, "text/plain"), s.whole
}

type splitter struct {
	left  int
	whole bool
}

func (s *splitter) part(b []byte, depth int, media string) *Part {
	h, body := ReadHeader(b)
	p := &Part{Header: h, Media: media, Raw: body}
	if value := h.Get("Content-Type"); value != "" {
		if m, params := Params(value); strings.Contains(m, "/") {
			p.Media, p.Params = m, params
		}
	}
	var disposition map[string]string
	p.Disposition, disposition = Params(h.Get("Content-Disposition"))
	if p.Name = disposition["filename"]; p.Name == "" {
		p.Name = p.Params["name"]
	}
	if !p.Is("multipart/") {
		return p
	}
	if depth <= 1 {
		s.whole = false
		return p
	}
	within := "text/plain"
	if p.Is("multipart/digest") {
		within = "message/rfc822"
	}
	for _, section := range split(body, p.Params["boundary"], s.left) {
		if s.left--; s.left <= 0 {
			s.whole = false
			break
		}
		p.Parts = append(p.Parts, s.part(section, depth-1, within))
	}
	return p
}

// split cuts a body at its boundary lines. The boundary of a mail that names
// none is the first line that looks like one.
func split(body []byte, boundary string, most int) [][]byte {
	if boundary == "" {
		for rest := body; len(rest) > 0; {
			var l []byte
			l, rest = line(rest)
			if l = bytes.TrimRight(l, " \t"); len(l) > 5 && bytes.HasPrefix(l, []byte("--")) {
				boundary = string(l[2:])
				break
			}
		}
		if boundary == "" {
			return nil
		}
	}
	mark := []byte("--" + boundary)
	var all [][]byte
	start, at := -1, 0
	for len(all) <= most {
		found := bytes.Index(body[at:], mark)
		if found < 0 {
			break
		}
		from := at + found
		at = from + len(mark)
		if from > 0 && body[from-1] != '\n' && body[from-1] != '\r' {
			continue
		}
		after, _ := line(body[at:])
		after = bytes.TrimRight(after, " \t")
		last := bytes.Equal(after, []byte("--"))
		if len(after) > 0 && !last {
			continue // a longer boundary
		}
		if start >= 0 {
			all = append(all, trimEnd(body[start:from]))
		}
		_, rest := line(body[at:])
		start = len(body) - len(rest)
		if last {
			return all
		}
	}
	if start >= 0 && start <= len(body) && len(all) <= most {
		all = append(all, body[start:]) // the end was cut off
	}
	return all
}

// trimEnd takes the line end away that belongs to the boundary.
func trimEnd(b []byte) []byte {
	b = bytes.TrimSuffix(b, []byte("\n"))
	return bytes.TrimSuffix(b, []byte("\r"))
}

// line cuts the first line off.
func line(b []byte) (l, rest []byte) {
	at := bytes.IndexByte(b, '\n')
	if at < 0 {
		return bytes.TrimSuffix(b, []byte("\r")), nil
	}
	return bytes.TrimSuffix(b[:at], []byte("\r")), b[at+1:]
}

// ReadHeader reads fields up to the first empty line and gives what follows.
// A line that is no field is passed over; where there is none at all and no
// empty line, the whole is a body.
func ReadHeader(b []byte) (h Header, body []byte) {
	rest := b
	used := 0
	var value []byte
	flush := func() {
		if len(h) > 0 && value != nil {
			h[len(h)-1].Raw = strings.TrimSpace(string(value))
		}
		value = nil
	}
	for len(rest) > 0 && used < mostHeader {
		from := rest
		l, after := line(rest)
		used += len(rest) - len(after)
		rest = after
		if len(bytes.TrimSpace(l)) == 0 {
			flush()
			return h, rest
		}
		if l[0] == ' ' || l[0] == '\t' {
			if value != nil && len(value)+len(l) <= mostValue {
				value = append(append(value, ' '), bytes.TrimSpace(l)...)
			}
			continue
		}
		name, v, ok := bytes.Cut(l, []byte(":"))
		name = bytes.TrimRight(name, " \t")
		if !ok || !isName(name) {
			if len(h) == 0 && used > 4096 {
				return nil, b
			}
			if len(h) > 0 && !startsField(after) {
				flush()
				return h, from // the empty line is missing
			}
			continue // "From somebody Mon …", or damage
		}
		flush()
		if len(h) >= mostFields {
			continue
		}
		h = append(h, Field{Name: string(name)})
		v = bytes.TrimSpace(v)
		value = append([]byte{}, v[:min(len(v), mostValue)]...)
	}
	flush()
	if len(h) == 0 {
		return nil, b
	}
	return h, rest
}

// startsField says whether bytes begin with a field or an empty line.
func startsField(b []byte) bool {
	l, _ := line(b[:min(len(b), 1000)])
	name, _, ok := bytes.Cut(l, []byte(":"))
	return ok && isName(bytes.TrimRight(name, " \t")) || len(b) > 0 && len(bytes.TrimSpace(l)) == 0
}

func isName(b []byte) bool {
	if len(b) == 0 || len(b) > 100 {
		return false
	}
	for _, c := range b {
		if c <= ' ' || c >= 0x7F {
			return false
		}
	}
	return true
}
