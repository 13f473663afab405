package office

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"

	"redthread/app/capture/document"
)

// ReadODT reads a text of OpenDocument, zipped or flat, or of its forerunner
// OpenOffice 1: the body with tables, lists and text boxes, then notes,
// comments, headers and footers as sections of their own.
func ReadODT(ctx context.Context, in document.Input) (document.Document, error) {
	doc := document.Document{Format: "odt"}
	t := newOpenText(&doc, in)
	t.page = 1
	return readOpen(ctx, in, t, t)
}

// ReadODP reads a presentation or drawing of OpenDocument, zipped or flat, slide
// by slide, each with its speaker's notes.
func ReadODP(ctx context.Context, in document.Input) (document.Document, error) {
	doc := document.Document{Format: "odp"}
	t := newOpenText(&doc, in)
	t.slides = true
	return readOpen(ctx, in, t, t)
}

// readOpen reads a file of OpenDocument with a handler of its content.
func readOpen(ctx context.Context, in document.Input, t *openText, content handler) (document.Document, error) {
	doc := t.doc
	head := make([]byte, 512)
	n := 0
	if in.ReaderAt != nil {
		n, _ = in.ReadAt(head, 0)
	}
	if head = bytes.TrimLeft(head[:n], "\xEF\xBB\xBF \r\n\t"); bytes.HasPrefix(head, []byte("<")) {
		if in.Size > limitsOf(in).Unpacked {
			return document.Document{}, fmt.Errorf("reading the %s file: %w", doc.Format, document.ErrTooLarge)
		}
		fault := walk(ctx, io.NewSectionReader(in.ReaderAt, 0, in.Size), flatToken, content)
		t.settle()
		return finished(ctx, t.pile, nil, passing(fault))
	}
	k, err := opened(ctx, in, doc.Format)
	if err != nil {
		return document.Document{}, err
	}
	if !k.has("content.xml") {
		if !k.has("styles.xml") && !k.has("meta.xml") {
			return document.Document{}, fmt.Errorf("reading the %s file: it has no content: %w", doc.Format, document.ErrUnknown)
		}
		t.note("The file has no text part; only what it says of itself was read.")
	}
	if k.encrypted() {
		return document.Document{}, fmt.Errorf("reading the %s file: %w", doc.Format, document.ErrLocked)
	}
	t.note(unfinished(walk(ctx, k.part("meta.xml"), mostToken, t)))
	t.styles = true
	t.note(unfinished(passing(walk(ctx, k.part("styles.xml"), mostToken, t))))
	t.styles = false
	t.stackDown()
	fault := walk(ctx, k.part("content.xml"), mostToken, content)
	pictures := 0
	for _, name := range k.names {
		if strings.HasPrefix(name, "Pictures/") && len(name) > len("Pictures/") {
			pictures++
		}
	}
	if pictures > 0 {
		t.fields.add("Pictures", fmt.Sprint(pictures))
	}
	t.settle()
	return finished(ctx, t.pile, k.archive, passing(fault))
}

// encrypted says whether the parts of a file of OpenDocument are locked.
func (k *ooxml) encrypted() (locked bool) {
	_ = walk(k.ctx, k.part("META-INF/manifest.xml"), mostToken, &visit{on: func(name string, _ attrs) bool {
		locked = locked || name == "manifest:encryption-data"
		return true
	}, most: 50_000})
	return locked
}

// openText is the handler of content, styles and metadata of OpenDocument.
type openText struct {
	*pile
	fields *fields
	slides bool // a presentation: pages are slides
	sheets bool // a workbook, whose headers are prompts
	styles bool // styles.xml is being read, not the content

	within  int             // paragraphs that are open
	leaf    []byte          // text of an element of metadata
	meta    string          // that element
	metaAt  attrs           // and its attributes
	style   string          // that is being defined
	unseen  map[string]bool // styles that hide what has them
	hiding  []int           // depth of spans that are open and hidden
	spans   int
	lists   openLists
	changes bool // within the list of tracked changes
	pages   int
	author  string // of a comment
	ending  bool   // the note is an endnote
	citing  bool   // within the mark of a note
	cited   []byte // that mark
	deleted int
	hidden  bool
}

func newOpenText(doc *document.Document, in document.Input) *openText {
	t := &openText{pile: newPile(doc, limitsOf(in)), fields: &fields{doc: doc}, unseen: map[string]bool{}}
	t.lists.defined = map[string]*[mostLevels]level{}
	t.lists.byID = map[string]*list{}
	t.lists.byStyle = map[string]*list{}
	return t
}

func (t *openText) start(name string, at attrs) bool {
	space, local, _ := strings.Cut(name, ":")
	switch space {
	case "text":
		return t.startText(local, at)
	case "table":
		return t.startTables(local)
	case "draw", "presentation":
		return t.startDrawing(name, local, at)
	case "style", "number":
		return t.startStyle(local, at)
	case "office":
		switch local {
		case "annotation":
			t.startAside(asideComments)
			t.author = ""
		case "binary-data", "forms", "scripts", "event-listeners", "font-face-decls", "settings":
			return false
		case "change-info":
			return t.changes
		}
	case "dc", "meta":
		t.meta, t.leaf = name, t.leaf[:0]
		t.metaAt = at
		if local == "document-statistic" {
			t.pages = number(at.get("meta:page-count"), 0)
		}
	case "svg":
		return local != "title" && local != "desc"
	default:
		return space != "config" && local != "math"
	}
	return true
}

// startText takes the elements of running text.
func (t *openText) startText(local string, at attrs) bool {
	switch local {
	case "p", "h":
		t.paragraph()
		t.within++
		if !t.styles {
			t.say(t.lists.label(local == "h", at))
		}
	case "span":
		t.spans++
		if t.unseen[at.get("text:style-name")] {
			t.hiding = append(t.hiding, t.spans)
		}
	case "s":
		t.say(" ")
	case "tab", "tab-stop":
		t.say("\t")
	case "line-break":
		t.say("\n")
	case "soft-page-break":
		if !t.slides && t.page > 0 && t.page < t.limits.Pages && len(t.stack) >= 1 {
			t.page++
		}
	case "a":
		t.fields.link(at.get("xlink:href"))
	case "note":
		t.ending = at.get("text:note-class") == "endnote"
	case "note-citation", "footnote-citation", "endnote-citation":
		t.cited = t.cited[:0]
		t.citing = true
		t.say("[")
	case "note-body", "footnote-body", "endnote-body":
		t.startAside(pick(local == "endnote-body" || local == "note-body" && t.ending, asideEndnotes, asideFootnotes))
		t.lead("[" + string(t.cited) + "] ")
	case "tracked-changes":
		t.changes = true
	case "deletion":
		t.deleted++
		return false
	case "ruby-text":
		t.say("(")
	case "list", "ordered-list", "unordered-list":
		t.lists.open(at)
	case "list-item":
		t.lists.item(at, true)
	case "list-header":
		t.lists.item(at, false)
	case "list-style", "outline-style":
		t.lists.define(at.get("style:name"), local == "outline-style")
	case "list-level-style-number", "outline-level-style":
		t.lists.defineLevel(at)
		return false
	case "hidden-text", "hidden-paragraph":
		t.hidden = true
	case "section":
		if at.get("text:display") == "none" {
			t.hidden = true
		}
	case "list-level-style-bullet", "list-level-style-image", "script", "variable-decls", "sequence-decls", "user-field-decls", "dde-connection-decls":
		return false
	default:
		return !strings.HasSuffix(local, "-source")
	}
	return true
}

func (t *openText) startTables(local string) bool {
	switch local {
	case "table":
		t.paragraph()
		t.startTable()
	case "table-row":
		t.startRow()
	case "table-cell", "covered-table-cell":
		t.startCell()
	case "title", "desc", "tracked-changes", "content-validations":
		return false
	}
	return true
}

// startDrawing takes slides, and shapes that hold text.
func (t *openText) startDrawing(name, local string, at attrs) bool {
	switch name {
	case "draw:page":
		t.stackDown()
		t.slide(at)
	case "presentation:notes":
		if t.styles {
			return false
		}
		t.stackDown()
	case "draw:object", "draw:object-ole", "draw:plugin", "draw:applet":
		return false // a preview stands beside it
	case "presentation:header-decl", "presentation:footer-decl":
		t.startAside(asideHeaders)
		t.within++
	default:
		if t.styles && at.get("presentation:class") != "" {
			return false // a prompt
		}
		if strings.HasPrefix(name, "draw:") && boxes[local] {
			t.startBox()
		}
	}
	return true
}

var boxes = map[string]bool{
	"text-box": true, "custom-shape": true, "rect": true, "ellipse": true, "circle": true, "line": true, "polyline": true,
	"polygon": true, "path": true, "connector": true, "caption": true, "measure": true, "regular-polygon": true, "fontwork-shape": true,
}

func (t *openText) slide(at attrs) {
	if !t.slides || t.page >= t.limits.Pages {
		return
	}
	t.page++
	title := fmt.Sprintf("Slide %d", t.page)
	if name := flat(tidy(at.get("draw:name"))); name != "" && len(name) < 200 && !strings.HasPrefix(name, "page") {
		title += ": " + name
	}
	t.section(title, false)
	if t.unseen[at.get("draw:style-name")] {
		t.note(fmt.Sprintf("Slide %d is hidden in a show.", t.page))
	}
}

func (t *openText) startStyle(local string, at attrs) bool {
	switch local {
	case "style":
		t.style = at.get("style:name")
	case "text-properties", "properties":
		if at.get("text:display") == "none" && len(t.unseen) < 10_000 {
			t.unseen[t.style] = true
		}
		return false
	case "table-properties":
		if at.get("table:display") == "false" && len(t.unseen) < 10_000 {
			t.unseen[t.style] = true
		}
		return false
	case "drawing-page-properties":
		if at.get("presentation:visibility") == "hidden" && len(t.unseen) < 10_000 {
			t.unseen[t.style] = true
		}
		return false
	case "header", "footer", "header-left", "footer-left", "header-first", "footer-first":
		if t.slides || t.sheets {
			return false
		}
		t.startAside(asideHeaders)
	case "master-page":
		if t.sheets {
			return false // its words are prompts
		}
		if t.slides {
			t.startAside(asideHeaders)
		}
	case "handout-master", "number-style", "date-style", "time-style", "currency-style", "percentage-style", "boolean-style", "text-style", "list-level-properties":
		return false
	}
	return true
}

func (t *openText) end(name string) {
	switch name {
	case "text:p", "text:h":
		t.paragraph()
		t.within--
	case "text:span":
		if n := len(t.hiding); n > 0 && t.hiding[n-1] == t.spans {
			t.hiding = t.hiding[:n-1]
		}
		t.spans--
	case "text:note-citation", "text:footnote-citation", "text:endnote-citation":
		t.citing = false
		t.say("]")
	case "text:note-body", "text:footnote-body", "text:endnote-body", "office:annotation",
		"style:master-page", "style:header", "style:footer", "style:header-left", "style:footer-left", "style:header-first", "style:footer-first":
		if name != "style:master-page" || t.slides {
			t.finish(frameAside)
		}
	case "presentation:header-decl", "presentation:footer-decl":
		t.finish(frameAside)
		t.within--
	case "text:tracked-changes":
		t.changes = false
	case "text:ruby-text":
		t.say(")")
	case "text:list", "text:ordered-list", "text:unordered-list":
		t.lists.close()
	case "table:table":
		t.finish(frameTable)
	case "table:table-row":
		t.finish(frameRow)
	case "table:table-cell", "table:covered-table-cell":
		t.finish(frameCell)
	case "presentation:notes":
		t.stackDown()
	case "draw:page":
		t.stackDown()
	default:
		switch space, local, _ := strings.Cut(name, ":"); {
		case space == "draw" && boxes[local]:
			t.finish(frameBox)
		case (space == "dc" || space == "meta") && name == t.meta:
			t.endMeta()
		}
	}
}

var lineEnds = strings.NewReplacer("\n", " ", "\t", " ", "\r", " ")

func (t *openText) text(b []byte) {
	if t.meta != "" {
		if len(t.leaf) < 4*longProp {
			t.leaf = append(t.leaf, b...)
		}
		return
	}
	if t.within == 0 {
		return
	}
	if len(t.hiding) > 0 {
		t.hidden = true
	}
	if t.citing && len(t.cited) < 20 {
		t.cited = append(t.cited, b[:min(len(b), 20)]...)
	}
	t.say(lineEnds.Replace(string(b)))
}
