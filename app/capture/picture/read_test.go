package picture

import (
	"bytes"
	"compress/zlib"
	"context"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/image/bmp"
	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
	xtiff "golang.org/x/image/tiff"

	"redthread/app/capture/document"
	"redthread/assets"
)

func input(b []byte) document.Input {
	return document.Input{ReaderAt: bytes.NewReader(b), Size: int64(len(b)), Limits: document.Usual()}
}

func value(d document.Document, name string) string {
	for _, f := range d.Meta {
		if f.Name == name {
			return f.Value
		}
	}
	return ""
}

func mustRead(t testing.TB, b []byte) document.Document {
	t.Helper()
	d, err := Read(context.Background(), input(b))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// blank is a picture of 7 by 5 pixels.
func blank() image.Image {
	return image.NewPaletted(image.Rect(0, 0, 7, 5), color.Palette{color.White, color.Black})
}

func encoded(t testing.TB, format string) []byte {
	t.Helper()
	var b bytes.Buffer
	var err error
	switch format {
	case "JPEG":
		err = jpeg.Encode(&b, blank(), nil)
	case "PNG":
		err = png.Encode(&b, blank())
	case "GIF":
		err = gif.EncodeAll(&b, &gif.GIF{Image: []*image.Paletted{blank().(*image.Paletted), blank().(*image.Paletted)}, Delay: []int{1, 1}})
	case "BMP":
		err = bmp.Encode(&b, blank())
	case "TIFF":
		err = xtiff.Encode(&b, blank(), nil)
	case "WebP":
		vp8x := []byte{0, 0, 0, 0, 6, 0, 0, 4, 0, 0}
		b.WriteString("RIFF\x00\x00\x00\x00WEBPVP8X")
		err = errors.Join(binary.Write(&b, binary.LittleEndian, uint32(len(vp8x))), binary.Write(&b, binary.LittleEndian, vp8x))
		block := exifBlock(binary.LittleEndian)
		b.WriteString("EXIF")
		err = errors.Join(err, binary.Write(&b, binary.LittleEndian, uint32(len(block))))
		b.Write(block)
	case "HEIC":
		b.Write(heic(exifBlock(binary.BigEndian)))
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestFormatsAndSizes(t *testing.T) {
	for _, format := range []string{"JPEG", "PNG", "GIF", "BMP", "TIFF", "WebP", "HEIC"} {
		b := encoded(t, format)
		d := mustRead(t, b)
		if value(d, "Format") != format || value(d, "Size") != "7 × 5 pixels" || len(d.Passages) != 0 || d.Notes[len(d.Notes)-1] != NoText {
			t.Errorf("%s: got %+v", format, d)
		}
		if w, h, ok := Size(context.Background(), input(b)); w != 7 || h != 5 || !ok {
			t.Errorf("%s: Size gives %d by %d, %v", format, w, h, ok)
		}
	}
	if d := mustRead(t, encoded(t, "GIF")); value(d, "Pictures in the file") != "2" {
		t.Errorf("a GIF of two pictures: %+v", d.Meta)
	}
	if _, err := Read(context.Background(), input([]byte("no picture at all, only words"))); !errors.Is(err, document.ErrUnknown) {
		t.Errorf("words as a picture give %v", err)
	}
}

// exifBlock is a block of EXIF such as a camera writes.
func exifBlock(order binary.ByteOrder) []byte {
	b := []byte("II*\x00")
	if order == binary.BigEndian {
		b = []byte("MM\x00*")
	}
	u16 := func(at int, v uint16) { order.PutUint16(b[at:], v) }
	u32 := func(at int, v uint32) { order.PutUint32(b[at:], v) }
	b = append(b, make([]byte, 600)...)
	u32(4, 8)
	data := 300
	ascii := func(s string) (uint32, uint32) {
		at := data
		copy(b[at:], s)
		data += len(s) + 1
		return uint32(len(s) + 1), uint32(at)
	}
	ratios := func(v ...uint32) (uint32, uint32) {
		at := data
		for i, n := range v {
			u32(at+8*i, n)
			u32(at+8*i+4, 100)
		}
		data += 8 * len(v)
		return uint32(len(v)), uint32(at)
	}
	directory := func(at int, entries ...[4]uint32) {
		u16(at, uint16(len(entries)))
		for i, e := range entries {
			p := at + 2 + 12*i
			u16(p, uint16(e[0]))
			u16(p+2, uint16(e[1]))
			u32(p+4, e[2])
			if e[1] == 3 {
				u16(p+8, uint16(e[3]))
			} else if e[1] == 2 && e[2] <= 4 {
				b[p+8] = byte(e[3])
			} else {
				u32(p+8, e[3])
			}
		}
	}
	text := func(tag uint32, s string) [4]uint32 {
		n, at := ascii(s)
		return [4]uint32{tag, 2, n, at}
	}
	degrees := func(tag uint32, v ...uint32) [4]uint32 {
		n, at := ratios(v...)
		return [4]uint32{tag, 5, n, at}
	}
	directory(8, text(0x010F, "Maker"), text(0x0110, "Model 5"), text(0x0131, "Firmware 1"), [4]uint32{0x0112, 3, 1, 6}, text(0x013B, "A. Writer"), [4]uint32{0x8769, 4, 1, 120}, [4]uint32{0x8825, 4, 1, 160})
	directory(120, text(0x9003, "2018:08:02 10:11:12"))
	directory(160, [4]uint32{1, 2, 2, 'N'}, degrees(2, 4600, 4000, 1200), [4]uint32{3, 2, 2, 'E'}, degrees(4, 14200, 3000, 0))
	return b
}

// heic is a file of the boxes that tell a size and hold a block of EXIF.
func heic(exif []byte) []byte {
	box := func(kind string, body ...[]byte) []byte {
		all := bytes.Join(body, nil)
		return append(append(binary.BigEndian.AppendUint32(nil, uint32(len(all)+8)), kind...), all...)
	}
	item := append(make([]byte, 4), exif...)
	build := func(at uint32) []byte {
		ftyp := box("ftyp", []byte("heic\x00\x00\x00\x00mif1"))
		infe := box("infe", []byte{2, 0, 0, 0, 0, 1, 0, 0}, []byte("Exif\x00"))
		iinf := box("iinf", []byte{0, 0, 0, 0, 0, 1}, infe)
		iloc := box("iloc", []byte{0, 0, 0, 0, 0x44, 0x00, 0, 1, 0, 1, 0, 0, 0, 1}, binary.BigEndian.AppendUint32(nil, at), binary.BigEndian.AppendUint32(nil, uint32(len(item))))
		ispe := box("ispe", []byte{0, 0, 0, 0, 0, 0, 0, 7, 0, 0, 0, 5})
		meta := box("meta", []byte{0, 0, 0, 0}, iinf, iloc, box("iprp", box("ipco", ispe)))
		return append(append(ftyp, meta...), box("mdat")...)
	}
	head := build(uint32(len(build(0))))
	return append(head, item...)
}

// withSegment puts a segment into a JPEG, behind its first two bytes.
func withSegment(t testing.TB, marker byte, body []byte) []byte {
	b := encoded(t, "JPEG")
	s := append([]byte{0xFF, marker, byte((len(body) + 2) >> 8), byte(len(body) + 2)}, body...)
	return append(append(append([]byte{}, b[:2]...), s...), b[2:]...)
}

// withChunk puts a chunk into a PNG, behind its head.
func withChunk(t testing.TB, kind string, body []byte) []byte {
	b := encoded(t, "PNG")
	c := append(binary.BigEndian.AppendUint32(nil, uint32(len(body))), kind...)
	c = append(c, body...)
	c = binary.BigEndian.AppendUint32(c, crc32.ChecksumIEEE(c[4:]))
	return append(append(append([]byte{}, b[:33]...), c...), b[33:]...)
}

func TestCameraNotes(t *testing.T) {
	for name, b := range map[string][]byte{
		"JPEG":       withSegment(t, 0xE1, append([]byte("Exif\x00\x00"), exifBlock(binary.LittleEndian)...)),
		"JPEG of MM": withSegment(t, 0xE1, append([]byte("Exif\x00\x00"), exifBlock(binary.BigEndian)...)),
		"PNG":        withChunk(t, "eXIf", exifBlock(binary.BigEndian)),
		"WebP":       encoded(t, "WebP"),
		"HEIC":       encoded(t, "HEIC"),
	} {
		d := mustRead(t, b)
		for field, want := range map[string]string{
			"Camera": "Maker Model 5", "Software": "Firmware 1", "Taken": "2018-08-02 10:11:12", "GPS position": "46.670000, 142.500000", "Artist": "A. Writer",
			"Orientation": "turned by 90° to the left: turn it right to see it upright",
		} {
			if got := value(d, field); got != want {
				t.Errorf("%s: %s is %q, want %q", name, field, got, want)
			}
		}
		if d.Published != "2018-08-02" || d.Author != "A. Writer" {
			t.Errorf("%s: published %q, author %q", name, d.Published, d.Author)
		}
	}
}

func packed(s string) []byte {
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	_, _ = z.Write([]byte(s)) // into memory
	_ = z.Close()
	return b.Bytes()
}

const xmpText = `<?xpacket begin="" id="x"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" xmp:CreatorTool="Tool 3" photoshop:City="Nevelsk">` +
	`<dc:creator><rdf:Seq><rdf:li>A. Writer</rdf:li><rdf:li>B. Other</rdf:li></rdf:Seq></dc:creator><dc:description><rdf:Alt><rdf:li xml:lang="x-default">Forty welders</rdf:li><rdf:li xml:lang="ru">Сварщики</rdf:li></rdf:Alt></dc:description></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>`

func iptcBlock() []byte {
	var b []byte
	field := func(record, n byte, s string) {
		b = append(append(b, 0x1C, record, n, byte(len(s)>>8), byte(len(s))), s...)
	}
	field(1, 90, "\x1B%G")
	field(2, 105, "Сварщики в порту")
	field(2, 25, "harbour")
	field(2, 25, "welders")
	field(2, 55, "20180802")
	all := append([]byte("Photoshop 3.0\x008BIM\x04\x04\x00\x00"), binary.BigEndian.AppendUint32(nil, uint32(len(b)))...)
	return append(all, b...)
}

func TestNotesOfPrograms(t *testing.T) {
	for _, c := range []struct {
		name, field, want string
		in                []byte
	}{
		{"text of PNG", "Comment", "a ship", withChunk(t, "tEXt", []byte("Comment\x00a ship"))},
		{"packed text", "Description", "a ship", withChunk(t, "zTXt", append([]byte("Description\x00\x00"), packed("a ship")...))},
		{"text in UTF-8", "Title", "порт", withChunk(t, "iTXt", []byte("Title\x00\x00\x00ru\x00\x00порт"))},
		{"XMP in PNG", "Author", "A. Writer, B. Other", withChunk(t, "iTXt", append([]byte("XML:com.adobe.xmp\x00\x01\x00\x00\x00"), packed(xmpText)...))},
		{"XMP in JPEG", "Description", "Forty welders", withSegment(t, 0xE1, []byte("http://ns.adobe.com/xap/1.0/\x00"+xmpText))},
		{"an attribute of XMP", "City", "Nevelsk", withSegment(t, 0xE1, []byte("http://ns.adobe.com/xap/1.0/\x00"+xmpText))},
		{"IPTC", "Headline", "Сварщики в порту", withSegment(t, 0xED, iptcBlock())},
		{"keywords of IPTC", "Keywords", "harbour, welders", withSegment(t, 0xED, iptcBlock())},
		{"a date of IPTC", "Taken", "2018-08-02", withSegment(t, 0xED, iptcBlock())},
		{"a comment", "Comment", "made for the list", withSegment(t, 0xFE, []byte("made for the list"))},
	} {
		if got := value(mustRead(t, c.in), c.field); got != c.want {
			t.Errorf("%s: %s is %q, want %q", c.name, c.field, got, c.want)
		}
	}
}

func TestPicturesMadeToHurt(t *testing.T) {
	loop := exifBlock(binary.LittleEndian)
	binary.LittleEndian.PutUint32(loop[8+2+7*12:], 8)   // the next directory is the first
	binary.LittleEndian.PutUint32(loop[8+2+5*12+8:], 8) // and so are those within
	huge := exifBlock(binary.LittleEndian)
	binary.LittleEndian.PutUint32(huge[8+2+4:], 0xFFFFFFFF) // a value of four gigabytes
	for name, b := range map[string][]byte{
		"directories in a ring": withSegment(t, 0xE1, append([]byte("Exif\x00\x00"), loop...)),
		"a huge value":          withSegment(t, 0xE1, append([]byte("Exif\x00\x00"), huge...)),
		"a bomb of text":        withChunk(t, "zTXt", append([]byte("Comment\x00\x00"), packed(strings.Repeat("a", 200<<20))...)),
		"many segments":         append([]byte{0xFF, 0xD8}, bytes.Repeat([]byte{0xFF, 0xE5, 0, 2}, 500_000)...),
		"many chunks":           append(encoded(t, "PNG")[:33], bytes.Repeat([]byte("\x00\x00\x00\x01tEXta\x00\x00\x00\x00"), 500_000)...),
		"boxes in boxes":        append([]byte("\x00\x00\x00\x14ftypheic\x00\x00\x00\x00mif1"), bytes.Repeat([]byte("\x00\x00\x00\x08meta"), 500_000)...),
		"a deep XMP":            withChunk(t, "iTXt", append([]byte("XML:com.adobe.xmp\x00\x01\x00\x00\x00"), packed(strings.Repeat("<a>", 80_000))...)),
		"blocks without an end": append(append([]byte("GIF89a\x01\x00\x01\x00\x00\x00\x00"), 0x21, 0xFE), bytes.Repeat([]byte{1, 'a'}, 500_000)...),
	} {
		start := time.Now()
		d, err := Read(context.Background(), input(b))
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		size := 0
		for _, f := range d.Meta {
			size += len(f.Value)
		}
		if took := time.Since(start); took > 5*time.Second || size > 1<<20 {
			t.Errorf("%s: %d bytes in %v", name, size, took)
		}
	}
}

// written is a picture of words, for the machine to read.
func written(t *testing.T, words string) string {
	t.Helper()
	f, err := opentype.Parse(assets.FontRegular())
	if err != nil {
		t.Fatal(err)
	}
	face, err := opentype.NewFace(f, &opentype.FaceOptions{Size: 40, DPI: 72})
	if err != nil {
		t.Fatal(err)
	}
	m := image.NewGray(image.Rect(0, 0, 900, 120))
	for i := range m.Pix {
		m.Pix[i] = 255
	}
	d := font.Drawer{Dst: m, Src: image.Black, Face: face, Dot: fixed.P(30, 75)}
	d.DrawString(words)
	path := filepath.Join(t.TempDir(), "words.png")
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestOCR(t *testing.T) {
	_, version, langs, ok := Tesseract()
	if !ok {
		t.Skip("tesseract is not installed")
	}
	d, err := OCR(context.Background(), written(t, "Forty welders in one room"), []string{"eng"})
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Passages) != 1 || d.Passages[0].Text != "Forty welders in one room" || value(d, "Mean confidence") == "" || !strings.Contains(strings.Join(d.Notes, " "), "Read by machine (tesseract "+version) {
		t.Errorf("got %+v with %v", d, langs)
	}
	path := filepath.Join(t.TempDir(), "large.png")
	b := encoded(t, "PNG")
	binary.BigEndian.PutUint32(b[16:], 20_000)
	binary.BigEndian.PutUint32(b[20:], 20_000)
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := OCR(context.Background(), path, nil); !errors.Is(err, document.ErrTooLarge) {
		t.Errorf("a picture of 400 megapixels gives %v", err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Millisecond)
	defer cancel()
	if _, err := OCR(ctx, written(t, "Forty"), []string{"eng"}); err == nil {
		t.Error("the program ran on after the end of its context")
	}
	if _, err := OCR(context.Background(), written(t, "x"), []string{"../../x"}); err == nil {
		t.Error("a path was taken as a language")
	}
}

func FuzzRead(f *testing.F) {
	for _, format := range []string{"JPEG", "PNG", "GIF", "BMP", "TIFF", "WebP", "HEIC"} {
		f.Add(encoded(f, format))
	}
	f.Add(withSegment(f, 0xE1, append([]byte("Exif\x00\x00"), exifBlock(binary.LittleEndian)...)))
	f.Add(withSegment(f, 0xED, iptcBlock()))
	f.Add(withChunk(f, "zTXt", append([]byte("Title\x00\x00"), packed("a ship")...)))
	f.Add(withSegment(f, 0xE1, []byte("http://ns.adobe.com/xap/1.0/\x00"+xmpText)))
	f.Fuzz(func(t *testing.T, b []byte) {
		d, err := Read(context.Background(), input(b))
		if err != nil && !errors.Is(err, document.ErrUnknown) {
			t.Fatal(err)
		}
		for _, m := range d.Meta {
			if m.Value == "" || strings.ContainsAny(m.Value, "\x00\r") || strings.Contains(m.Value, "  ") {
				t.Errorf("a field is not tidy: %q", m)
			}
		}
	})
}
