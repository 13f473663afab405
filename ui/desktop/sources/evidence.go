package sources

import (
	"context"
	"io"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"redthread/app"
	"redthread/app/capture"
	"redthread/store"
	"redthread/ui/desktop/chooser"
	"redthread/ui/desktop/part"
)

// evidenceCard shows the files of the source, and what can be added to it.
func (s *Screen) evidenceCard() fyne.CanvasObject {
	column := part.Down(12)
	if len(s.card.Files) == 0 {
		column.Add(part.Down(0,
			part.NewText("No file is kept for this source", part.Body),
			part.NewText("What it says rests on the notes and on the address, if there is one.", part.Small)))
	}
	for _, f := range s.card.Files {
		column.Add(s.fileCard(f))
	}
	attach := part.NewButton("Attach a file…", s.attach)
	attach.Tip = "Keep a file with this source, byte for byte"
	notes := part.NewButton("Add notes…", s.addNotes)
	notes.Tip = "Write down what it says, in numbered notes that can be cited"
	column.Add(part.Across(6, attach, notes))
	return column
}

// fileLine is what stands first of a file: name, size, pages.
func fileLine(card *app.SourceCard, f store.Evidence) string {
	pages := ""
	if n := pagesOf(card, f); n > 0 {
		pages = plural(n, "page", "pages")
	}
	return joined(" · ", f.Name, app.SizeText(f.Size), pages)
}

// takenLine says how a file came into the case.
func takenLine(card *app.SourceCard, f store.Evidence) string {
	all := card.Custody[f.Hash()]
	if len(all) == 0 {
		return ""
	}
	first := all[0]
	return joined(" · ", capital(first.Event), whenShown(first.At), first.Author)
}

func (s *Screen) fileCard(f store.Evidence) fyne.CanvasObject {
	state := part.NewText("Not verified in this session", part.Small)
	if said, ok := s.verified[f.Hash()]; ok && said == "" {
		state = part.NewText("Verified today", part.Body).WithTone(part.Good)
	} else if ok {
		state = part.NewText(said, part.Small).WithTone(part.Alarm)
	}
	copyHash := part.NewBareButton("Copy", func() { s.copy(f.Hash(), "SHA-256") })
	copyHash.Tip = "Copy all 64 digits"
	hash := part.Frame(nil, copyHash, nil, nil, part.Inset(8, 0, 0, 0, part.NewLine("SHA-256 "+hashShort(f.Hash()), part.Small)))
	column := part.Down(0, part.NewText(fileLine(s.card, f), part.Body), hash, part.NewText(takenLine(s.card, f), part.Small), state)
	if r, ok := readingOf(s.card, f); ok {
		for _, line := range strings.Split(r.Note, "\n") {
			if line != "" {
				column.Add(part.Inset(4, 0, 0, 0, part.NewText(line, part.Small).WithTone(part.Caution)))
			}
		}
	} else {
		column.Add(part.Inset(4, 0, 0, 0, part.NewText("It was not read for its text yet.", part.Small).WithTone(part.Caution)))
	}
	look := part.NewButton("Look at it", func() {
		s.middle.choose(tabOriginal)
		s.middle.original.pick(f.Hash())
		s.middle.original.chips.Select(f.Hash())
	})
	more := part.NewMenuButton("More", func() *fyne.Menu {
		return fyne.NewMenu("",
			fyne.NewMenuItem("Save the original…", func() { s.saveOriginal(f) }),
			fyne.NewMenuItem("Open in another program", func() { s.openElsewhere(f) }),
			fyne.NewMenuItem("Read again…", func() { s.readAgain(f) }),
			fyne.NewMenuItem("Copy SHA-256", func() { s.copy(f.Hash(), "SHA-256") }),
			fyne.NewMenuItemSeparator(),
			fyne.NewMenuItem("Take off this source", func() { s.detach(f) }),
		)
	})
	column.Add(part.Inset(8, 0, 0, 0, part.Across(6, part.NewButton("Verify", func() { s.verify(f) }), look, more)))
	return column
}

// verify reads every byte of a file again and compares the hashes.
func (s *Screen) verify(f store.Evidence) {
	s.d.Ask("Verifying "+f.Name, func(ctx context.Context, _ func(float64, string)) error {
		return s.d.Case().WriteEvidence(ctx, f.SHA256, io.Discard)
	}, func(err error) {
		s.verified[f.Hash()] = ""
		if err != nil {
			s.verified[f.Hash()] = err.Error()
		}
		s.inspect()
	})
}

// saveOriginal asks where to, and writes the file as it was taken in; its
// record notes that it left the case.
func (s *Screen) saveOriginal(f store.Evidence) {
	at := chooser.NewPlace(s.d.Window(), filepath.Join(chooser.Documents(), f.Name))
	s.d.Sheet("Save original", part.Down(4,
		part.NewText("The file is written byte for byte as it was taken in, and its record notes that it was.", part.Body),
		part.NewText("File", part.Small), at.Content(),
	), "Save", func() bool {
		path := at.Path()
		s.d.Ask("Saving the original of "+f.Name, func(ctx context.Context, _ func(float64, string)) error {
			return capture.Export(ctx, s.d.Case(), f.SHA256, path)
		}, func(err error) {
			if err != nil {
				s.d.Fail(err)
				return
			}
			s.d.Say("Saved "+filepath.Base(path)+".", false)
			s.reload() // for its record
		})
		return true
	})
}

// attach keeps another file with this source.
func (s *Screen) attach() {
	if s.card == nil {
		return
	}
	source := s.card.ID
	chooser.Open(s.d.Window(), nil, func(path string) {
		s.layer = store.ID{}
		s.d.TakeIn([]capture.Item{{Path: path}}, capture.Options{Source: source, How: "chosen"})
	})
}

// detach takes a file off the source. Its bytes stay in the case, and the
// message takes it back.
func (s *Screen) detach(f store.Evidence) {
	id := s.card.ID
	s.d.Ask("Taking the file off", func(ctx context.Context, _ func(float64, string)) error {
		return app.Detach(ctx, s.d.Case(), id, f.SHA256)
	}, func(err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.d.Say(clip(f.Name, 40)+" taken off; its bytes and its record stay in the case.", true)
	})
}

// plainError is one sentence for people.
type plainError string

func (e plainError) Error() string { return string(e) }
