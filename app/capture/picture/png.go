package picture

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"io"
	"strings"

	"redthread/app/capture/plain"
)

// mostText is how many bytes of one text of a PNG are taken, packed or not.
const mostText = 256 << 10

// chunkNames are keywords of texts in PNG, in our words.
var chunkNames = map[string]string{
	"Title": "Title", "Author": "Author", "Description": "Description", "Copyright": "Copyright", "Creation Time": "Creation time", "Software": "Software",
	"Source": "Source", "Comment": "Comment", "Warning": "Warning", "Disclaimer": "Disclaimer", "date:create": "File made", "date:modify": "Changed",
}

func (p *picture) png() {
	at := int64(8)
	unpacked := 4 * mostText
	for range mostSegments {
		h := p.at(at, 8)
		if len(h) < 8 {
			return
		}
		size := int64(binary.BigEndian.Uint32(h))
		kind := string(h[4:])
		if size > 1<<31 || kind == "IEND" {
			return
		}
		switch kind {
		case "IHDR":
			if b := p.at(at+8, 8); len(b) == 8 {
				p.width, p.height = int(binary.BigEndian.Uint32(b)&0x7FFFFFFF), int(binary.BigEndian.Uint32(b[4:])&0x7FFFFFFF)
			}
		case "acTL":
			if b := p.at(at+8, 4); len(b) == 4 {
				p.frames = int(binary.BigEndian.Uint32(b) & 0x7FFFFFFF)
			}
		case "eXIf":
			p.exif(p.at(at+8, size))
		case "tIME":
			if b := p.at(at+8, 7); len(b) == 7 {
				p.note("Changed", stamp(int(binary.BigEndian.Uint16(b)), b[2], b[3], b[4], b[5], b[6]))
			}
		case "tEXt", "zTXt", "iTXt":
			p.textChunk(kind, p.at(at+8, min(size, mostText)), &unpacked)
		}
		at += 12 + size
	}
}

func (p *picture) textChunk(kind string, b []byte, unpacked *int) {
	key, rest, ok := bytes.Cut(b, []byte{0})
	if !ok || len(key) > 79 {
		return
	}
	packed := false
	switch kind {
	case "zTXt":
		if len(rest) < 1 {
			return
		}
		packed, rest = true, rest[1:]
	case "iTXt":
		if len(rest) < 2 {
			return
		}
		packed = rest[0] == 1
		parts := bytes.SplitN(rest[2:], []byte{0}, 3) // language, the keyword in it, text
		if len(parts) < 3 {
			return
		}
		rest = parts[2]
	}
	if packed {
		z, err := zlib.NewReader(bytes.NewReader(rest))
		if err != nil {
			return
		}
		// What is damaged or too much is left out; what came before is kept.
		rest, _ = io.ReadAll(io.LimitReader(z, int64(min(mostText, *unpacked))))
		*unpacked -= len(rest)
	}
	name := string(key)
	switch {
	case name == "XML:com.adobe.xmp":
		p.xmp(rest)
		return
	case strings.HasPrefix(name, "Raw profile type"):
		return // figures of a program, repeated elsewhere
	case chunkNames[name] != "":
		name = chunkNames[name]
	default:
		name = plain.Tidy(strings.ToValidUTF8(name, "\uFFFD"))
	}
	if kind == "iTXt" {
		p.note(name, string(rest))
		return
	}
	text, _, _ := plain.Decode(rest, "")
	p.note(name, text)
}
