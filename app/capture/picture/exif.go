package picture

import (
	"encoding/binary"
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode/utf16"

	"redthread/app/capture/plain"
)

// Bounds on TIFF directories.
const (
	mostDirectories = 64
	mostEntries     = 512
	mostValue       = 64 << 10
)

// directory kinds: what the tags mean depends on where they stand.
type kind int

const (
	mainDirectory kind = iota
	exifDirectory
	gpsDirectory
)

// tags are those whose text is told as it stands, from the specifications TIFF
// 6.0 and Exif 2.32.
var tags = map[kind]map[uint16]string{
	mainDirectory: {
		0x010D: "Document name", 0x010E: "Description", 0x010F: "Camera maker", 0x0110: "Camera", 0x0131: "Software", 0x0132: "Changed", 0x013B: "Artist",
		0x013C: "Computer", 0x8298: "Copyright", 0x9C9B: "Title", 0x9C9C: "Comment", 0x9C9D: "Author", 0x9C9E: "Keywords", 0x9C9F: "Subject",
	},
	exifDirectory: {
		0x9003: "Taken", 0x9004: "Digitised", 0x9010: "Time zone", 0x9011: "Time zone", 0x9286: "User comment", 0xA420: "Picture number", 0xA430: "Camera owner",
		0xA431: "Serial number of the camera", 0xA433: "Lens maker", 0xA434: "Lens", 0xA435: "Serial number of the lens",
	},
}

// turns are the values of Orientation.
var turns = map[uint32]string{
	2: "mirrored", 3: "turned by 180°", 4: "turned by 180° and mirrored", 5: "turned by 90° and mirrored",
	6: "turned by 90° to the left: turn it right to see it upright", 7: "turned by 90° and mirrored", 8: "turned by 90° to the right: turn it left to see it upright",
}

// tiffReader reads directories of TIFF, in a file or in a block of EXIF.
type tiffReader struct {
	*picture
	order   binary.ByteOrder
	get     func(offset, n int64) []byte
	seen    map[int64]bool
	gps     map[uint16]entry
	entries int
	isFile  bool
}

// entry is one tag with the bytes of its value.
type entry struct {
	tag, form uint16
	count     uint32
	value     []byte
}

func (p *picture) tiff() {
	r := &tiffReader{picture: p, get: p.at, isFile: true}
	r.read()
}

func (p *picture) exif(b []byte) {
	r := &tiffReader{picture: p, get: func(offset, n int64) []byte {
		if offset < 0 || offset >= int64(len(b)) || n <= 0 {
			return nil
		}
		return b[offset:min(offset+n, int64(len(b)))]
	}}
	r.read()
}

func (r *tiffReader) read() {
	h := r.get(0, 8)
	if len(h) < 8 {
		return
	}
	switch string(h[:2]) {
	case "II":
		r.order = binary.LittleEndian
	case "MM":
		r.order = binary.BigEndian
	default:
		return
	}
	r.seen, r.gps = map[int64]bool{}, map[uint16]entry{}
	at := int64(r.order.Uint32(h[4:]))
	for first := true; at != 0 && len(r.seen) < mostDirectories; first = false {
		if r.seen[at] {
			break // the chain bites its tail
		}
		if r.isFile {
			r.frames++
		}
		at = r.directory(at, mainDirectory, first)
	}
	r.position()
}

// sizes are the bytes of one value of each form of TIFF.
var sizes = [...]int64{0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8}

// directory reads one and gives the offset of the next.
func (r *tiffReader) directory(at int64, k kind, first bool) (next int64) {
	if r.seen[at] || len(r.seen) >= mostDirectories {
		return 0
	}
	r.seen[at] = true
	h := r.get(at, 2)
	if len(h) < 2 {
		return 0
	}
	n := int64(r.order.Uint16(h))
	if n > mostEntries {
		n = mostEntries
	}
	table := r.get(at+2, 12*n+4)
	for i := int64(0); i < n && 12*i+12 <= int64(len(table)); i++ {
		if r.entries++; r.entries > 4*mostEntries {
			return 0
		}
		if e, ok := r.entryAt(table[12*i : 12*i+12]); ok && (first || k != mainDirectory) {
			r.take(e, k)
		}
	}
	if rest := table[min(int64(len(table)), 12*n):]; len(rest) >= 4 && k == mainDirectory {
		return int64(r.order.Uint32(rest))
	}
	return 0
}

func (r *tiffReader) entryAt(b []byte) (entry, bool) {
	e := entry{tag: r.order.Uint16(b), form: r.order.Uint16(b[2:]), count: r.order.Uint32(b[4:])}
	if e.form == 0 || int(e.form) >= len(sizes) {
		return e, false
	}
	size := sizes[e.form] * int64(e.count)
	limit := int64(mostValue)
	if e.tag == 0x02BC || e.tag == 0x83BB {
		limit = mostBlock
	}
	switch {
	case size <= 4:
		e.value = b[8 : 8+size]
	case size > limit:
		return e, false
	default:
		e.value = r.get(int64(r.order.Uint32(b[8:])), size)
	}
	return e, len(e.value) > 0
}

func (r *tiffReader) take(e entry, k kind) {
	if k == gpsDirectory {
		r.gps[e.tag] = e
		return
	}
	if name := tags[k][e.tag]; name != "" {
		text := r.text(e)
		switch {
		case name == "Taken" || name == "Digitised" || name == "Changed":
			text = readable(text)
			if name == "Taken" {
				r.dated(takenByCamera, text)
			} else if name == "Digitised" {
				r.dated(digitised, text)
			}
		case name == "Camera":
			// Makers often repeat their name in that of the model.
			if maker := r.said("Camera maker"); maker != "" && !strings.HasPrefix(strings.ToLower(text), strings.ToLower(maker)) {
				text = maker + " " + text
			}
		}
		r.note(name, text)
		return
	}
	switch {
	case e.tag == 0x8769 && k == mainDirectory:
		r.directory(int64(r.number(e, 0)), exifDirectory, false)
	case e.tag == 0x8825 && k == mainDirectory:
		r.directory(int64(r.number(e, 0)), gpsDirectory, false)
	case e.tag == 0x0112:
		r.note("Orientation", turns[r.number(e, 0)])
	case e.tag == 0x0100 && r.isFile:
		r.width = int(r.number(e, 0))
	case e.tag == 0x0101 && r.isFile:
		r.height = int(r.number(e, 0))
	case e.tag == 0x02BC:
		r.xmp(e.value)
	case e.tag == 0x83BB:
		r.iptc(e.value)
	}
}

// text gives the words of a value: ASCII by the standard, in any charset in
// fact; those of Windows in UTF-16; comments with their charset before them.
func (r *tiffReader) text(e entry) string {
	b := e.value
	switch {
	case e.tag >= 0x9C9B && e.tag <= 0x9C9F:
		units := make([]uint16, len(b)/2)
		for i := range units {
			units[i] = binary.LittleEndian.Uint16(b[2*i:])
		}
		return strings.TrimRight(string(utf16.Decode(units)), "\x00")
	case e.tag == 0x9286 && len(b) >= 8:
		charset := strings.Trim(string(b[:8]), "\x00 ")
		declared := map[string]string{"UNICODE": "utf-16be", "JIS": "iso-2022-jp"}[charset]
		if declared == "utf-16be" && r.order == binary.LittleEndian {
			declared = "utf-16le"
		}
		text, _, _ := plain.Decode(b[8:], declared)
		return strings.Trim(text, "\x00 ")
	case e.form != 2 && e.form != 7 && e.form != 1:
		return strconv.FormatUint(uint64(r.number(e, 0)), 10)
	}
	text, _, _ := plain.Decode([]byte(strings.TrimRight(string(b), "\x00 ")), "")
	return text
}

func (r *tiffReader) number(e entry, i int64) uint32 {
	if i >= int64(e.count) || int64(len(e.value)) < (i+1)*sizes[e.form] {
		return 0
	}
	b := e.value[i*sizes[e.form]:]
	switch sizes[e.form] {
	case 1:
		return uint32(b[0])
	case 2:
		return uint32(r.order.Uint16(b))
	}
	return r.order.Uint32(b)
}

func (r *tiffReader) ratio(e entry, i int64) (float64, bool) {
	if (e.form != 5 && e.form != 10) || int64(len(e.value)) < 8*(i+1) {
		return 0, false
	}
	above, below := r.order.Uint32(e.value[8*i:]), r.order.Uint32(e.value[8*i+4:])
	if below == 0 {
		return 0, false
	}
	if e.form == 10 {
		return float64(int32(above)) / float64(int32(below)), true
	}
	return float64(above) / float64(below), true
}

// position tells where the picture was taken: degrees, minutes and seconds as
// one decimal figure, north and east positive, to a millionth, which is about
// ten centimetres.
func (r *tiffReader) position() {
	degrees := func(value, side uint16, negative string) (float64, bool) {
		e, ok := r.gps[value]
		d, okD := r.ratio(e, 0)
		if !ok || !okD {
			return 0, false
		}
		m, _ := r.ratio(e, 1)
		s, _ := r.ratio(e, 2)
		d += m/60 + s/3600
		if ref := r.gps[side].value; len(ref) > 0 && strings.EqualFold(string(ref[:1]), negative) {
			d = -d
		}
		return d, true
	}
	lat, okLat := degrees(2, 1, "S")
	lon, okLon := degrees(4, 3, "W")
	if okLat && okLon && math.Abs(lat) <= 90 && math.Abs(lon) <= 180 && (lat != 0 || lon != 0) {
		r.note("GPS position", fmt.Sprintf("%.6f, %.6f", lat, lon))
	}
	if h, ok := r.ratio(r.gps[6], 0); ok {
		if ref := r.gps[5].value; len(ref) > 0 && ref[0] == 1 {
			h = -h
		}
		r.note("GPS altitude", strconv.FormatFloat(h, 'f', -1, 32)+" m")
	}
	if d, ok := r.ratio(r.gps[17], 0); ok {
		r.note("GPS direction of view", strconv.FormatFloat(math.Round(d*10)/10, 'f', -1, 64)+"°")
	}
	if e, ok := r.gps[29]; ok {
		day := strings.ReplaceAll(strings.TrimRight(string(e.value), "\x00"), ":", "-")
		h, okH := r.ratio(r.gps[7], 0)
		m, _ := r.ratio(r.gps[7], 1)
		s, _ := r.ratio(r.gps[7], 2)
		if okH && h < 24 && m < 60 && s < 61 {
			day += fmt.Sprintf(" %02.0f:%02.0f:%02.0f UTC", h, m, math.Floor(s))
		}
		r.note("GPS time", day)
	}
}

// readable writes "2018:08:02 10:11:12" with hyphens; a clock that was never
// set says nothing.
func readable(s string) string {
	s = strings.Trim(s, "\x00 ")
	if strings.HasPrefix(s, "0000") || strings.Trim(s, ": ") == "" {
		return ""
	}
	if len(s) >= 10 && s[4] == ':' && s[7] == ':' {
		return s[:4] + "-" + s[5:7] + "-" + s[8:]
	}
	return s
}

func stamp(year int, month, day, hour, minute, second byte) string {
	return fmt.Sprintf("%04d-%02d-%02d %02d:%02d:%02d", year, month, day, hour, minute, second)
}
