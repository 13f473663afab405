package office

import (
	"context"
	"fmt"
	"net/url"
	"path"
	"strings"

	"redthread/app/capture/document"
)

// ReadEPUB reads an electronic book, chapter by chapter in the order of its
// spine. A book locked by a seller cannot be read.
func ReadEPUB(ctx context.Context, in document.Input) (document.Document, error) {
	k, err := opened(ctx, in, "epub")
	if err != nil {
		return document.Document{}, err
	}
	doc := document.Document{Format: "epub"}
	p := newPile(&doc, limitsOf(in))
	f := &fields{doc: &doc}
	root := ""
	_ = walk(ctx, k.part("META-INF/container.xml"), mostToken, &visit{on: func(name string, at attrs) bool {
		if name == "ocf:rootfile" && root == "" {
			root = partKey(at.get("full-path"))
		}
		return true
	}})
	if !k.has(root) {
		return document.Document{}, fmt.Errorf("reading the book: its list of contents is missing: %w", document.ErrDamaged)
	}
	files, spine := map[string]string{}, []string{}
	fault := walk(ctx, k.part(root), mostToken, &visit{on: func(name string, at attrs) bool {
		switch name {
		case "opf:item":
			if href, err := url.PathUnescape(at.get("href")); err == nil && len(files) < p.limits.Parts {
				files[at.get("id")] = partKey(path.Dir(root) + "/" + href)
			}
		case "opf:itemref":
			if len(spine) < p.limits.Parts {
				spine = append(spine, at.get("idref"))
			}
		}
		return true
	}})
	k.bookProperties(f, root)
	read := 0
	for _, id := range spine {
		if ctx.Err() != nil || p.full {
			break
		}
		if !k.has(files[id]) {
			continue
		}
		read++
		c := &chapter{pile: p, fields: f}
		err := passing(walk(ctx, k.part(files[id]), mostToken, c))
		p.stackDown()
		if fault == nil {
			fault = err
		}
	}
	if k.has("META-INF/encryption.xml") && len(doc.Passages) == 0 {
		return document.Document{}, fmt.Errorf("reading the book: %w", document.ErrLocked)
	}
	if read == 0 {
		p.note("The book names chapters that are not in it.")
	}
	return finished(ctx, p, k.archive, fault)
}

// bookProperties reads what a book says of itself.
func (k *ooxml) bookProperties(f *fields, root string) {
	doc := f.doc
	_ = walk(k.ctx, k.part(root), mostToken, &leaves{each: func(name string, _ attrs, text string) {
		text = flat(tidy(text))
		set := func(to *string, v string) {
			if *to == "" && len(v) <= longProp {
				*to = v
			}
		}
		switch name {
		case "dc:title":
			set(&doc.Title, text)
		case "dc:creator":
			set(&doc.Author, text)
			f.add("Author", text)
		case "dc:publisher":
			set(&doc.Publisher, text)
		case "dc:language":
			set(&doc.Language, bcp47(text))
		case "dc:date":
			set(&doc.Published, day(text))
		case "dc:identifier":
			f.add("Identifier", text)
		case "dc:rights":
			f.add("Rights", text)
		case "dc:subject":
			f.add("Subject", text)
		}
	}})
}

// chapter is the handler of a page of a book, XHTML whatever its prefix.
type chapter struct {
	*pile
	fields *fields
	body   int
}

var htmlBlocks = map[string]bool{
	"p": true, "div": true, "h1": true, "h2": true, "h3": true, "h4": true, "h5": true, "h6": true, "li": true, "dt": true, "dd": true,
	"blockquote": true, "pre": true, "section": true, "article": true, "aside": true, "figure": true, "figcaption": true, "ul": true,
	"ol": true, "dl": true, "header": true, "footer": true, "nav": true, "hr": true, "caption": true, "address": true,
}

func local(name string) string { return strings.ToLower(name[strings.LastIndexByte(name, ':')+1:]) }

func (c *chapter) start(name string, at attrs) bool {
	switch l := local(name); l {
	case "head", "script", "style", "svg", "math", "template":
		return false
	case "body":
		c.body++
	case "br":
		c.say("\n")
	case "a":
		c.fields.link(at.get("href"))
	case "table":
		c.paragraph()
		c.startTable()
	case "tr":
		c.startRow()
	case "td", "th":
		c.startCell()
	default:
		if htmlBlocks[l] {
			c.paragraph()
		}
	}
	return true
}

func (c *chapter) end(name string) {
	switch l := local(name); l {
	case "body":
		c.body--
		c.paragraph()
	case "table":
		c.finish(frameTable)
	case "tr":
		c.finish(frameRow)
	case "td", "th":
		c.finish(frameCell)
	default:
		if htmlBlocks[l] {
			c.paragraph()
		}
	}
}

func (c *chapter) text(b []byte) {
	if c.body > 0 {
		c.say(lineEnds.Replace(string(b)))
	}
}
