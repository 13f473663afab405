package picture

import (
	"bytes"
	"encoding/xml"
	"strings"
)

const (
	mostTokens = 50_000
	mostDeep   = 64
)

// properties of XMP, by the last part of their namespace and their name.
var properties = map[string]string{
	"dc/title": "Title", "dc/creator": "Author", "dc/description": "Description", "dc/rights": "Copyright", "dc/subject": "Keywords", "dc/publisher": "Publisher", "dc/source": "Source", "dc/language": "Language",
	"xmp/CreatorTool": "Software", "xmp/CreateDate": "Created", "xmp/ModifyDate": "Changed", "exif/DateTimeOriginal": "Taken", "exif/DateTimeDigitized": "Digitised", "xmp/Label": "Label", "xmp/Rating": "Rating",
	"photoshop/Headline": "Headline", "photoshop/City": "City", "photoshop/State": "Province", "photoshop/Country": "Country", "photoshop/Credit": "Credit", "photoshop/Source": "Source",
	"photoshop/DateCreated": "Taken", "photoshop/Instructions": "Instructions", "photoshop/CaptionWriter": "Caption by", "photoshop/AuthorsPosition": "Author's position", "photoshop/TransmissionReference": "Job number",
	"Iptc4xmpCore/Location": "Place", "rights/WebStatement": "Web address", "rights/UsageTerms": "Terms of use",
	"mm/DocumentID": "Document number", "mm/OriginalDocumentID": "Number of the original",
}

// xmp reads the fields of the Extensible Metadata Platform, in either of its
// forms: as attributes or as elements with lists in them.
func (p *picture) xmp(b []byte) {
	if at := bytes.Index(b, []byte("<?xpacket end")); at > 0 {
		b = b[:at] // fill follows
	}
	d := xml.NewDecoder(bytes.NewReader(bytes.TrimLeft(b, "\x00 \t\r\n\uFEFF")))
	d.Strict = false
	d.CharsetReader = nil
	var path []string
	var texts []string
	for range mostTokens {
		if p.ctx.Err() != nil {
			return
		}
		t, err := d.Token()
		if err != nil {
			return
		}
		switch t := t.(type) {
		case xml.StartElement:
			if len(path) >= mostDeep {
				return
			}
			path = append(path, key(t.Name))
			for _, a := range t.Attr {
				p.property(key(a.Name), a.Value)
			}
		case xml.EndElement:
			if len(path) == 0 {
				return
			}
			last := path[len(path)-1]
			path = path[:len(path)-1]
			if properties[last] != "" {
				if last == "dc/subject" || last == "dc/creator" {
					p.property(last, strings.Join(texts, ", "))
				} else if len(texts) > 0 {
					p.property(last, texts[0]) // the first of several languages
				}
				texts = nil
			}
		case xml.CharData:
			for _, name := range path {
				if properties[name] != "" && strings.TrimSpace(string(t)) != "" && len(texts) < 100 {
					texts = append(texts, strings.TrimSpace(string(t)))
					break
				}
			}
		}
	}
}

func (p *picture) property(k, value string) {
	if name := properties[k]; name != "" {
		p.note(name, value)
	}
	switch k {
	case "exif/DateTimeOriginal":
		p.dated(takenByCamera, value)
	case "photoshop/DateCreated":
		p.dated(createdByAgency, value)
	case "exif/DateTimeDigitized":
		p.dated(digitised, value)
	case "xmp/CreateDate":
		p.dated(createdByProgram, value)
	}
}

// key gives "dc/title": the part of a namespace that tells it from others, and
// the name. A prefix that was never declared stands for itself.
func key(n xml.Name) string {
	space := strings.TrimRight(n.Space, "/#")
	space = space[strings.LastIndexByte(space, '/')+1:]
	switch {
	case space == "1.1" && strings.Contains(n.Space, "purl.org/dc"):
		space = "dc"
	case space == "1.0" && strings.Contains(n.Space, "photoshop"):
		space = "photoshop"
	case space == "1.0" && strings.Contains(n.Space, "ns.adobe.com/exif"):
		space = "exif"
	case space == "1.0" && strings.HasSuffix(n.Space, "xap/1.0/"):
		space = "xmp"
	case space == "xmlns" && strings.Contains(n.Space, "Iptc4xmpCore"):
		space = "Iptc4xmpCore"
	case space == "xmpMM":
		space = "mm"
	case space == "xmpRights":
		space = "rights"
	}
	return space + "/" + n.Local
}
