package pdftext

import "bytes"

// operand is one operand of an operator. Numbers and strings are not boxed: a
// page of drawings has a million of them.
type operand struct {
	kind  byte
	n     float64
	bytes []byte
	thing any
}

const (
	aNumber = iota
	aString
	aName
	aThing // dictionary, true, false, null
	openArray
	closeArray
)

const (
	mostOperands = 100_000
	deepestForm  = 12
	deepestSave  = 400
	opsPerPage   = 3_000_000
	lettersPage  = 500_000
)

// drawing interprets content streams for their text.
type drawing struct {
	f     *file
	sheet *sheet
	state state
	saved []state
	over  int // saves beyond deepestSave
	ops   int
	stack []operand
	arena []byte // strings of the operator at hand

	line  matrix // Tlm
	tm    matrix
	marks []mark
	base  int // marks that belong to the content around this form
	many  int // marks beyond deepestSave
	mute  int // marks that hide or replace what they hold
	cache map[name]*font
	off   map[int]bool // optional content that is not shown
}

// state is the graphics state as far as text needs it.
type state struct {
	ctm                                          matrix
	font                                         *font
	size, between, wordGap, stretch, lead, raise float64
}

// matrix is [a b c d e f] as in PDF.
type matrix [6]float64

var unit = matrix{1, 0, 0, 1, 0, 0}

// times gives the matrix that first does m, then n.
func (m matrix) times(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3],
		m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}

// mark is an open BMC or BDC.
type mark struct {
	replaced bool
	text     string // instead of what stands inside
	hidden   bool
	begun    bool
	box      glyphBox
}

func (d *drawing) run(b []byte, resources dict, depth int) {
	p := newParser(b)
	p.left = 1 << 60
	d.cache = nil
	d.stack = d.stack[:0]
	d.arena = d.arena[:0]
	for {
		p.space()
		if p.p >= len(p.b) {
			return
		}
		switch c := p.b[p.p]; {
		case c >= '0' && c <= '9' || c == '-' || c == '.' || c == '+':
			n, _ := p.number()
			d.push(operand{kind: aNumber, n: n})
		case c == '(':
			at := len(d.arena)
			d.arena = p.literal(d.arena)
			d.push(operand{kind: aString, bytes: d.arena[at:]})
		case c == '<':
			if p.p+1 < len(p.b) && p.b[p.p+1] == '<' {
				p.left = 10_000
				v, _ := p.object(0)
				p.left = 1 << 60
				d.push(operand{kind: aThing, thing: v})
				continue
			}
			at := len(d.arena)
			d.arena = p.hexadecimal(d.arena)
			d.push(operand{kind: aString, bytes: d.arena[at:]})
		case c == '/':
			p.p++
			d.push(operand{kind: aName, bytes: p.word()})
		case c == '[':
			p.p++
			d.push(operand{kind: openArray})
		case c == ']':
			p.p++
			d.push(operand{kind: closeArray})
		case class[c] == delimiter:
			p.p++
		default:
			w := p.word()
			d.ops++
			if d.ops&0x3ff == 0 && d.f.ctx.Err() != nil || d.ops > opsPerPage {
				return
			}
			if len(w) == 2 && w[0] == 'B' && w[1] == 'I' {
				skipInline(p)
			} else if len(w) > 0 {
				d.operator(w, resources, depth)
			}
			d.stack = d.stack[:0]
			d.arena = d.arena[:0]
		}
	}
}

func (d *drawing) push(o operand) {
	if len(d.stack) < mostOperands {
		d.stack = append(d.stack, o)
	}
}

// skipInline steps over an inline picture: to "EI" between white spaces that is
// followed by something other than picture bytes.
func skipInline(p *parser) {
	at := bytes.Index(p.b[p.p:], []byte("ID"))
	if at < 0 {
		p.p = len(p.b)
		return
	}
	p.p += at + 2
	for from := p.p; ; {
		i := bytes.Index(p.b[from:], []byte("EI"))
		if i < 0 {
			return // what follows ID is tried as content
		}
		from += i + 2
		if class[p.b[from-3]] != white || from < len(p.b) && class[p.b[from]] != white {
			continue
		}
		fine := true
		for _, c := range p.b[from:min(from+12, len(p.b))] {
			if c >= 127 || c < 32 && class[c] != white {
				fine = false
			}
		}
		if fine {
			p.p = from
			return
		}
	}
}

// last gives the n-th last operand as a number.
func (d *drawing) last(n int) float64 {
	if i := len(d.stack) - n; i >= 0 && d.stack[i].kind == aNumber {
		return d.stack[i].n
	}
	return 0
}

func (d *drawing) matrix() (m matrix, ok bool) {
	if len(d.stack) < 6 {
		return unit, false
	}
	for i := range m {
		m[i] = d.last(6 - i)
	}
	return m, true
}

// named gives the last operand that is a name.
func (d *drawing) named() (name, bool) {
	for i := len(d.stack) - 1; i >= 0; i-- {
		if d.stack[i].kind == aName {
			p := parser{b: d.stack[i].bytes}
			return p.name(), true
		}
	}
	return "", false
}

func (d *drawing) operator(w []byte, resources dict, depth int) {
	s := &d.state
	switch string(w) {
	case "q":
		if len(d.saved) < deepestSave {
			d.saved = append(d.saved, *s)
		} else {
			d.over++
		}
	case "Q":
		if d.over > 0 {
			d.over--
		} else if n := len(d.saved); n > 0 {
			*s = d.saved[n-1]
			d.saved = d.saved[:n-1]
		}
	case "cm":
		if m, ok := d.matrix(); ok {
			s.ctm = m.times(s.ctm)
		}
	case "BT":
		d.tm, d.line = unit, unit
	case "Tc":
		s.between = d.last(1)
	case "Tw":
		s.wordGap = d.last(1)
	case "Tz":
		s.stretch = d.last(1) / 100
	case "TL":
		s.lead = d.last(1)
	case "Ts":
		s.raise = d.last(1)
	case "Tf":
		if n, ok := d.named(); ok {
			s.font = d.font(n, resources)
		}
		s.size = d.last(1)
	case "gs":
		if n, ok := d.named(); ok {
			g := d.f.dict(d.f.dict(resources["ExtGState"])[n])
			if a := d.f.array(g["Font"]); len(a) == 2 {
				s.font = d.f.font(a[0])
				s.size, _ = d.f.number(a[1])
			}
		}
	case "Td":
		d.move(d.last(2), d.last(1))
	case "TD":
		s.lead = -d.last(1)
		d.move(d.last(2), d.last(1))
	case "Tm":
		if m, ok := d.matrix(); ok {
			d.tm, d.line = m, m
		}
	case "T*":
		d.move(0, -s.lead)
	case "Tj", "TJ":
		d.show()
	case "'":
		d.move(0, -s.lead)
		d.show()
	case "\"":
		s.wordGap, s.between = d.last(3), d.last(2)
		d.move(0, -s.lead)
		d.show()
	case "Do":
		if n, ok := d.named(); ok && depth < deepestForm {
			d.form(d.f.dict(resources["XObject"])[n], resources, depth)
		}
	case "BMC":
		d.open(mark{})
	case "BDC":
		d.openMark(resources)
	case "EMC":
		d.close()
	}
}

func (d *drawing) font(n name, resources dict) *font {
	v := d.f.dict(resources["Font"])[n]
	if _, isRef := v.(ref); isRef {
		return d.f.font(v)
	}
	// A font written out in the resources has no number to keep it by.
	if t, ok := d.cache[n]; ok {
		return t
	}
	t := d.f.font(v)
	if d.cache == nil {
		d.cache = map[name]*font{}
	}
	d.cache[n] = t
	return t
}

func (d *drawing) move(x, y float64) {
	d.line = matrix{1, 0, 0, 1, x, y}.times(d.line)
	d.tm = d.line
}

// form draws a form XObject: a piece of page kept apart.
func (d *drawing) form(v any, resources dict, depth int) {
	s := d.f.stream(v)
	if s == nil || d.hidden(s.dict["OC"]) {
		return
	}
	if kind := d.f.name(s.dict["Subtype"]); kind == "Image" {
		d.sheet.pictures++
		return
	} else if kind != "Form" && s.dict["BBox"] == nil {
		return
	}
	d.draw(s, unit, resources, depth)
}

// draw runs the content of a form under a matrix and comes back to where it was.
func (d *drawing) draw(s *stream, under matrix, resources dict, depth int) {
	kept := *d
	d.saved = nil
	d.base, d.many = len(d.marks), 0
	d.stack, d.arena = nil, nil
	d.state.ctm = under.times(d.state.ctm)
	if m := d.f.numbers(s.dict["Matrix"], 6); m != nil {
		d.state.ctm = matrix(m).times(d.state.ctm)
	}
	if own := d.f.dict(s.dict["Resources"]); own != nil {
		resources = own
	}
	d.run(d.f.unpack(s, 64<<20), resources, depth+1)
	d.many = 0
	for len(d.marks) > d.base {
		d.close()
	}
	ops, marks, mute := d.ops, d.marks, d.mute
	*d = kept
	d.ops, d.marks, d.mute = ops+20, marks, mute
}

func (d *drawing) openMark(resources dict) {
	m := mark{}
	var properties dict
	if n := len(d.stack); n > 0 {
		switch o := d.stack[n-1]; o.kind {
		case aThing:
			properties, _ = o.thing.(dict)
		case aName:
			p := parser{b: o.bytes}
			v := d.f.dict(resources["Properties"])[p.name()]
			properties = d.f.dict(v)
			if len(d.stack) > 1 && string(d.stack[0].bytes) == "OC" {
				m.hidden = d.hidden(v)
			}
		}
	}
	if v, ok := d.f.resolve(properties["ActualText"]).(text); ok {
		m.replaced, m.text = true, v.String()
	}
	d.open(m)
}

func (d *drawing) open(m mark) {
	if len(d.marks)-d.base >= deepestSave {
		d.many++
		return
	}
	if m.hidden || m.replaced && d.mute == 0 {
		d.mute++
	} else {
		m.replaced = false
	}
	d.marks = append(d.marks, m)
}

func (d *drawing) close() {
	n := len(d.marks)
	if d.many > 0 || n <= d.base {
		d.many = max(0, d.many-1)
		return
	}
	m := d.marks[n-1]
	d.marks = d.marks[:n-1]
	if len(d.marks)-d.base >= deepestSave {
		d.many++
		return
	}
	if m.hidden || m.replaced {
		d.mute--
	}
	if m.replaced && !m.hidden && m.begun {
		d.sheet.add(m.text, m.box)
	}
}

// hidden tells whether a layer is off when the file is opened.
func (d *drawing) hidden(v any) bool {
	if len(d.off) == 0 || v == nil {
		return false
	}
	if r, ok := v.(ref); ok && d.off[r.num] {
		return true
	}
	g := d.f.dict(v)
	if d.f.name(g["Type"]) != "OCMD" {
		return false
	}
	list, ok := d.f.resolve(g["OCGs"]).(array)
	if !ok {
		list = array{g["OCGs"]}
	}
	all, any := len(list) > 0, false
	for _, v := range list {
		r, ok := v.(ref)
		off := ok && d.off[r.num]
		all = all && off
		any = any || off
	}
	if p := d.f.name(g["P"]); p == "AllOn" {
		return any
	}
	return all
}
