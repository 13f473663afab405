package pdfdoc_test

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"
)

// pdf is a file as a stranger's reader sees it: objects found through the
// cross-reference stream, text through the Unicode maps of the fonts.
type pdf struct {
	t       testing.TB
	data    []byte
	objs    map[int]string // dictionaries
	streams map[int][]byte // unpacked
	trailer string
}

var (
	lengthRE = regexp.MustCompile(`/Length (\d+)>>$`)
	refRE    = regexp.MustCompile(`(\d+) 0 R`)
)

func read(t testing.TB, data []byte) *pdf {
	t.Helper()
	p := &pdf{t: t, data: data, objs: map[int]string{}, streams: map[int][]byte{}}
	tail := string(data[max(0, len(data)-60):])
	m := regexp.MustCompile(`startxref\n(\d+)\n%%EOF\n$`).FindStringSubmatch(tail)
	if m == nil {
		t.Fatalf("no startxref at the end: %q", tail)
	}
	self, table := p.objectAt(number(t, m[1]))
	p.trailer = p.objs[self]
	if len(table)%7 != 0 || !strings.Contains(p.trailer, fmt.Sprintf("/Size %d/", len(table)/7)) {
		t.Fatalf("cross-reference of %d bytes does not fit %s", len(table), p.trailer)
	}
	field := func(n int) (kind, where, index int) {
		b := table[7*n:]
		return int(b[0]), int(b[1])<<24 | int(b[2])<<16 | int(b[3])<<8 | int(b[4]), int(b[5])<<8 | int(b[6])
	}
	for n := 1; n < len(table)/7; n++ {
		if kind, where, _ := field(n); kind == 1 {
			if got, _ := p.objectAt(where); got != n {
				t.Fatalf("object %d lies where %d should", got, n)
			}
		} else if kind != 2 {
			t.Fatalf("object %d has kind %d", n, kind)
		}
	}
	for n := 1; n < len(table)/7; n++ {
		if kind, holder, index := field(n); kind == 2 {
			p.objs[n] = p.packedObject(holder, index, n)
		}
	}
	for n, dict := range p.objs {
		for _, ref := range refRE.FindAllStringSubmatch(dict, -1) {
			if _, ok := p.objs[number(t, ref[1])]; !ok {
				t.Errorf("object %d refers to %s, which is not there", n, ref[1])
			}
		}
	}
	return p
}

// objectAt reads an object with a stream at an offset of the file.
func (p *pdf) objectAt(offset int) (int, []byte) {
	p.t.Helper()
	head := string(p.data[offset:min(offset+60, len(p.data))])
	m := regexp.MustCompile(`^(\d+) 0 obj\n`).FindStringSubmatch(head)
	if m == nil {
		p.t.Fatalf("no object at %d: %q", offset, head)
	}
	n := number(p.t, m[1])
	body := p.data[offset+len(m[0]):]
	cut := bytes.Index(body, []byte("\nstream\n"))
	dict := string(body[:cut])
	size := number(p.t, lengthRE.FindStringSubmatch(dict)[1])
	raw := body[cut+8:]
	if !bytes.HasPrefix(raw[size:], []byte("\nendstream\nendobj\n")) {
		p.t.Fatalf("object %d is not %d bytes long", n, size)
	}
	raw = raw[:size]
	if strings.Contains(dict, "/FlateDecode") {
		z, err := zlib.NewReader(bytes.NewReader(raw))
		if err != nil {
			p.t.Fatal(err)
		}
		if raw, err = io.ReadAll(z); err != nil {
			p.t.Fatal(err)
		}
	}
	p.objs[n], p.streams[n] = dict, raw
	return n, raw
}

func (p *pdf) packedObject(holder, index, want int) string {
	p.t.Helper()
	first := number(p.t, regexp.MustCompile(`/First (\d+)`).FindStringSubmatch(p.objs[holder])[1])
	heads := strings.Fields(string(p.streams[holder][:first]))
	if heads[2*index] != strconv.Itoa(want) {
		p.t.Fatalf("object stream %d holds %s where %d should be", holder, heads[2*index], want)
	}
	body := string(p.streams[holder][first+number(p.t, heads[2*index+1]):])
	end := strings.IndexByte(body, '\n')
	return body[:end]
}

// page gives the dictionary and the content of a page, counted from 1.
func (p *pdf) page(n int) (dict, content string) {
	ref := p.pageRefs()[n-1]
	return p.objs[ref], string(p.streams[p.ref(p.objs[ref], "Contents")])
}

func (p *pdf) pageRefs() []int {
	pages := p.objs[p.ref(p.objs[p.ref(p.trailer, "Root")], "Pages")]
	var out []int
	for _, m := range refRE.FindAllStringSubmatch(pages[strings.Index(pages, "/Kids["):], -1) {
		out = append(out, number(p.t, m[1]))
	}
	return out
}

// ref gives the object a key of a dictionary refers to.
func (p *pdf) ref(dict, key string) int {
	p.t.Helper()
	m := regexp.MustCompile(`/` + key + `\[? ?(\d+) 0 R`).FindStringSubmatch(dict)
	if m == nil {
		p.t.Fatalf("no /%s in %s", key, dict)
	}
	return number(p.t, m[1])
}

// unicode gives the map of a font: code to text.
func (p *pdf) unicode(font string) map[string]string {
	dict := ""
	for _, o := range p.objs {
		if strings.HasPrefix(o, "<</Font<<") {
			dict = o
		}
	}
	cmap := p.streams[p.ref(p.objs[p.ref(dict, font)], "ToUnicode")]
	out := map[string]string{}
	for _, m := range regexp.MustCompile(`(?m)^<(\w{4})> <(\w+)>$`).FindAllStringSubmatch(string(cmap), -1) {
		var units []uint16
		for i := 0; i < len(m[2]); i += 4 {
			u, err := strconv.ParseUint(m[2][i:i+4], 16, 16)
			if err != nil {
				p.t.Fatal(err)
			}
			units = append(units, uint16(u))
		}
		out[m[1]] = string(utf16.Decode(units))
	}
	return out
}

// piece is a run of text on a page.
type piece struct {
	font, size, x, y string
	text             string
}

var showRE = regexp.MustCompile(`BT/(F\d) (\S+) Tf (\S+) (\S+) Td\[(.*?)\]TJ ET`)

func (p *pdf) pieces(n int) []piece {
	maps := map[string]map[string]string{}
	_, content := p.page(n)
	var out []piece
	for _, m := range showRE.FindAllStringSubmatch(content, -1) {
		if maps[m[1]] == nil {
			maps[m[1]] = p.unicode(m[1])
		}
		var b strings.Builder
		for _, hex := range regexp.MustCompile(`<(\w+)>`).FindAllStringSubmatch(m[5], -1) {
			for i := 0; i < len(hex[1]); i += 4 {
				text, ok := maps[m[1]][hex[1][i:i+4]]
				if !ok {
					p.t.Errorf("code %s of %s has no Unicode", hex[1][i:i+4], m[1])
				}
				b.WriteString(text)
			}
		}
		out = append(out, piece{font: m[1], size: m[2], x: m[3], y: m[4], text: b.String()})
	}
	return out
}

func (p *pdf) text(n int) string {
	var b strings.Builder
	for _, pc := range p.pieces(n) {
		b.WriteString(pc.text)
	}
	return b.String()
}

func (p *pdf) allText() string {
	var b strings.Builder
	for i := range p.pageRefs() {
		b.WriteString(p.text(i+1) + "\n")
	}
	return b.String()
}

func number(t testing.TB, s string) int {
	t.Helper()
	n, err := strconv.Atoi(s)
	if err != nil {
		t.Fatal(err)
	}
	return n
}
