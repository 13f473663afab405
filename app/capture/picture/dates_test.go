package picture

import (
	"encoding/binary"
	"strings"
	"testing"
)

func xmpWith(attributes string) []byte {
	return []byte("http://ns.adobe.com/xap/1.0/\x00" + `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" ` + attributes + `/></rdf:RDF>`)
}

// TestOnlyAStatedDateIsADateOfThePicture: a stamp of a file or of a change is
// kept among the notes, and is never the day the picture is of.
func TestOnlyAStatedDateIsADateOfThePicture(t *testing.T) {
	digital := exifBlock(binary.LittleEndian)
	binary.LittleEndian.PutUint16(digital[120+2:], 0x9004)
	changed := exifBlock(binary.LittleEndian)
	binary.LittleEndian.PutUint16(changed[8+2+2*12:], 0x0132) // in place of the software
	binary.LittleEndian.PutUint16(changed[120+2:], 0xA430)    // and the date is none of taking
	copy(changed[300:], "2020:01:02 03:04:05\x00")
	binary.LittleEndian.PutUint32(changed[8+2+2*12+4:], 20)
	binary.LittleEndian.PutUint32(changed[8+2+2*12+8:], 300)
	for _, c := range []struct {
		name, published, modified, field, value string
		in                                      []byte
	}{
		{"EXIF digitised", "2018-08-02", "", "Digitised", "2018-08-02 10:11:12", withSegment(t, 0xE1, append([]byte("Exif\x00\x00"), digital...))},
		{"EXIF changed", "", "2020-01-02", "Changed", "2020-01-02 03:04:05", withSegment(t, 0xE1, append([]byte("Exif\x00\x00"), changed...))},
		{"XMP created", "2018-08-02", "", "Created", "2018-08-02T10:11:12", withSegment(t, 0xE1, xmpWith(`xmp:CreateDate="2018-08-02T10:11:12"`))},
		{"XMP of the camera before XMP of a program", "2018-08-02", "2021-01-01", "Taken", "2018-08-02T10:11:12", withSegment(t, 0xE1, xmpWith(`xmp:CreateDate="2020-01-01" xmp:ModifyDate="2021-01-01" exif:DateTimeOriginal="2018-08-02T10:11:12"`))},
		{"XMP changed", "", "2021-01-01", "Changed", "2021-01-01", withSegment(t, 0xE1, xmpWith(`xmp:ModifyDate="2021-01-01"`))},
		{"IPTC created", "2018-08-02", "", "Taken", "2018-08-02", withSegment(t, 0xED, iptcBlock())},
		{"tIME of PNG", "", "2018-08-02", "Changed", "2018-08-02 10:11:12", withChunk(t, "tIME", []byte{0x07, 0xE2, 8, 2, 10, 11, 12})},
		{"file made", "", "", "File made", "2018-08-02T10:11:12+00:00", withChunk(t, "tEXt", []byte("date:create\x002018-08-02T10:11:12+00:00"))},
		{"file changed", "", "2018-08-02", "Changed", "2018-08-02T10:11:12+00:00", withChunk(t, "tEXt", []byte("date:modify\x002018-08-02T10:11:12+00:00"))},
		{"text of PNG", "", "", "Creation time", "2 Aug 2018", withChunk(t, "tEXt", []byte("Creation Time\x002 Aug 2018"))},
		{"text that calls itself so", "", "", "Taken", "2018-08-02", withChunk(t, "tEXt", []byte("Taken\x002018-08-02"))},
	} {
		d := mustRead(t, c.in)
		if d.Published != c.published || d.Modified != c.modified || !strings.HasPrefix(value(d, c.field), c.value) {
			t.Errorf("%s: published %q, modified %q, %s %q", c.name, d.Published, d.Modified, c.field, value(d, c.field))
		}
	}
}
