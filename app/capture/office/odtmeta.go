package office

import (
	"fmt"
	"slices"

	"redthread/app/capture/document"
)

// openNames are the properties of OpenDocument that go into Meta.
var openNames = map[string]string{
	"meta:generator": "Application", "dc:subject": "Subject", "dc:description": "Description", "meta:keyword": "Keyword",
	"meta:creation-date": "Created", "meta:printed-by": "Printed by", "meta:print-date": "Last printed",
	"meta:editing-cycles": "Revision", "meta:editing-duration": "Editing time",
}

func (t *openText) endMeta() {
	name, text := t.meta, flat(tidy(string(t.leaf)))
	t.meta = ""
	if len(text) > longProp || text == "" {
		return
	}
	inComment := len(t.stack) > 1 && t.top().kind == frameAside
	switch {
	case inComment && name == "dc:creator":
		t.author = text
	case inComment && name == "dc:date":
		if who := by(t.author, text); who != "" {
			t.lead(who + ": ")
		}
	case inComment:
	case t.changes:
		if name == "dc:creator" {
			t.fields.add("Changes tracked by", text)
		}
	case name == "dc:title":
		t.doc.Title = text
	case name == "meta:initial-creator":
		t.doc.Author = text
	case name == "dc:creator":
		t.fields.add("Last modified by", text)
	case name == "dc:date":
		t.doc.Modified = day(text)
		t.fields.add("Modified", text)
	case name == "dc:language":
		t.doc.Language = bcp47(text)
	case name == "meta:user-defined":
		t.fields.add(t.metaAt.get("meta:name"), text)
	default:
		if label := openNames[name]; label != "" {
			t.fields.add(label, text)
		}
	}
}

// settle puts down what is known of the whole at the end.
func (t *openText) settle() {
	t.stackDown()
	switch {
	case t.slides:
		t.doc.Pages = t.page
	case t.page > 0:
		if t.doc.Pages = t.pages; t.page != t.pages {
			t.unpaged()
		}
	}
	if t.deleted > 0 {
		t.note(fmt.Sprintf("Changes were tracked: %s left out, as the latest version shows it.", many(t.deleted, "deletion is", "deletions are")))
	}
	if t.hidden {
		t.note("Some text is hidden in the file; it is given here among the rest.")
	}
	if t.doc.Author == "" {
		if i := slices.IndexFunc(t.doc.Meta, func(f document.Field) bool { return f.Name == "Last modified by" }); i >= 0 {
			t.doc.Author = t.doc.Meta[i].Value
		}
	}
}
