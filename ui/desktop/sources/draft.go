package sources

import (
	"errors"
	"regexp"
	"strings"

	"redthread/app"
	"redthread/store"
	"redthread/store/value"
)

// draft is a source as it stands in the form: text as typed.
type draft struct {
	title, kind, publisher, author string
	published, accessed            string
	address, language, origin      string
	grade                          store.Grade
	class                          store.Class
	note, path, notes              string
}

// The names of the fields that can be wrong.
const (
	fieldTitle     = "title"
	fieldPublished = "published"
	fieldAccessed  = "accessed"
	fieldAddress   = "address"
	fieldLanguage  = "language"
	fieldNotes     = "notes"
)

// checkedFields are the fields of the form that can be wrong, in its order.
var checkedFields = []string{fieldTitle, fieldPublished, fieldAccessed, fieldAddress, fieldLanguage, fieldNotes}

// draftOf fills the form with a source.
func draftOf(e app.SourceEntry) draft {
	s := e.Source
	d := draft{
		title: s.Title, kind: s.Kind, publisher: s.Publisher, author: s.Author,
		published: s.Published, accessed: s.Accessed, address: s.URL, language: s.Language, origin: s.Origin,
		grade: s.Grade, class: s.Class, note: s.Note, path: e.Path,
	}
	if d.kind == "" {
		d.kind = "article"
	}
	var parts []string
	for _, p := range e.Passages {
		parts = append(parts, p.Text)
	}
	d.notes = strings.Join(parts, "\n\n")
	return d
}

// mostNotes bounds what is typed into the form, since a field of text becomes
// slow beyond it. Longer texts come in as files.
const mostNotes = 32 << 10

// check reads every field. problems has a sentence for each that is wrong.
func (d draft) check(id store.ID) (e app.SourceEntry, problems map[string]string) {
	problems = map[string]string{}
	e.Source = store.Source{
		ID: id, Title: strings.TrimSpace(d.title), Kind: d.kind, Publisher: strings.TrimSpace(d.publisher), Author: strings.TrimSpace(d.author),
		Origin: strings.TrimSpace(d.origin), Note: strings.TrimSpace(d.note), Grade: d.grade, Class: d.class,
	}
	if e.Title == "" && d.path == "" {
		problems[fieldTitle] = "A source needs a title; write what one would call it."
	}
	for _, f := range []struct {
		name string
		kind value.Kind
		text string
		into *string
	}{
		{fieldPublished, value.KindDate, d.published, &e.Published},
		{fieldAccessed, value.KindDate, d.accessed, &e.Accessed},
		{fieldAddress, value.KindURL, d.address, &e.URL},
		{fieldLanguage, value.KindLanguage, d.language, &e.Language},
	} {
		r := read(f.kind, f.text)
		*f.into = r.canonical
		if r.problem != "" {
			problems[f.name] = r.problem
		}
	}
	if len(d.notes) > mostNotes {
		problems[fieldNotes] = "These notes are too long for the form; keep them under 32 KB, or log the text as a file."
	}
	e.Path = strings.TrimSpace(d.path)
	e.Passages = paragraphs(d.notes)
	return e, problems
}

// reading is what became of a typed value.
type reading struct {
	canonical string
	shown     string // what is written beneath the field; "" when it says nothing new
	problem   string
}

// read takes a typed value of a kind; nothing typed is nothing wrong.
func read(k value.Kind, text string) reading {
	text = strings.TrimSpace(text)
	if text == "" {
		return reading{}
	}
	c, err := value.Canonical(k, text)
	if err != nil {
		return reading{problem: asSentence(err)}
	}
	r := reading{canonical: c}
	shown := value.Show(k, c)
	switch {
	case c != text && shown != c:
		r.shown = c + " · " + shown
	case c != text:
		r.shown = c
	case shown != text:
		r.shown = shown
	}
	return r
}

// asSentence makes an error of package value stand on its own.
func asSentence(err error) string {
	text := err.Error()
	var v *value.Error
	if errors.As(err, &v) {
		text = v.Error()
	}
	if text == "" {
		return text
	}
	text = strings.ToUpper(text[:1]) + text[1:]
	if !strings.HasSuffix(text, ".") {
		text += "."
	}
	return text
}

var blankLine = regexp.MustCompile(`\n[ \t\r]*\n`)

// paragraphs numbers the paragraphs of a text: what an empty line parts.
func paragraphs(text string) []store.Passage {
	var all []store.Passage
	for _, p := range blankLine.Split(strings.ReplaceAll(text, "\r\n", "\n"), -1) {
		if p = strings.TrimSpace(p); p != "" {
			all = append(all, store.Passage{Number: len(all) + 1, Text: p})
		}
	}
	return all
}

// classOption is one line of the choice of class.
type classOption struct {
	class store.Class
	text  string
}

// classOptions says each class as it concerns a source.
func classOptions() []classOption {
	return []classOption{
		{"", "Not a person"},
		{store.ClassSource, "A person: hidden in every export"},
		{store.ClassWorker, "A worker: hidden in every export"},
		{store.ClassOfficial, "An official, in a public role"},
		{store.ClassListed, "A listed person"},
		{store.ClassOther, "Another person"},
	}
}

// suggest lists up to a few of the known texts that contain what was typed.
func suggest(known []string, typed string, most int) []string {
	var all []string
	want := value.Fold(typed)
	for _, k := range known {
		if k != typed && strings.Contains(value.Fold(k), want) {
			all = append(all, k)
		}
		if len(all) == most {
			break
		}
	}
	return all
}
