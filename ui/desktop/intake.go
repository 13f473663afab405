package desktop

import (
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"

	"redthread/app"
	"redthread/store"
	"redthread/ui/desktop/desk"
)

// CaseEnding is how the name of a case file ends.
const CaseEnding = ".rtcase"

// dropped takes files from the desktop: a case is opened, anything else
// becomes a source, one form after the other.
func (w *Window) dropped(files []fyne.URI) {
	if w.leaving || w.win.Canvas().Overlays().Top() != nil {
		return
	}
	var paths []string
	for _, f := range files {
		if f.Scheme() != "file" {
			continue
		}
		if strings.EqualFold(filepath.Ext(f.Path()), CaseEnding) {
			w.Open(f.Path())
			return
		}
		paths = append(paths, f.Path())
	}
	if w.bench == nil {
		w.Fail(plainError("Open or start a case first, then drop the files that belong into it."))
		return
	}
	w.bench.logFiles(paths)
}

// logFiles opens a source form for each file.
func (b *bench) logFiles(paths []string) {
	if len(paths) == 0 || !b.mayWrite() {
		return
	}
	if info, err := os.Stat(paths[0]); err == nil && info.IsDir() {
		b.Fail(plainError("A folder cannot be logged as a source; drop the files in it."))
		return
	}
	b.seat.addSource(fromFile(paths[0]), func(id store.ID) {
		b.Go(desk.Route{Screen: desk.Sources, ID: id})
		b.logFiles(paths[1:])
	})
}

// pasted makes a source form of an address or a text.
func (w *Window) pasted(text string) {
	if w.bench == nil || w.leaving || w.win.Canvas().Overlays().Top() != nil || strings.TrimSpace(text) == "" || !w.bench.mayWrite() {
		return
	}
	w.bench.seat.addSource(fromText(text), nil)
}

// fromFile fills a form with what the name of a file says.
func fromFile(name string) app.SourceEntry {
	title := strings.TrimSuffix(filepath.Base(name), filepath.Ext(name))
	return app.SourceEntry{Path: name, Source: store.Source{Title: spaced(title), Kind: "document"}}
}

// The most of a pasted text that becomes a title, in letters.
const titleLength = 90

// fromText fills a form with what a pasted text says: an address gives the
// publisher and a title; a text gives its first line and its paragraphs.
func fromText(text string) app.SourceEntry {
	text = strings.TrimSpace(text)
	if u, ok := address(text); ok {
		name, _ := url.PathUnescape(path.Base(u.Path))
		name = strings.TrimSuffix(name, path.Ext(name))
		if name == "/" || name == "." {
			name = ""
		}
		return app.SourceEntry{Source: store.Source{
			Title: spaced(name), Kind: "article", URL: text, Publisher: strings.TrimPrefix(u.Hostname(), "www."),
		}}
	}
	var e app.SourceEntry
	for _, p := range paragraphs(text) {
		e.Passages = append(e.Passages, store.Passage{Number: len(e.Passages) + 1, Text: p})
	}
	e.Title, _, _ = strings.Cut(text, "\n")
	e.Title = strings.TrimSpace(e.Title)
	if utf8.RuneCountInString(e.Title) > titleLength {
		e.Title = strings.TrimRight(string([]rune(e.Title)[:titleLength-1]), " ,;:") + "…"
	}
	e.Kind = "document"
	return e
}

func address(text string) (*url.URL, bool) {
	if strings.ContainsAny(text, " \n\t") {
		return nil, false
	}
	u, err := url.Parse(text)
	return u, err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
}

// paragraphs splits a text at empty lines; lines within a paragraph are joined.
func paragraphs(text string) []string {
	var all []string
	for _, p := range strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n\n") {
		if p = strings.Join(strings.Fields(p), " "); p != "" {
			all = append(all, p)
		}
	}
	return all
}

// spaced writes "a-file_name" as "a file name", and leaves names with spaces.
func spaced(s string) string {
	if strings.Contains(s, " ") {
		return s
	}
	return strings.TrimSpace(strings.NewReplacer("-", " ", "_", " ").Replace(s))
}
