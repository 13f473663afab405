package pdftext

import (
	"context"
	"fmt"
	"strconv"

	"redthread/app/capture/document"
)

// Read gives the paragraphs of a PDF in reading order, with their pages, and
// what the file says of itself. A file locked with a password that is not empty
// gives document.ErrLocked, one without any page document.ErrDamaged.
func Read(ctx context.Context, in document.Input) (document.Document, error) {
	out, err := read(ctx, in, wholeUpTo)
	if err != nil {
		return document.Document{}, fmt.Errorf("reading the PDF: %w", err)
	}
	return out, nil
}

// errNoPages is a file in which no page was found.
var errNoPages = fmt.Errorf("%w: no page was found in it", document.ErrDamaged)

func read(ctx context.Context, in document.Input, whole int64) (document.Document, error) {
	in.Limits = bounded(in.Limits)
	f, err := open(ctx, in, whole)
	if err != nil {
		return document.Document{}, err
	}
	out := document.Document{Format: "pdf"}
	r := reader{f: f, out: &out, off: f.layersOff()}
	f.pages(r.page)
	if out.Pages == 0 {
		if err := ctx.Err(); err != nil {
			return document.Document{}, err
		}
		if f.exceeded {
			return document.Document{}, document.ErrTooLarge
		}
		return document.Document{}, errNoPages
	}
	f.describe(&out)
	r.notes()
	return out, nil
}

// bounded puts the usual limits where none are given.
func bounded(l document.Limits) document.Limits {
	u := document.Usual()
	for _, p := range []struct{ have, usual *int }{
		{&l.Pages, &u.Pages}, {&l.Passages, &u.Passages}, {&l.Text, &u.Text}, {&l.Parts, &u.Parts}, {&l.Depth, &u.Depth},
	} {
		if *p.have <= 0 {
			*p.have = *p.usual
		}
	}
	if l.Unpacked <= 0 {
		l.Unpacked = u.Unpacked
	}
	return l
}

// reader goes through the pages of one file.
type reader struct {
	f   *file
	out *document.Document
	off map[int]bool

	sheet    sheet
	text     int // bytes given so far
	ops      int // operators of all pages
	read     int // pages that were read
	pictures int // pages without text that hold pictures
	dumb     int // pages with letters that the file gives no meaning
	hidden   bool
	full     string // the bound that was reached
}

// mostOps bounds the work over all pages: a form drawn by every page of a long
// file is small, and yet read again for each.
const mostOps = 150_000_000

// mostCounted is where counting the pages behind the last one read ends.
const mostCounted = 1_000_000

func (r *reader) page(p page) bool {
	r.out.Pages = p.number
	limits := r.f.limits
	switch {
	case r.full != "":
		return p.number < mostCounted
	case r.f.ctx.Err() != nil:
		r.full = "the time was up"
		return false
	case p.number > limits.Pages:
		r.full = "it has too many pages"
		return true
	case r.ops > mostOps:
		r.full = "its drawings are too large"
		return true
	}
	r.sheet = sheet{letters: r.sheet.letters[:0], words: r.sheet.words[:0], frames: r.sheet.frames[:0]}
	r.draw(p)
	if r.f.ctx.Err() != nil {
		r.full = "the time was up"
	}
	r.read++
	for _, t := range r.sheet.paragraphs() {
		if t = clean(t); t == "" {
			continue
		}
		if len(r.out.Passages) >= limits.Passages || r.text+len(t) > limits.Text {
			r.full = "it holds too much text"
			break
		}
		r.text += len(t)
		r.out.Passages = append(r.out.Passages, document.Passage{Page: p.number, Text: t})
	}
	if r.sheet.count == 0 && r.sheet.pictures > 0 {
		r.pictures++
	}
	if r.sheet.dumb > 20 && r.sheet.dumb > r.sheet.count/20 {
		r.dumb++
	}
	r.hidden = r.hidden || r.sheet.hidden
	return true
}

// draw runs the content of a page, then what its annotations show.
func (r *reader) draw(p page) {
	f, b := r.f, p.box
	d := &drawing{f: f, sheet: &r.sheet, off: r.off}
	s := &r.sheet
	s.wide, s.high = b[2]-b[0], b[3]-b[1]
	var m matrix
	switch p.turn {
	case 90:
		m = matrix{0, 1, 1, 0, -b[1], -b[0]}
		s.wide, s.high = s.high, s.wide
	case 180:
		m = matrix{-1, 0, 0, 1, b[2], -b[1]}
	case 270:
		m = matrix{0, -1, -1, 0, b[3], b[2]}
		s.wide, s.high = s.high, s.wide
	default:
		m = matrix{1, 0, 0, -1, -b[0], b[3]}
	}
	d.state = state{ctm: m, stretch: 1}
	resources := f.dict(p.resources)
	d.run(f.content(p.dict["Contents"]), resources, 0)
	d.annotations(p, m)
	r.ops += d.ops
}

// content puts the content streams of a page into one, as an operator may begin
// in one and end in the next.
func (f *file) content(v any) []byte {
	const most = 64 << 20
	switch v := f.resolve(v).(type) {
	case *stream:
		return f.unpack(v, most)
	case array:
		if len(v) == 1 {
			return f.unpack(f.stream(v[0]), most)
		}
		var all []byte
		for _, part := range v {
			if len(all) < most && f.ctx.Err() == nil {
				all = append(append(all, f.unpack(f.stream(part), most-len(all))...), '\n')
			}
		}
		return all
	}
	return nil
}

// notes says what is odd or missing.
func (r *reader) notes() {
	pages := strconv.Itoa(r.out.Pages)
	if r.full != "" && r.read < r.out.Pages {
		r.f.note("Only the first " + strconv.Itoa(r.read) + " of " + pages + " pages were read, because " + r.full + ".")
	} else if r.full != "" {
		r.f.note("Not all of the text was read, because " + r.full + ".")
	}
	switch {
	case r.pictures == 0:
	case r.out.Pages == 1:
		r.f.note("The page holds no text; it is a picture.")
	case r.pictures == r.out.Pages:
		r.f.note("None of the " + pages + " pages holds text; they are pictures.")
	case r.pictures == 1:
		r.f.note("1 of " + pages + " pages holds no text; it is a picture.")
	default:
		r.f.note(strconv.Itoa(r.pictures) + " of " + pages + " pages hold no text; they are pictures.")
	}
	if r.dumb > 0 {
		r.f.note("On " + strconv.Itoa(r.dumb) + " of " + pages + " pages some letters can be seen but not read, because the file does not say what they mean.")
	}
	if r.hidden {
		r.f.note("The file has layers that are not shown; their text is left out.")
	}
	r.out.Notes = r.f.notes
}

// layersOff gives the layers that are not shown when the file is opened.
func (f *file) layersOff() map[int]bool {
	p := f.dict(f.dict(f.trailer["Root"])["OCProperties"])
	if p == nil {
		return nil
	}
	off := map[int]bool{}
	set := func(v any, to bool) {
		for _, v := range f.array(v) {
			if r, ok := v.(ref); ok {
				off[r.num] = to
			}
		}
	}
	d := f.dict(p["D"])
	if f.name(d["BaseState"]) == "OFF" {
		set(p["OCGs"], true)
		set(d["ON"], false)
	}
	set(d["OFF"], true)
	for num, is := range off {
		if !is {
			delete(off, num)
		}
	}
	return off
}
