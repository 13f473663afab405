package sources

import (
	"context"
	"errors"
	"fmt"
	"image"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"redthread/app"
	"redthread/app/capture"
	"redthread/app/capture/pages"
	"redthread/store"
)

// How an original can be shown.
type showing int

const (
	elsewhere showing = iota // by another program
	asPicture
	asPages
)

// largestShown bounds the originals that are drawn in the window.
const largestShown = 512 << 20

// showingOf says how a file is shown, and why it is not where it is not.
func showingOf(f store.Evidence, drawn bool) (showing, string) {
	media, _, _ := strings.Cut(f.Media, ";")
	name := mediaWords(media, f.Name)
	switch {
	case f.Size == 0:
		return elsewhere, "The file is empty."
	case f.Size > largestShown:
		return elsewhere, fmt.Sprintf("This is %s of %s, too large to be shown in this window.", name, app.SizeText(f.Size))
	case media == "application/pdf" && drawn:
		return asPages, "Drawn in this window by pdftoppm, which is installed here."
	case media == "application/pdf":
		return elsewhere, "This is " + name + ". Its pages are shown in this window where the program pdftoppm (Poppler) is installed; here another program shows them."
	case slices.Contains(shownPictures, media):
		return asPicture, "Shown in this window, as it was taken in."
	}
	return elsewhere, "This is " + name + ". Another program can show it as it looks; what was read of it stands under Text."
}

// shownPictures are those whose pixels are decoded here.
var shownPictures = []string{"image/jpeg", "image/png", "image/gif", "image/webp", "image/tiff", "image/bmp", "image/x-ms-bmp"}

// mediaWords says a media type for people.
func mediaWords(media, name string) string {
	for _, m := range []struct{ in, words string }{
		{"application/pdf", "a PDF"},
		{"wordprocessingml", "a Word document"},
		{"msword", "an old Word document"},
		{"opendocument.text", "an OpenDocument text"},
		{"spreadsheetml", "an Excel workbook"},
		{"ms-excel", "an old Excel workbook"},
		{"opendocument.spreadsheet", "an OpenDocument table"},
		{"presentationml", "a PowerPoint file"},
		{"opendocument.presentation", "an OpenDocument presentation"},
		{"rtf", "an RTF document"},
		{"message/rfc822", "an e-mail"},
		{"mbox", "a mailbox"},
		{"text/html", "a web page"},
		{"csv", "a table in plain text"},
		{"markdown", "a text with marks (Markdown)"},
		{"text/", "a plain text"},
		{"image/heic", "a picture of the kind HEIC"},
		{"image/avif", "a picture of the kind AVIF"},
		{"image/", "a picture"},
		{"audio/", "a recording"},
		{"video/", "a film"},
		{"zip", "an archive"},
		{"epub", "an e-book"},
	} {
		if strings.Contains(media, m.in) {
			return m.words
		}
	}
	if ext := strings.TrimPrefix(filepath.Ext(name), "."); ext != "" {
		return "a file of the kind " + strings.ToUpper(ext)
	}
	return "a file of a kind that is not known here"
}

// drawnPage names a picture that was made of an original.
type drawnPage struct {
	hash  string
	page  int
	width int // pixels
}

// keptPages is how many pictures are kept for going back to.
const keptPages = 8

// album keeps the pictures made last.
type album struct {
	order []drawnPage
	all   map[drawnPage]image.Image
}

func (a *album) get(p drawnPage) image.Image { return a.all[p] }

func (a *album) put(p drawnPage, img image.Image) {
	if a.all == nil {
		a.all = map[drawnPage]image.Image{}
	}
	if a.all[p] == nil {
		a.order = append(a.order, p)
	}
	a.all[p] = img
	for len(a.order) > keptPages {
		delete(a.all, a.order[0])
		a.order = a.order[1:]
	}
}

// copyOf gives the path of a copy of an original that cannot be changed, made
// once while the screen stands.
func (s *Screen) copyOf(ctx context.Context, f store.Evidence) (string, error) {
	s.viewsLock.Lock()
	defer s.viewsLock.Unlock()
	if path := s.views[f.Hash()]; path != "" {
		if _, err := os.Stat(path); err == nil {
			return path, nil
		}
	}
	dir, err := s.d.Env().Views()
	if err != nil {
		return "", err
	}
	path, err := capture.View(ctx, s.d.Case(), f, dir)
	if err != nil {
		return "", err
	}
	s.views[f.Hash()] = path
	return path, nil
}

// openElsewhere has the system's own program show a copy.
func (s *Screen) openElsewhere(f store.Evidence) {
	var path string
	s.d.Ask("Preparing a copy of "+f.Name, func(ctx context.Context, _ func(float64, string)) (err error) {
		path, err = s.copyOf(ctx, f)
		return err
	}, func(err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		if err := fyne.CurrentApp().OpenURL(&url.URL{Scheme: "file", Path: filepath.ToSlash(path)}); err != nil {
			s.d.Fail(plainError("No program could be started to show " + f.Name + "; save the original and open it from there."))
			return
		}
		s.d.Say("A read-only copy of "+clip(f.Name, 40)+" is opened in another program.", false)
	})
}

// pictureProblem says why a picture is not shown.
func pictureProblem(err error) string {
	switch {
	case errors.Is(err, pages.ErrTooLarge):
		return "The picture has more than 48 million pixels, too many for this window; another program can show it."
	case errors.Is(err, pages.ErrUnknown):
		return "The picture is damaged or of a kind that cannot be shown here; another program may."
	case errors.Is(err, pages.ErrTooLong):
		return "Drawing this page took longer than 20 seconds and was stopped; another program may show it."
	case errors.Is(err, pages.ErrNone):
		return "pdftoppm is no longer installed; another program can show the pages."
	}
	return "This page could not be drawn; the file may be damaged. Another program may show it."
}

// lockedWords say what a file with a lock needs.
const lockedWords = "The file is locked with a password. Another program that knows the password can open it; to read it here, take in a copy without the lock."

// locked tells whether the last reading of a file met a password.
func locked(card *app.SourceCard, f store.Evidence) bool {
	r, ok := readingOf(card, f)
	return ok && strings.Contains(r.Note, "locked with a password")
}
