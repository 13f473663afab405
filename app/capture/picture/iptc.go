package picture

import (
	"bytes"
	"encoding/binary"
	"strings"

	"redthread/app/capture/plain"
)

// records are the fields of IPTC-IIM (version 4, record 2) that agencies write.
var records = map[byte]string{
	5: "Title", 25: "Keywords", 40: "Instructions", 80: "Author", 85: "Author's position", 90: "City", 92: "Place", 95: "Province", 101: "Country",
	103: "Job number", 105: "Headline", 110: "Credit", 115: "Source", 116: "Copyright", 120: "Description", 122: "Caption by",
}

// photoshop finds the IPTC block among the resources that Photoshop writes.
func (p *picture) photoshop(b []byte) {
	rest, ok := bytes.CutPrefix(b, []byte("Photoshop 3.0\x00"))
	if !ok {
		return
	}
	for range mostSegments {
		if len(rest) < 12 || string(rest[:4]) != "8BIM" {
			return
		}
		id := binary.BigEndian.Uint16(rest[4:])
		name := 1 + int(rest[6])
		name += name & 1
		at := 6 + name
		if at+4 > len(rest) {
			return
		}
		size := int64(binary.BigEndian.Uint32(rest[at:]))
		data := rest[at+4:]
		if size > int64(len(data)) {
			size = int64(len(data))
		}
		if id == 0x0404 {
			p.iptc(data[:size])
		}
		rest = data[min(int64(len(data)), size+size&1):]
	}
}

// iptc reads the fields of a block of IPTC-IIM.
func (p *picture) iptc(b []byte) {
	declared := ""
	var keywords []string
	date, at := "", ""
	for range mostSegments {
		if len(b) < 5 || b[0] != 0x1C {
			break
		}
		record, field, size := b[1], b[2], int(binary.BigEndian.Uint16(b[3:]))
		if size > len(b)-5 {
			break // also the long form, which no text needs
		}
		value := b[5 : 5+size]
		b = b[5+size:]
		if record == 1 && field == 90 && bytes.HasPrefix(value, []byte("\x1B%G")) {
			declared = "utf-8"
		}
		if record != 2 {
			continue
		}
		text, _, _ := plain.Decode(value, declared)
		switch field {
		case 25:
			if len(keywords) < 100 {
				keywords = append(keywords, text)
			}
			continue
		case 55:
			date = text
		case 60:
			at = text
		}
		if name := records[field]; name != "" {
			p.note(name, text)
		}
	}
	p.note("Keywords", strings.Join(keywords, ", "))
	if len(date) == 8 {
		date = date[:4] + "-" + date[4:6] + "-" + date[6:]
		p.dated(createdByAgency, date)
		if len(at) >= 6 && p.said("Taken") == "" {
			date += " " + at[:2] + ":" + at[2:4] + ":" + at[4:6]
		}
		if p.said("Taken") == "" {
			p.note("Taken", date)
		}
	}
}
