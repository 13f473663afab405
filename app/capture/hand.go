package capture

import (
	"bufio"
	"context"
	"encoding/hex"
	"fmt"
	"html"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"redthread/app/capture/bounded"
	"redthread/app/capture/document"
	"redthread/store"
)

// Export writes an original to a free name and notes in its record that it
// left the case.
func Export(ctx context.Context, c *store.Case, sum [32]byte, to string) error {
	err := fresh(to, 0o600, func(w io.Writer) error { return c.WriteEvidence(ctx, sum, w) })
	if err != nil {
		return err
	}
	return noted(ctx, c, []string{"exported"}, [][32]byte{sum}, filepath.Base(to), "the original, as a file")
}

// noted writes an event into items' records. A case that is open for reading
// only keeps no record; the export itself is right all the same.
func noted(ctx context.Context, c *store.Case, events []string, sums [][32]byte, name, detail string) error {
	if ro, _ := c.ReadOnly(); ro {
		return nil
	}
	_, err := c.Update(ctx, "Note an export", func(tx *store.Tx) error {
		for _, sum := range sums {
			for _, e := range events {
				if err := tx.NoteCustody(sum, e, name, Tool, detail); err != nil {
					return err
				}
			}
		}
		return nil
	})
	return err
}

// fresh writes a file whole or not at all, and never over another.
func fresh(to string, mode os.FileMode, fn func(io.Writer) error) error {
	if _, err := os.Lstat(to); err == nil {
		return store.Sentence(store.ErrExists, "%s exists already; choose another name.", store.CleanName(to))
	}
	f, err := os.CreateTemp(filepath.Dir(to), ".redthread-*")
	if err != nil {
		return store.Sentence(store.ErrReadOnly, "No file can be made in the folder of %s; choose a folder of your own.", store.CleanName(to))
	}
	tmp := f.Name()
	err = fn(f)
	if err == nil {
		err = f.Chmod(mode)
	}
	if err == nil {
		err = f.Sync()
	}
	if e := f.Close(); err == nil {
		err = e
	}
	if err == nil {
		// A link fails where a name was taken meanwhile; a rename would not.
		if err = os.Link(tmp, to); err == nil {
			_ = os.Remove(tmp)
			return nil
		}
		if _, e := os.Lstat(to); e == nil {
			err = store.Sentence(store.ErrExists, "%s exists already; choose another name.", store.CleanName(to))
		} else {
			err = os.Rename(tmp, to)
		}
	}
	if err != nil {
		_ = os.Remove(tmp)
	}
	return err
}

// View writes a copy that cannot be changed, in a folder of its own under dir,
// for another program to show. The caller removes the folder.
func View(ctx context.Context, c *store.Case, e store.Evidence, dir string) (string, error) {
	own, err := os.MkdirTemp(dir, "view-*")
	if err != nil {
		return "", fmt.Errorf("making a folder to look at %s: %w", e.Name, err)
	}
	path := filepath.Join(own, store.CleanName(e.Name))
	if err := fresh(path, 0o400, func(w io.Writer) error { return c.WriteEvidence(ctx, e.SHA256, w) }); err != nil {
		_ = os.RemoveAll(own)
		return "", err
	}
	return path, nil
}

// ReadAgain reads an item's text once more, with a charset or languages for
// pictures chosen by a person, and keeps it as a new layer. Citations go on
// pointing into the older one.
func ReadAgain(ctx context.Context, c *store.Case, source store.ID, e store.Evidence, o Options) (Result, error) {
	r := Result{Name: e.Name, Source: source, Evidence: e, Outcome: Not}
	if o.Reader == nil {
		return r, refused("Files cannot be read for their text here.")
	}
	dir, err := os.MkdirTemp("", "redthread-*")
	if err != nil {
		return r, fmt.Errorf("making a private folder: %w", err)
	}
	defer func() { _ = os.RemoveAll(dir) }()
	path := filepath.Join(dir, "original"+filepath.Ext(e.Name))
	if err := fresh(path, 0o400, func(w io.Writer) error { return c.WriteEvidence(ctx, e.SHA256, w) }); err != nil {
		return r, err
	}
	doc, err := o.Reader(ctx, bounded.Request{Path: path, Name: e.Name, Media: e.Media, Charset: o.Charset, OCR: o.OCR, Limits: document.Usual()})
	if ctx.Err() != nil {
		return r, ctx.Err()
	}
	r.Notes = notes(doc, err)
	_, err = c.Update(ctx, "Read the text again", func(tx *store.Tx) error {
		r.Passages, err = writeText(tx, source, e.SHA256, doc, r.Notes)
		return err
	})
	if err == nil {
		r.Outcome = Taken
	}
	return r, err
}

// Manifest writes the originals of the case into a new folder, with a
// SHA256SUMS file that sha256sum -c accepts and an index that a person reads.
// A third party needs nothing else to check them. Items that belong only to
// sources of the class source or worker are withheld unless full is set: an
// original says who it is from. It returns how many were written and withheld.
func Manifest(ctx context.Context, c *store.Case, dir string, full bool, progress func(done, total int, name string)) (written, withheld int, err error) {
	if progress == nil {
		progress = func(int, int, string) {}
	}
	if _, err := os.Lstat(dir); err == nil {
		return 0, 0, store.Sentence(store.ErrExists, "%s exists already; choose the name of a new folder.", store.CleanName(dir))
	}
	all, err := c.Evidence(ctx, store.ID{})
	if err != nil {
		return 0, 0, err
	}
	sources, err := c.Sources(ctx)
	if err != nil {
		return 0, 0, err
	}
	// Everything is made beside the place it goes to, so that a folder of that
	// name is always whole.
	tmp, err := os.MkdirTemp(filepath.Dir(filepath.Clean(dir)), ".redthread-*")
	if err != nil {
		return 0, 0, store.Sentence(store.ErrReadOnly, "No folder can be made beside %s; choose a folder of your own.", store.CleanName(dir))
	}
	defer func() { _ = os.RemoveAll(tmp) }()
	files := filepath.Join(tmp, "originals")
	if err := os.Mkdir(files, 0o755); err != nil {
		return 0, 0, err
	}
	names := map[[32]byte]string{}
	taken := map[string]bool{}
	var order []store.Evidence
	shown := map[store.ID]bool{}
	for _, s := range sources {
		shown[s.ID] = full || !protected(s)
	}
	// An item goes out under the name that a source has it by which is shown
	// itself: a file's name may say whom it is from.
	hidden := map[[32]byte]bool{} // a protected source has it
	for _, e := range all {
		if !shown[e.Source] {
			hidden[e.SHA256] = true
			continue
		}
		if names[e.SHA256] == "" {
			names[e.SHA256] = freeName(e, taken)
			order = append(order, e)
		}
	}
	held := 0
	for sum := range hidden {
		if names[sum] == "" {
			held++
		}
	}
	for i, e := range order {
		progress(i, len(order), e.Name)
		if err := fresh(filepath.Join(files, names[e.SHA256]), 0o644, func(w io.Writer) error { return c.WriteEvidence(ctx, e.SHA256, w) }); err != nil {
			return 0, 0, fmt.Errorf("writing %s: %w", e.Name, err)
		}
	}
	if err := fresh(filepath.Join(tmp, "SHA256SUMS"), 0o644, func(w io.Writer) error {
		for _, e := range order {
			if _, err := fmt.Fprintf(w, "%s  originals/%s\n", e.Hash(), names[e.SHA256]); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		return 0, 0, err
	}
	if err := writeIndex(ctx, c, filepath.Join(tmp, "INDEX.html"), order, all, names, hidden, sources, held, full); err != nil {
		return 0, 0, err
	}
	if err := os.Chmod(tmp, 0o755); err != nil {
		return 0, 0, err
	}
	if err := os.Rename(tmp, dir); err != nil {
		return 0, 0, store.Sentence(store.ErrExists, "%s could not be put in its place; choose the name of a new folder.", store.CleanName(dir))
	}
	var sums [][32]byte
	for _, e := range order {
		sums = append(sums, e.SHA256)
	}
	progress(len(order), len(order), "")
	return len(order), held, noted(ctx, c, []string{"exported"}, sums, "", "the original, with the manifest of the case")
}

// freeName makes a name that no other item has, on file systems that do not
// tell capitals apart too. A name that sha256sum would have to escape, or that
// Windows does not take, is changed; the index says what it was.
func freeName(e store.Evidence, taken map[string]bool) string {
	name := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`\/:*?"<>|`, r) || r < ' ' || r == 0x7f {
			return '_'
		}
		return r
	}, store.CleanName(e.Name))
	name = strings.TrimRight(strings.TrimLeft(name, "-. "), ". ")
	if name == "" || reserved(name) {
		name = "item-" + e.Hash()[:8] + "-" + name
	}
	if taken[strings.ToLower(name)] {
		ext := filepath.Ext(name)
		name = strings.TrimSuffix(name, ext) + "-" + hex.EncodeToString(e.SHA256[:4]) + ext
	}
	for i := 2; taken[strings.ToLower(name)]; i++ {
		ext := filepath.Ext(name)
		name = fmt.Sprintf("%s-%d%s", strings.TrimSuffix(name, ext), i, ext)
	}
	taken[strings.ToLower(name)] = true
	return name
}

// reserved are names that Windows gives to devices.
func reserved(name string) bool {
	stem, _, _ := strings.Cut(strings.ToUpper(name), ".")
	return slices.Contains([]string{"CON", "PRN", "AUX", "NUL"}, stem) ||
		len(stem) == 4 && (strings.HasPrefix(stem, "COM") || strings.HasPrefix(stem, "LPT")) && stem[3] >= '0' && stem[3] <= '9'
}

// writeIndex writes a page of HTML that any browser shows offline and that
// reads well as plain text too: each item, its hash, the sources it belongs
// to, and its record. It goes to a third party, so a protected source is named
// only by its number.
func writeIndex(ctx context.Context, c *store.Case, path string, order, all []store.Evidence, names map[[32]byte]string, delicate map[[32]byte]bool, sources []store.SourceRow, withheld int, full bool) error {
	info, err := c.Info(ctx)
	if err != nil {
		return err
	}
	byID := map[store.ID]store.SourceRow{}
	for _, s := range sources {
		byID[s.ID] = s
	}
	return fresh(path, 0o644, func(out io.Writer) error {
		w := bufio.NewWriter(out)
		esc := html.EscapeString
		fmt.Fprintf(w, "<!doctype html>\n<meta charset=\"utf-8\">\n<title>Originals of %s</title>\n<style>body{font:15px/1.5 sans-serif;max-width:56em;margin:2em auto;padding:0 1em}code{word-break:break-all}td{padding:0 1em 0 0;vertical-align:top}h2{margin-top:2em;border-top:1px solid #ccc;padding-top:1em}</style>\n", esc(info.Title))
		fmt.Fprintf(w, "<h1>Originals of %s</h1>\n<p>%s. To check that they are unchanged, open a terminal in this folder and run <code>sha256sum -c SHA256SUMS</code> (on macOS <code>shasum -a 256 -c SHA256SUMS</code>).</p>\n",
			esc(info.Title), count(len(order), "item", "items"))
		if withheld > 0 {
			fmt.Fprintf(w, "<p>%s withheld to protect a source.</p>\n", count(withheld, "item is", "items are"))
		}
		for _, h := range info.Head {
			fmt.Fprintf(w, "<p>Head of the case's history when this was written: <code>%s</code>. That it was written is noted in the case afterwards, as one more action that follows this one.</p>\n", h)
		}
		for _, e := range order {
			fmt.Fprintf(w, "<h2>%s</h2>\n<table>\n", esc(names[e.SHA256]))
			row := func(label, text string) {
				if text != "" {
					fmt.Fprintf(w, "<tr><td>%s</td><td>%s</td></tr>\n", label, esc(text))
				}
			}
			if e.Name != names[e.SHA256] {
				row("Name in the case", e.Name)
			}
			row("Size", fmt.Sprintf("%d bytes", e.Size))
			row("Media type", e.Media)
			row("SHA-256", e.Hash())
			for _, a := range all {
				if s, ok := byID[a.Source]; ok && a.SHA256 == e.SHA256 {
					row("Source", sourceLine(s, full))
				}
			}
			record, err := c.Custody(ctx, e.SHA256)
			if err != nil {
				return err
			}
			for _, k := range record {
				if delicate[e.SHA256] {
					k.Detail = "" // where it lay and how it came
				}
				row("Record", joined(k.At.UTC().Format("2006-01-02 15:04:05 MST"), k.Event, k.Author, k.Tool, k.Detail))
			}
			fmt.Fprintln(w, "</table>")
		}
		return w.Flush()
	})
}

func protected(s store.SourceRow) bool {
	return s.Class == store.ClassSource || s.Class == store.ClassWorker
}

func sourceLine(s store.SourceRow, full bool) string {
	number := fmt.Sprintf("[%d]", s.Number)
	if protected(s) && !full {
		return number + " protected"
	}
	return joined(number+" "+s.Title, s.Publisher, s.Published)
}

func joined(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(p string) bool { return p == "" }), " · ")
}
