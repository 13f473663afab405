// Package picture reads what pictures say of themselves: format and size, the
// camera's notes (EXIF), what programs and agencies have added (XMP, IPTC, the
// text of PNG), from JPEG, PNG, GIF, WebP, TIFF, BMP, HEIC and AVIF. Pixels are
// never decoded. Words in a picture are read by OCR, where the program
// tesseract is installed.
package picture

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"redthread/app/capture/document"
	"redthread/app/capture/plain"
)

const (
	mostSegments = 4096    // segments, chunks or boxes of a file that are looked at
	mostBlock    = 4 << 20 // bytes of one block of notes
)

// NoText is the note on a picture, which has no passages.
const NoText = "A picture: it has no text of its own."

// Read reads the notes of a picture. It is a document.Reader; the document has
// no passages.
func Read(ctx context.Context, in document.Input) (document.Document, error) {
	doc := document.Document{Format: "picture"}
	if err := ctx.Err(); err != nil {
		return doc, err
	}
	p := picture{in: in, ctx: ctx, doc: &doc, w: plain.NewWriter(&doc, in.Limits)}
	head := p.at(0, 32)
	known := false
	for _, f := range formats {
		if f.is(head) {
			p.format = f.name
			f.read(&p)
			known = true
			break
		}
	}
	if !known {
		return doc, fmt.Errorf("reading the picture: %w", document.ErrUnknown)
	}
	if err := ctx.Err(); err != nil {
		return doc, err
	}
	if p.failed != nil {
		return doc, fmt.Errorf("reading the picture: %w", p.failed)
	}
	p.tell()
	doc.Notes = append(doc.Notes, NoText)
	return doc, nil
}

// picture is one that is being read.
type picture struct {
	in            document.Input
	ctx           context.Context
	doc           *document.Document
	w             *plain.Writer
	format        string
	width, height int
	frames        int
	notes         []document.Field // those of EXIF, XMP and the like
	dates         [datesKept]string
	failed        error
}

// formats are told by their first bytes.
var formats = []struct {
	name string
	is   func(head []byte) bool
	read func(*picture)
}{
	{"JPEG", begins("\xFF\xD8\xFF"), (*picture).jpeg},
	{"PNG", begins("\x89PNG\r\n\x1a\n"), (*picture).png},
	{"GIF", begins("GIF8"), (*picture).gif},
	{"WebP", func(h []byte) bool { return begins("RIFF")(h) && string(h[8:12]) == "WEBP" }, (*picture).webp},
	{"TIFF", func(h []byte) bool { return begins("II*\x00")(h) || begins("MM\x00*")(h) }, (*picture).tiff},
	{"HEIC", brands("heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1"), (*picture).heif},
	{"AVIF", brands("avif", "avis"), (*picture).heif},
	{"BMP", begins("BM"), (*picture).bmp},
}

func begins(magic string) func([]byte) bool {
	return func(head []byte) bool { return len(head) >= 12 && strings.HasPrefix(string(head), magic) }
}

func brands(all ...string) func([]byte) bool {
	return func(head []byte) bool {
		if len(head) < 12 || string(head[4:8]) != "ftyp" {
			return false
		}
		for _, b := range all {
			if string(head[8:12]) == b {
				return true
			}
		}
		return false
	}
}

// Size gives the width and height of a picture in pixels from its head, as far
// as one of the formats tells it; ok is false otherwise.
func Size(ctx context.Context, in document.Input) (width, height int, ok bool) {
	var doc document.Document
	p := picture{in: in, ctx: ctx, doc: &doc, w: plain.NewWriter(&doc, in.Limits)}
	head := p.at(0, 32)
	for _, f := range formats {
		if f.is(head) {
			f.read(&p)
			return p.width, p.height, p.width > 0 && p.height > 0
		}
	}
	return 0, 0, false
}

// at gives up to n bytes at an offset, fewer at the end of the file, none
// outside of it or where it cannot be read.
func (p *picture) at(offset, n int64) []byte {
	if offset < 0 || offset >= p.in.Size || n <= 0 || p.ctx.Err() != nil {
		return nil
	}
	b := make([]byte, min(n, mostBlock, p.in.Size-offset))
	got, err := p.in.ReadAt(b, offset)
	if err != nil && !errors.Is(err, io.EOF) {
		p.failed = err
		return nil
	}
	return b[:got]
}

// note keeps what the picture says; the same said twice is kept once.
func (p *picture) note(name, value string) {
	value = plain.Tidy(strings.ToValidUTF8(value, "\uFFFD"))
	if value == "" || len(p.notes) > 400 {
		return
	}
	if len(value) > 8<<10 {
		value = strings.ToValidUTF8(value[:8<<10], "")
	}
	for _, n := range p.notes {
		if n.Name == name && n.Value == value {
			return
		}
	}
	p.notes = append(p.notes, document.Field{Name: name, Value: value})
}

// made is a date of taking or creation that a picture states as such, the
// surest first. A stamp of a file or of a change, and the text of a PNG that
// any program fills as it likes, is none: Published comes from these alone.
type made int

const (
	takenByCamera    made = iota // EXIF DateTimeOriginal
	createdByAgency              // IPTC date created
	digitised                    // EXIF DateTimeDigitized
	createdByProgram             // XMP CreateDate
	datesKept
)

// dated keeps the first date of each sort.
func (p *picture) dated(m made, value string) {
	if p.dates[m] == "" {
		p.dates[m] = plain.Tidy(strings.ToValidUTF8(value, "\uFFFD"))
	}
}

func (p *picture) said(name string) string {
	for _, n := range p.notes {
		if n.Name == name {
			return n.Value
		}
	}
	return ""
}

// tell writes what was found into the document.
func (p *picture) tell() {
	p.w.Field("Format", p.format)
	if p.width > 0 && p.height > 0 {
		p.w.Field("Size", strconv.Itoa(p.width)+" × "+strconv.Itoa(p.height)+" pixels")
	} else {
		p.w.Note("The size of the picture is not told.")
	}
	if p.frames > 1 {
		p.w.Field("Pictures in the file", strconv.Itoa(p.frames))
	}
	for _, n := range p.notes {
		p.w.Field(n.Name, n.Value)
	}
	for _, to := range []struct {
		field *string
		names []string
	}{
		{&p.doc.Title, []string{"Headline", "Title", "Description"}},
		{&p.doc.Author, []string{"Author", "Artist"}},
		{&p.doc.Publisher, []string{"Credit", "Source"}},
	} {
		for _, n := range to.names {
			if v := p.said(n); *to.field == "" && len(v) <= 500 {
				*to.field = strings.ReplaceAll(v, "\n", " ")
			}
		}
	}
	for _, d := range p.dates {
		if day, ok := plain.Day(d); ok && p.doc.Published == "" {
			p.doc.Published = day
		}
	}
	if day, ok := plain.Day(p.said("Changed")); ok {
		p.doc.Modified = day
	}
	if u := p.said("Web address"); strings.HasPrefix(u, "http") {
		p.doc.URL = u
	}
}

func (p *picture) jpeg() {
	at := int64(2)
	for range mostSegments {
		h := p.at(at, 4)
		if len(h) < 4 || h[0] != 0xFF {
			return
		}
		marker := h[1]
		if marker == 0xFF { // fill
			at++
			continue
		}
		if marker == 0x01 || marker >= 0xD0 && marker <= 0xD8 {
			at += 2
			continue
		}
		size := int64(binary.BigEndian.Uint16(h[2:]))
		if marker == 0xDA || marker == 0xD9 || size < 2 {
			return // the pixels begin
		}
		switch {
		case marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC:
			if b := p.at(at+4, 5); len(b) == 5 && p.width == 0 {
				p.height, p.width = int(binary.BigEndian.Uint16(b[1:])), int(binary.BigEndian.Uint16(b[3:]))
			}
		case marker == 0xE1:
			b := p.at(at+4, size-2)
			if rest, ok := strings.CutPrefix(string(b), "Exif\x00"); ok && len(rest) > 1 {
				p.exif([]byte(rest[1:]))
			} else if rest, ok := strings.CutPrefix(string(b), "http://ns.adobe.com/xap/1.0/\x00"); ok {
				p.xmp([]byte(rest))
			}
		case marker == 0xED:
			p.photoshop(p.at(at+4, size-2))
		case marker == 0xFE:
			text, _, _ := plain.Decode(p.at(at+4, size-2), "")
			p.note("Comment", text)
		}
		at += 2 + size
	}
}

func (p *picture) gif() {
	h := p.at(6, 7)
	if len(h) < 7 {
		return
	}
	p.width, p.height = int(binary.LittleEndian.Uint16(h)), int(binary.LittleEndian.Uint16(h[2:]))
	at := int64(13)
	if h[4]&0x80 != 0 {
		at += 3 << (1 + h[4]&7)
	}
	blocks := func() (text []byte) {
		for range 1 << 16 {
			b := p.at(at, 256)
			if len(b) == 0 {
				return text
			}
			n := int64(b[0])
			at += 1 + n
			if n == 0 {
				return text
			}
			if len(text) < 64<<10 {
				text = append(text, b[1:min(len(b), int(n)+1)]...)
			}
		}
		return text
	}
	for range mostSegments {
		b := p.at(at, 16)
		if len(b) < 2 {
			return
		}
		switch b[0] {
		case 0x21:
			at += 2
			if b[1] == 0xFF && len(b) >= 14 && string(b[3:14]) == "XMP DataXMP" {
				p.xmp(p.at(at+12, 1<<20)) // it is not cut into blocks, but ends as if it were
			}
			if text := blocks(); b[1] == 0xFE {
				s, _, _ := plain.Decode(text, "")
				p.note("Comment", s)
			}
		case 0x2C:
			if len(b) < 10 {
				return
			}
			p.frames++
			at += 11
			if b[9]&0x80 != 0 {
				at += 3 << (1 + b[9]&7)
			}
			blocks()
		default:
			return
		}
	}
}

func (p *picture) webp() {
	at := int64(12)
	for range mostSegments {
		h := p.at(at, 8)
		if len(h) < 8 {
			return
		}
		size := int64(binary.LittleEndian.Uint32(h[4:]))
		b := p.at(at+8, min(size, 16))
		switch string(h[:4]) {
		case "VP8X":
			if len(b) >= 10 {
				p.width, p.height = 1+(int(b[4])|int(b[5])<<8|int(b[6])<<16), 1+(int(b[7])|int(b[8])<<8|int(b[9])<<16)
			}
		case "VP8 ":
			if len(b) >= 10 && p.width == 0 {
				p.width, p.height = int(binary.LittleEndian.Uint16(b[6:])&0x3FFF), int(binary.LittleEndian.Uint16(b[8:])&0x3FFF)
			}
		case "VP8L":
			if len(b) >= 5 && p.width == 0 {
				bits := binary.LittleEndian.Uint32(b[1:])
				p.width, p.height = int(bits&0x3FFF)+1, int(bits>>14&0x3FFF)+1
			}
		case "ANMF":
			p.frames++
		case "EXIF":
			p.exif([]byte(strings.TrimPrefix(string(p.at(at+8, size)), "Exif\x00\x00")))
		case "XMP ":
			p.xmp(p.at(at+8, size))
		}
		at += 8 + size + size&1
	}
}

func (p *picture) bmp() {
	h := p.at(14, 12)
	if len(h) < 12 {
		return
	}
	if binary.LittleEndian.Uint32(h) == 12 {
		p.width, p.height = int(binary.LittleEndian.Uint16(h[4:])), int(binary.LittleEndian.Uint16(h[6:]))
		return
	}
	p.width = int(int32(binary.LittleEndian.Uint32(h[4:])))
	if p.height = int(int32(binary.LittleEndian.Uint32(h[8:]))); p.height < 0 {
		p.height = -p.height // the first line is the uppermost
	}
}
