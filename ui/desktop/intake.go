package desktop

import (
	"context"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"

	"redthread/app"
	"redthread/app/capture"
	"redthread/store"
	"redthread/ui/desktop/chooser"
	"redthread/ui/desktop/part"
	"redthread/ui/desktop/tables"
)

// CaseEnding is how the name of a case file ends.
const CaseEnding = ".rtcase"

// How a thing came, as its record says it.
const (
	cameChosen  = "chosen"
	cameDropped = "dropped"
	camePasted  = "pasted"
)

// dropped takes files and folders from the desktop: a case is opened, anything
// else becomes a source.
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
	w.bench.takePaths(paths, cameDropped)
}

// askFiles and askFolder let a person choose what to take in.
func (b *bench) askFiles() {
	chooser.Several(b, chooser.Wanted{Title: "Take in files", Verb: "Take in"}, func(paths []string) { b.takePaths(paths, cameChosen) })
}

func (b *bench) askFolder() {
	chooser.Several(b, chooser.Wanted{Title: "Take in a folder", Verb: "Take in", Folders: true}, func(paths []string) { b.takePaths(paths, cameChosen) })
}

// askTable lets a person choose a table whose rows are to go in.
func (b *bench) askTable() {
	chooser.Several(b, chooser.Wanted{Title: "Import a table", Verb: "Import", One: true}, func(paths []string) { b.importTable(paths[0], cameChosen) })
}

func (b *bench) importTable(path, how string) {
	if b.mayWrite() && b.w.win.Canvas().Overlays().Top() == nil {
		tables.Open(b.seat, path, how)
	}
}

// tableEndings are those of files whose rows can go in.
var tableEndings = []string{".csv", ".tsv", ".xlsx", ".ods", ".jsonl", ".ndjson"}

// offerTable asks whether the rows of a dropped table are to go in, or the
// file alone.
func (b *bench) offerTable(item capture.Item, how string) {
	name := filepath.Base(item.Path)
	text := part.NewText("Its rows can become entities, links and statements, each citing its row. Or keep the file as a source and nothing more.", part.Body)
	var s *sheet
	s = b.w.openSheet(name+" is a table", text, "Import its rows…", func() bool {
		s.shut()
		b.importTable(item.Path, how)
		return false
	})
	s.part.SetExtra(part.NewButton("Keep it as a source", func() {
		s.shut()
		b.takeOne(item, how, store.Source{})
	}))
}

// takePaths takes in what lies at the paths: one file through the form of its
// source, several as one job.
func (b *bench) takePaths(paths []string, how string) {
	if len(paths) == 0 || !b.mayWrite() {
		return
	}
	var items []capture.Item
	var left int
	b.Ask("Looking at the files", func(ctx context.Context, _ func(float64, string)) (err error) {
		items, left, err = capture.Items(ctx, paths)
		return err
	}, func(err error) {
		switch {
		case err != nil:
			b.Fail(err)
		case len(items) == 0:
			b.Fail(plainError("There is no file to take in there; hidden files and links inside a folder are left out."))
		case len(items) == 1 && left == 0 && how == cameDropped && slices.Contains(tableEndings, strings.ToLower(filepath.Ext(items[0].Path))):
			b.offerTable(items[0], how)
		case len(items) == 1 && left == 0:
			b.takeOne(items[0], how, store.Source{})
		default:
			b.seat.takeIn(items, capture.Options{How: how}, left)
		}
	})
}

// takeOne opens the form of a source for a thing to take in, filled with what
// is found in it. Over another form it waits for nobody: it is not opened.
func (b *bench) takeOne(item capture.Item, how string, known store.Source) {
	if b.mayWrite() && b.w.win.Canvas().Overlays().Top() == nil {
		b.fill.item(b.seat, item, how, known, b.goToSource)
	}
}

// pasted takes what was pasted outside any field: files, an address or a text.
// Nothing is fetched.
func (w *Window) pasted(text string) {
	if w.bench == nil || w.leaving || w.win.Canvas().Overlays().Top() != nil || strings.TrimSpace(text) == "" || !w.bench.mayWrite() {
		return
	}
	b := w.bench
	if _, ok := address(strings.TrimSpace(text)); ok {
		b.seat.addSource(titled(text), nil)
		return
	}
	var paths []string
	b.Ask("Looking at what was pasted", func(context.Context, func(float64, string)) error {
		paths = pastedPaths(text)
		return nil
	}, func(error) {
		if len(paths) > 0 {
			b.takePaths(paths, camePasted)
			return
		}
		item, known := pastedText(text)
		b.takeOne(item, camePasted, known)
	})
}

// pastedPaths reads a list of files as file managers put it on the clipboard:
// an address of a file on each line, or paths that all lead to something.
func pastedPaths(text string) []string {
	var all []string
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
		case len(all) == 0 && (line == "copy" || line == "cut" || line == "x-special/nautilus-clipboard"):
		case strings.HasPrefix(line, "file://"):
			u, err := url.Parse(line)
			if err != nil || u.Path == "" || u.Host != "" && u.Host != "localhost" {
				return nil
			}
			all = append(all, filepath.FromSlash(u.Path))
		case filepath.IsAbs(line):
			if _, err := os.Stat(line); err != nil {
				return nil
			}
			all = append(all, line)
		default:
			return nil
		}
	}
	return all
}

// The most of a pasted text that becomes a title, in letters.
const titleLength = 90

// pastedText makes an original of a pasted text, in UTF-8, called by its first
// line.
func pastedText(text string) (capture.Item, store.Source) {
	text = strings.ToValidUTF8(text, "\uFFFD")
	title := firstLine(text)
	return capture.Item{Data: []byte(text), Name: fileName(title) + ".txt"}, store.Source{Title: title, Kind: "document"}
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	line = strings.Join(strings.Fields(line), " ")
	if utf8.RuneCountInString(line) > titleLength {
		line = strings.TrimRight(string([]rune(line)[:titleLength-1]), " ,;:") + "…"
	}
	return line
}

// titled fills a form with a few words: an address gives the publisher and a
// title, anything else is the title.
func titled(text string) app.SourceEntry {
	text = strings.TrimSpace(text)
	u, ok := address(text)
	if !ok {
		return app.SourceEntry{Source: store.Source{Title: firstLine(text)}}
	}
	name, _ := url.PathUnescape(path.Base(u.Path))
	name = strings.TrimSuffix(name, path.Ext(name))
	if name == "/" || name == "." {
		name = ""
	}
	return app.SourceEntry{Source: store.Source{
		Title: spaced(name), Kind: "article", URL: text, Publisher: strings.TrimPrefix(u.Hostname(), "www."),
	}}
}

func address(text string) (*url.URL, bool) {
	if strings.ContainsAny(text, " \n\t") {
		return nil, false
	}
	u, err := url.Parse(text)
	return u, err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
}

// spaced writes "a-file_name" as "a file name", and leaves names with spaces.
func spaced(s string) string {
	if strings.Contains(s, " ") {
		return s
	}
	return strings.TrimSpace(strings.NewReplacer("-", " ", "_", " ").Replace(s))
}
