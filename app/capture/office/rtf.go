package office

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"redthread/app/capture/document"
)

const (
	mostGroups = 5000 // within one another
	mostCatch  = 4 * longProp
)

var errGroups = errors.New("groups stand too deep within one another")

// ReadRTF reads Rich Text Format 1.9 and older: text in any code page of
// Windows with fonts of their own, tables, notes, comments, headers, text boxes
// and what the file says of itself. Pictures and other binary pieces are passed
// over.
func ReadRTF(ctx context.Context, in document.Input) (document.Document, error) {
	doc := document.Document{Format: "rtf"}
	head := make([]byte, 64)
	n := 0
	if in.ReaderAt != nil {
		n, _ = in.ReadAt(head, 0)
	}
	at := bytes.Index(head[:n], []byte(`{\rt`))
	if at < 0 || len(bytes.Trim(head[:at], "\xEF\xBB\xBF \r\n\t\x00")) > 0 {
		return document.Document{}, fmt.Errorf("reading the rtf file: it does not begin as one: %w", document.ErrUnknown)
	}
	limits := limitsOf(in)
	r := &rich{
		ctx: ctx, pile: newPile(&doc, limits), fields: &fields{doc: &doc},
		in:    bufio.NewReaderSize(io.NewSectionReader(in.ReaderAt, int64(at), min(in.Size-int64(at), limits.Unpacked)), 64<<10),
		fonts: map[int]richFont{}, page: pageOf(1252), pages: map[int]*codePage{},
	}
	r.state = richState{uc: 1, font: -1}
	fault := passing(r.read())
	r.flush()
	r.stackDown()
	r.settle()
	return finished(ctx, r.pile, nil, fault)
}

// destination is where the text of a group goes.
type destination byte

const (
	toBody destination = iota
	toNothing
	toFonts   // names of fonts, with their code pages
	toCatch   // one property
	toLabel   // the number of a list
	toField   // the instruction of a field
	toEither  // one of two forms of the same, of which the second is taken
	toHidden  // a picture or shape, in which only a text box is looked for
	toSilence // like toNothing, but groups in it may have a place of their own
)

// richState is what a group keeps from those around it and gives back at its
// end.
type richState struct {
	to      destination
	uc      int // characters to pass over after one in Unicode
	font    int
	inTable bool
	nested  int // depth of the table that the paragraph stands in
	hidden  bool
	deleted bool
	frame   frameKind // that ends with the group; frameBody: none
	catch   string    // name of the property that is caught
	owner   bool      // the group in which catch began
}

type richFont struct {
	cp     int // 0: that of the file
	symbol bool
}

// rich reads Rich Text.
type rich struct {
	ctx context.Context
	*pile
	fields *fields
	in     *bufio.Reader

	state richState
	stack []richState
	star  bool // \* was read: the destination may be passed over
	fresh bool // a group was just opened

	raw   []byte // bytes that wait to be decoded
	skip  int    // characters of the fallback still to be passed over
	high  rune   // the first half of a surrogate pair
	fonts map[int]richFont
	first int // the font that the text begins with
	page  *codePage
	pages map[int]*codePage
	told  string // code page, for Document.Charset

	caught    map[string]*strings.Builder
	stamp     [5]int
	author    string
	deletions int
	hiddens   int
	pictures  int
	notes     int
	propName  string
}

// read goes through the file piece by piece.
func (r *rich) read() error {
	for n := 0; ; n++ {
		if n&4095 == 0 {
			if err := r.ctx.Err(); err != nil {
				return err
			}
		}
		if r.full {
			return errFull
		}
		c, err := r.in.ReadByte()
		if err != nil {
			if len(r.stack) > 0 {
				return io.ErrUnexpectedEOF
			}
			return nil
		}
		switch c {
		case '{':
			r.flush()
			if len(r.stack) >= mostGroups {
				return errGroups
			}
			r.stack = append(r.stack, r.state)
			r.state.frame, r.state.owner = frameBody, false
			if r.state.to == toEither {
				r.state.to = toSilence
			}
			r.fresh, r.star, r.skip = true, false, 0
			continue
		case '}':
			r.flush()
			r.skip = 0
			if r.endGroup() {
				return nil
			}
		case '\\':
			if err := r.control(); err != nil {
				return err
			}
			continue
		case '\r', '\n', 0:
			continue
		case '\t':
			r.literal("\t")
		default:
			r.plainByte(c)
		}
		r.fresh, r.star = false, false
	}
}

// plainByte takes one byte of text.
func (r *rich) plainByte(c byte) {
	if r.skip > 0 {
		r.skip--
		return
	}
	switch r.state.to {
	case toNothing, toSilence, toHidden, toEither:
		return
	}
	if r.raw = append(r.raw, c); len(r.raw) > 32<<10 {
		r.flush()
	}
}

// control reads what follows a backslash.
func (r *rich) control() error {
	c, err := r.in.ReadByte()
	if err != nil {
		return io.ErrUnexpectedEOF
	}
	if !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z') {
		r.mark(c)
		if c != '*' {
			r.fresh, r.star = false, false
		}
		return nil
	}
	var word [34]byte
	n := 0
	for c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' {
		if n < len(word) {
			word[n] = c
			n++
		}
		if c, err = r.in.ReadByte(); err != nil {
			return io.ErrUnexpectedEOF
		}
	}
	value, has, minus := 0, false, false
	if c == '-' {
		minus = true
		if c, err = r.in.ReadByte(); err != nil {
			return io.ErrUnexpectedEOF
		}
	}
	for c >= '0' && c <= '9' {
		has = true
		if value < 1<<40 {
			value = value*10 + int(c-'0')
		}
		if c, err = r.in.ReadByte(); err != nil {
			return io.ErrUnexpectedEOF
		}
	}
	if minus {
		value = -value
	}
	if c != ' ' {
		_ = r.in.UnreadByte()
	}
	name := string(word[:n])
	if name == "bin" {
		r.skip = max(r.skip-1, 0)
		if value > 0 {
			_, err = io.CopyN(io.Discard, r.in, int64(value))
		}
		return err
	}
	fresh, star := r.fresh, r.star
	r.fresh, r.star = false, false
	if r.skip > 0 && name != "u" && !fresh {
		r.skip--
		return nil
	}
	r.word(name, value, has, fresh || star, star)
	return nil
}

// mark takes a control of one sign.
func (r *rich) mark(c byte) {
	switch c {
	case '\'':
		a, _ := r.in.ReadByte()
		b, _ := r.in.ReadByte()
		hi, lo := unhex(a), unhex(b)
		if hi < 0 || lo < 0 {
			return
		}
		r.plainByte(byte(hi<<4 | lo))
	case '*':
		r.star = true
	case '\\', '{', '}':
		r.plainByte(c)
	case '~':
		r.literal(" ")
	case '_':
		r.literal("-")
	case '\r', '\n':
		r.word("par", 0, false, false, false)
	case '\t':
		r.literal("\t")
	}
}

func unhex(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}

// literal says a text that is not in the code page.
func (r *rich) literal(s string) {
	if r.skip > 0 {
		r.skip--
		return
	}
	r.flush()
	r.put(s)
}

// flush decodes the bytes that wait.
func (r *rich) flush() {
	if len(r.raw) == 0 {
		return
	}
	raw := r.raw
	r.raw = r.raw[:0]
	f, known := r.fonts[r.fontNow()]
	if known && f.symbol && r.state.to == toBody {
		for _, c := range raw {
			r.put(symbolRune("Symbol", rune(c)))
		}
		return
	}
	page := r.page
	if known && f.cp != 0 {
		page = r.pageOf(f.cp)
	}
	r.put(page.decode(raw))
}

func (r *rich) fontNow() int {
	if r.state.font < 0 {
		return r.first
	}
	return r.state.font
}

func (r *rich) pageOf(cp int) *codePage {
	p := r.pages[cp]
	if p == nil {
		p = pageOf(cp)
		if len(r.pages) < 100 {
			r.pages[cp] = p
		}
	}
	return p
}

// put sends text where the group says.
func (r *rich) put(s string) {
	r.high = 0
	switch r.state.to {
	case toBody, toLabel:
		if r.state.deleted {
			r.deletions += len(s)
			return
		}
		if r.state.hidden {
			r.hiddens++
		}
		if r.state.to == toLabel {
			s = strings.ReplaceAll(s, "\t", " ")
		}
		r.place()
		r.say(s)
	case toCatch, toField:
		b := r.caught[r.state.catch]
		if b == nil {
			if r.caught == nil {
				r.caught = map[string]*strings.Builder{}
			}
			b = &strings.Builder{}
			r.caught[r.state.catch] = b
		}
		if b.Len() < mostCatch {
			b.WriteString(s)
		}
	}
}

// endGroup gives back the state before the group; done means that the file
// ends.
func (r *rich) endGroup() (done bool) {
	r.high = 0
	if r.state.owner {
		r.catchEnd()
	}
	switch r.state.frame {
	case frameBox, frameAside:
		r.finish(r.state.frame)
	}
	n := len(r.stack)
	if n == 0 {
		return true
	}
	r.state = r.stack[n-1]
	r.stack = r.stack[:n-1]
	return n == 1
}

// settle puts down what is known at the end.
func (r *rich) settle() {
	r.doc.Charset = r.told
	if r.pictures > 0 {
		r.fields.add("Pictures", fmt.Sprint(r.pictures))
	}
	if r.deletions > 0 {
		r.note("Changes were tracked: deleted text is left out, as the latest version shows it.")
	}
	if r.hiddens > 0 {
		r.note("Some text is hidden in the file; it is given here among the rest.")
	}
}
