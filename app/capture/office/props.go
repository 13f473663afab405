package office

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"golang.org/x/text/language"

	"redthread/app/capture/document"
)

const (
	mostProps = 200 // fields of properties
	mostLinks = 300 // targets of links that are kept
	longProp  = 2000
)

// fields gathers what a file says of itself.
type fields struct {
	doc  *document.Document
	seen map[string]bool
}

func (f *fields) add(name, value string) {
	name, value = flat(tidy(name)), flat(tidy(value))
	if len(value) > longProp {
		value = strings.ToValidUTF8(value[:longProp], "")
	}
	key := name + "\x00" + value
	if f.seen == nil {
		f.seen = map[string]bool{}
	}
	if name == "" || value == "" || f.seen[key] || len(f.seen) >= mostProps+mostLinks {
		return
	}
	f.seen[key] = true
	f.doc.Meta = append(f.doc.Meta, document.Field{Name: name, Value: value})
}

// links keeps the targets of links that lead out of the file.
func (f *fields) link(target string) {
	t := strings.ToLower(target)
	for _, scheme := range []string{"http://", "https://", "mailto:", "ftp://", "tel:", "file://", `\\`} {
		if strings.HasPrefix(t, scheme) && len(target) <= longProp {
			f.add("Link", target)
			return
		}
	}
}

// day gives the day of a time as files write it, "2018-08-02T10:00:00Z", in
// EDTF; "" where it is none.
func day(s string) string {
	s = strings.TrimSpace(s)
	if len(s) >= 10 && s[4] == '-' && s[7] == '-' && digits(s[:4]) && digits(s[5:7]) && digits(s[8:10]) && s[:4] > "1900" {
		return s[:10]
	}
	if len(s) == 4 && digits(s) && s > "1900" {
		return s
	}
	return ""
}

func digits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// bcp47 gives a language tag in its usual form, "" where it is none.
func bcp47(s string) string {
	t, err := language.Parse(strings.TrimSpace(s))
	if err != nil || t == language.Und {
		return ""
	}
	return t.String()
}

// leaves is a handler that gives the text of every element that has no other.
type leaves struct {
	each  func(name string, at attrs, text string)
	at    attrs
	buf   []byte
	fresh bool
	n     int
}

func (l *leaves) start(_ string, at attrs) bool {
	l.at, l.fresh = at, true
	l.buf = l.buf[:0]
	l.n++
	return true
}

func (l *leaves) text(b []byte) {
	if l.fresh && len(l.buf) < longProp*4 {
		l.buf = append(l.buf, b...)
	}
}

func (l *leaves) end(name string) {
	if l.fresh {
		l.each(name, l.at, string(l.buf))
	}
	l.fresh = false
}

func (l *leaves) stop() error {
	if l.n > 20_000 {
		return errFull
	}
	return nil
}

// coreNames are the properties of Office Open XML that go into Meta.
var coreNames = map[string]string{
	"cp:lastModifiedBy": "Last modified by", "cp:revision": "Revision", "cp:lastPrinted": "Last printed",
	"cp:keywords": "Keywords", "cp:category": "Category", "cp:contentStatus": "Status", "cp:version": "Version",
	"dc:subject": "Subject", "dc:description": "Description", "dc:identifier": "Identifier", "dcterms:created": "Created",
	"ep:Application": "Application", "ep:AppVersion": "Application version", "ep:Company": "Company",
	"ep:Manager": "Manager", "ep:Template": "Template", "ep:TotalTime": "Editing time in minutes",
	"ep:HyperlinkBase": "Base of links", "ep:PresentationFormat": "Presentation format",
}

// properties reads docProps of a package of Office Open XML and gives the
// count of pages or slides that it names.
func (k *ooxml) properties(f *fields) (pages, slides int) {
	doc := f.doc
	read := func(name string, each func(name string, at attrs, text string)) {
		_ = walk(k.ctx, k.part(name), mostToken, &leaves{each: each}) // a fault here costs a property, no text
	}
	set := func(to *string, value string) {
		if *to == "" {
			*to = value
		}
	}
	core := func(name string, _ attrs, text string) {
		text = strings.TrimSpace(text)
		switch name {
		case "dc:title":
			set(&doc.Title, flat(tidy(text)))
		case "dc:creator":
			set(&doc.Author, flat(tidy(text)))
		case "dcterms:modified":
			set(&doc.Modified, day(text))
			f.add("Modified", text)
		case "dc:language":
			set(&doc.Language, bcp47(text))
		case "dc:publisher":
			set(&doc.Publisher, flat(tidy(text)))
		default:
			if label := coreNames[name]; label != "" {
				f.add(label, text)
			}
		}
	}
	app := func(name string, _ attrs, text string) {
		switch name {
		case "ep:Pages":
			pages = number(text, 0)
		case "ep:Slides":
			slides = number(text, 0)
		default:
			if label := coreNames[name]; label != "" && text != "0" {
				f.add(label, text)
			}
		}
	}
	read(k.target("", "core-properties", "docProps/core.xml"), core)
	read(k.target("", "extended-properties", "docProps/app.xml"), app)
	_ = walk(k.ctx, k.part(k.target("", "custom-properties", "docProps/custom.xml")), mostToken, &customs{fields: f})
	pictures, macros, embedded := 0, false, 0
	for _, name := range k.names {
		low := strings.ToLower(name)
		switch {
		case strings.Contains(low, "/media/"):
			pictures++
		case path.Base(low) == "vbaproject.bin":
			macros = true
		case strings.Contains(low, "/embeddings/"):
			embedded++
		}
	}
	if pictures > 0 {
		f.add("Pictures", fmt.Sprint(pictures))
	}
	if embedded > 0 {
		f.add("Embedded files", fmt.Sprint(embedded))
	}
	if macros {
		doc.Notes = append(doc.Notes, "The file holds macros; they are not read and never run.")
	}
	return pages, slides
}

// customs reads custom properties, whose name stands one element above the
// value.
type customs struct {
	fields *fields
	name   string
	value  []byte
	n      int
}

func (c *customs) start(name string, at attrs) bool {
	if name == "cup:property" {
		c.name, c.value = at.get("name"), c.value[:0]
		c.n++
	}
	return true
}

func (c *customs) text(b []byte) {
	if len(c.value) < longProp {
		c.value = append(c.value, b...)
	}
}

func (c *customs) end(name string) {
	if name == "cup:property" {
		c.fields.add(c.name, string(c.value))
	}
}

func (c *customs) stop() error {
	if c.n > mostProps {
		return errFull
	}
	return nil
}

// visit is a handler that looks at elements only.
type visit struct {
	on   func(name string, at attrs) bool
	n    int
	most int // elements; 0: very many
}

func (v *visit) start(name string, at attrs) bool { v.n++; return v.on(name, at) }
func (v *visit) end(string)                       {}
func (v *visit) text([]byte)                      {}
func (v *visit) stop() error {
	if v.most > 0 && v.n >= v.most || v.n > 2_000_000 {
		return errFull
	}
	return nil
}

// number reads a whole number that is not negative, otherwise gives def.
func number(s string, def int) int {
	s = strings.TrimSpace(s)
	if !digits(s) || len(s) > 9 {
		return def
	}
	n := 0
	for i := range len(s) {
		n = n*10 + int(s[i]-'0')
	}
	return n
}

// relation is a link from one part to another or out of the file.
type relation struct {
	id, kind, target string
	external         bool
}

// ooxml is an archive that is a package of Office Open XML.
type ooxml struct {
	*archive
	rels map[string][]relation
}

// relations gives what a part is linked with; "" is the package itself.
func (k *ooxml) relations(part string) []relation {
	if r, ok := k.rels[part]; ok {
		return r
	}
	dir, base := path.Split(part)
	var all []relation
	_ = walk(k.ctx, k.part(dir+"_rels/"+base+".rels"), mostToken, &visit{on: func(name string, at attrs) bool {
		if name != "rel:Relationship" || len(all) >= 100_000 {
			return name == "rel:Relationships"
		}
		r := relation{id: at.get("Id"), kind: path.Base(at.get("Type")), target: at.get("Target"), external: at.get("TargetMode") == "External"}
		if !r.external {
			if strings.HasPrefix(r.target, "/") {
				r.target = partKey(r.target)
			} else {
				r.target = partKey(dir + r.target)
			}
		}
		all = append(all, r)
		return false
	}})
	if len(k.rels) < 20_000 {
		k.rels[part] = all
	}
	return all
}

// target gives the part that a part is linked with under a kind, or a usual
// name where no link says so.
func (k *ooxml) target(part, kind, usual string) string {
	i := slices.IndexFunc(k.relations(part), func(r relation) bool {
		return !r.external && strings.EqualFold(strings.ReplaceAll(r.kind, "-", ""), strings.ReplaceAll(kind, "-", "")) && k.has(r.target)
	})
	if i < 0 {
		return usual
	}
	return k.relations(part)[i].target
}
