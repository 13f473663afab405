package command

import (
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"strings"

	"redthread/app/capture"
	"redthread/app/capture/bounded"
	"redthread/app/capture/picture"
	"redthread/app/capture/plain"
	"redthread/store"
)

var (
	flagCharset = flag{name: "charset", value: "NAME", help: "how its letters are written, such as windows-1251, koi8-r, cp949 or gb18030; found out where it is left out"}
	flagOCR     = flag{name: "ocr", value: "rus,eng", help: "read pictures by an installed tesseract, in these of its languages; all for every one it has"}
	flagFile    = flag{name: "file", value: "NAME", help: "which of the source's files: its name, or the first digits of its SHA-256"}
)

// reader gives what reads files for their text, bounded children of this
// program, and what ends them. In a test, whose program is another, files are
// read in the process itself.
func (k *call) reader() (read capture.Reader, end func()) {
	own, err := bounded.Own(ReadWorker)
	if err != nil {
		return capture.InProcess, func() {}
	}
	pool := bounded.NewPool(runtime.NumCPU(), own...)
	return pool.Read, pool.Close
}

// readingOptions reads the flags that say how files are to be read.
func (k *call) readingOptions() (o capture.Options, err error) {
	if k.has("charset") {
		o.Charset = k.text("charset")
		if _, ok := plain.Charset(o.Charset); !ok {
			return o, refuse(store.ErrInvalid, "%q is no charset that is known here; use one such as windows-1251, koi8-r, cp949 or gb18030.", o.Charset)
		}
	}
	if k.has("ocr") {
		o.OCR, err = languages(k.text("ocr"))
	}
	return o, err
}

// languages reads a list of tesseract's languages; empty means all.
func languages(text string) ([]string, error) {
	want := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(", +;", r) })
	if len(want) == 0 {
		return nil, misusef("--ocr needs languages, such as rus,eng.")
	}
	_, _, has, ok := picture.Tesseract()
	if !ok {
		return nil, refuse(store.ErrNotFound, "Reading pictures needs the program tesseract, which is not installed here; install it or leave --ocr out.")
	}
	if len(want) == 1 && want[0] == "all" {
		return []string{}, nil
	}
	for _, l := range want {
		if !slices.Contains(has, l) {
			return nil, refuse(store.ErrNotFound, "tesseract has no data for %q here; it has %s.", l, strings.Join(has, ", "))
		}
	}
	return want, nil
}

// terminal tells whether what is written is looked at while it is written.
func terminal(w any) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// progress shows on a terminal how far a command has come, on one line that end
// wipes. Elsewhere it shows nothing.
func (k *call) progress() (tell func(done, total int, name string), end func()) {
	if !terminal(k.Err) {
		return nil, func() {}
	}
	return progressOn(k.Err)
}

const (
	wipe      = "\r\x1b[K"
	tellWidth = 78
)

func progressOn(w io.Writer) (tell func(done, total int, name string), end func()) {
	return func(done, total int, name string) {
			text := []rune(harmless(flat(fmt.Sprintf("%d of %d  %s", done, total, name))))
			for columns(string(text)) > tellWidth {
				text = text[:len(text)-1]
			}
			_, _ = io.WriteString(w, wipe+string(text))
		}, func() {
			_, _ = io.WriteString(w, wipe)
		}
}

// fileOf finds the file of a source that --file names; where the source has
// one file it need not be named.
func (k *call) fileOf(title string, all []store.Evidence) (store.Evidence, error) {
	var fits []store.Evidence
	want := strings.TrimSpace(k.text("file"))
	for _, e := range all {
		named := want == "" || strings.EqualFold(e.Name, want) || len(want) >= 6 && strings.HasPrefix(e.Hash(), strings.ToLower(want))
		if named && !slices.ContainsFunc(fits, func(f store.Evidence) bool { return f.SHA256 == e.SHA256 }) {
			fits = append(fits, e)
		}
	}
	var names []string
	for _, e := range all {
		names = append(names, fmt.Sprintf("%s (%s)", e.Name, e.Hash()[:12]))
	}
	switch {
	case len(all) == 0:
		return store.Evidence{}, refuse(store.ErrNotFound, "%s has no file; \"redthread source add --source\" attaches one.", title)
	case len(fits) == 1:
		return fits[0], nil
	case len(fits) == 0:
		return store.Evidence{}, refuse(store.ErrNotFound, "%s has no file %q; it has %s.", title, want, strings.Join(names, ", "))
	}
	return store.Evidence{}, refuse(store.ErrAmbiguous, "%s has %d files; name one with --file: %s.", title, len(fits), strings.Join(names, ", "))
}
