package pdftext

import (
	"bytes"
	"encoding/xml"
	"iter"
	"strconv"
	"strings"

	"redthread/app/capture/document"
)

// lines gives the lines of a text, however they end.
func lines(s string) iter.Seq[string] {
	return strings.SplitSeq(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s), "\n")
}

// describe fills in what the file says of itself: the document information, and
// what its XMP packet adds.
func (f *file) describe(out *document.Document) {
	info := f.dict(f.trailer["Info"])
	root := f.dict(f.trailer["Root"])
	get := func(k name) string {
		const most = 2000
		t := f.text(info[k])
		return clean(t[:min(len(t), most)].String())
	}
	xmp := f.xmp(root)
	either := func(a string, more ...string) string {
		for _, b := range more {
			if a == "" {
				a = xmp[b]
			}
		}
		return a
	}
	out.Title = either(get("Title"), "title")
	out.Author = either(get("Author"), "creator")
	out.Publisher = xmp["publisher"]
	out.Published = edtf(either(xmp["publicationDate"], "date"))
	out.Modified = edtf(either(get("ModDate"), "ModifyDate"))
	out.Language = clean(f.text(root["Lang"]).String())
	if out.Language == "" || len(out.Language) > 35 {
		out.Language = xmp["language"]
	}
	out.URL = xmp["url"]
	add := func(field, value string) {
		if value != "" {
			out.Meta = append(out.Meta, document.Field{Name: field, Value: value})
		}
	}
	add("Subject", either(get("Subject"), "description"))
	add("Keywords", either(get("Keywords"), "Keywords"))
	add("Creator", either(get("Creator"), "CreatorTool"))
	add("Producer", either(get("Producer"), "Producer"))
	add("Created", stamp(either(get("CreationDate"), "CreateDate")))
	add("Modified", stamp(either(get("ModDate"), "ModifyDate")))
	add("Document ID", xmp["DocumentID"])
	if f.lock != nil {
		add("Encryption", "opened without a password")
	}
}

// xmp gives the first value of each property of the XMP packet, by local name.
func (f *file) xmp(root dict) map[string]string {
	s := f.stream(root["Metadata"])
	if s == nil {
		return nil
	}
	const most = 1 << 20
	d := xml.NewDecoder(bytes.NewReader(f.unpack(s, most)))
	d.Strict = false
	out := map[string]string{}
	put := func(k, v string) {
		if v = clean(v); v != "" && out[k] == "" && len(v) < 2000 {
			out[k] = v
		}
	}
	var path []string
	for range 20_000 {
		t, err := d.RawToken()
		if err != nil {
			break
		}
		switch t := t.(type) {
		case xml.StartElement:
			if len(path) < 100 {
				path = append(path, t.Name.Local)
			}
			if t.Name.Local == "Description" {
				for _, a := range t.Attr {
					put(a.Name.Local, a.Value)
				}
			}
		case xml.EndElement:
			if len(path) > 0 {
				path = path[:len(path)-1]
			}
		case xml.CharData:
			for i := len(path) - 1; i >= 0; i-- {
				switch path[i] {
				case "Alt", "Seq", "Bag", "li":
					continue
				}
				put(path[i], string(t))
				break
			}
		}
	}
	return out
}

// edtf gives the day, month or year of "D:20180802123000+09'00'" and of
// "2018-08-02T12:30:00+09:00", "" for anything else.
func edtf(s string) string {
	digits := strings.TrimPrefix(strings.TrimSpace(s), "D:")
	if len(digits) >= 7 && digits[4] == '-' {
		digits, _, _ = strings.Cut(digits, "T")
		digits = strings.ReplaceAll(digits, "-", "")
	}
	n := 0
	for n < len(digits) && n < 8 && digits[n] >= '0' && digits[n] <= '9' {
		n++
	}
	digits = digits[:n]
	if n < 4 || digits < "1000" {
		return ""
	}
	part := func(from, to, most int) bool {
		if n < to {
			return false
		}
		v, _ := strconv.Atoi(digits[from:to])
		return v >= 1 && v <= most
	}
	switch {
	case !part(4, 6, 12):
		return digits[:4]
	case !part(6, 8, 31):
		return digits[:4] + "-" + digits[4:6]
	}
	return digits[:4] + "-" + digits[4:6] + "-" + digits[6:8]
}

// stamp writes a date of PDF the way ISO 8601 does, and leaves any other as it is.
func stamp(s string) string {
	d, ok := strings.CutPrefix(s, "D:")
	if !ok || len(d) < 14 || edtf(s) == "" {
		return s
	}
	zone := strings.TrimSuffix(strings.ReplaceAll(d[14:], "'", ":"), ":")
	return edtf(s) + "T" + d[8:10] + ":" + d[10:12] + ":" + d[12:14] + zone
}
