package sources

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"redthread/app"
	"redthread/store"
	"redthread/ui/desktop/chooser"
	"redthread/ui/desktop/desk"
	"redthread/ui/desktop/part"
)

// citedInInspector is how many lines stand under "cited for".
const citedInInspector = 6

// newInspector shows what weighs for or against the source.
func (s *Screen) newInspector() fyne.CanvasObject {
	c := s.card
	column := part.Down(10,
		part.Down(2, part.NewText(c.Title, part.Heading), part.NewText(joined(" · ", rowSubtitle(c.SourceRow), c.Short), part.Small)),
		part.NewCard("Grade", s.gradeCard()),
		part.NewCard("Evidence", s.evidenceCard()),
		part.NewCard("Cited for", s.citedCard()),
		part.NewCard("Origin", s.originCard()),
	)
	return container.NewVScroll(part.Inset(14, 16, 20, 16, column))
}

func (s *Screen) gradeCard() fyne.CanvasObject {
	g := s.card.Grade
	if g == (store.Grade{}) {
		return part.Down(6, part.NewText("Not graded yet", part.Body).WithTone(part.Caution), left(part.NewButton("Grade it…", s.edit)))
	}
	return part.NewText(g.Label(), part.Body)
}

func (s *Screen) originCard() fyne.CanvasObject {
	text, note := originText(s.card.Origin, s.shelf.shareOrigin(s.card.Origin))
	return part.Down(0, part.NewText(text, part.Body), part.NewText(note, part.Small))
}

func (s *Screen) evidenceCard() fyne.CanvasObject {
	if len(s.card.Files) == 0 {
		return part.Down(0,
			part.NewText("No file is kept for this source", part.Body),
			part.NewText("What it says rests on the notes and on the address, if there is one.", part.Small))
	}
	column := part.Down(12)
	for _, f := range s.card.Files {
		column.Add(s.fileCard(f))
	}
	return column
}

func (s *Screen) fileCard(f store.Evidence) fyne.CanvasObject {
	state := part.NewText("Not verified in this session", part.Small)
	if said, ok := s.verified[f.Hash()]; ok && said == "" {
		state.SetText("Verified: the bytes are those that were taken in")
		state.SetTone(part.Good)
	} else if ok {
		state.SetText(said)
		state.SetTone(part.Alarm)
	}
	taken := part.NewText("", part.Small)
	for _, k := range s.card.Custody[f.Hash()] {
		taken.SetText(joined(" · ", k.Event, whenShown(k.At), k.Author))
	}
	copyHash := part.NewButton("Copy hash", func() { s.copy(f.Hash(), "SHA-256") })
	return part.Down(2,
		part.NewText(joined(" · ", f.Name, app.SizeText(f.Size)), part.Body),
		part.NewText("SHA-256 "+hashShort(f.Hash()), part.Small), taken, state,
		part.Inset(4, 0, 0, 0, part.Across(6,
			part.NewButton("Verify", func() { s.verify(f) }), copyHash, part.NewButton("Save…", func() { s.saveOriginal(f) }))),
	)
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

// saveOriginal asks where to, and writes the file as it was taken in.
func (s *Screen) saveOriginal(f store.Evidence) {
	at := chooser.NewPlace(s.d.Window(), filepath.Join(chooser.Documents(), f.Name))
	s.d.Sheet("Save original", part.Down(4,
		part.NewText("The file is written byte for byte as it was taken in.", part.Body),
		part.NewText("File", part.Small), at.Content(),
	), "Save", func() bool {
		path := at.Path()
		s.d.Ask("Exporting "+f.Name, func(ctx context.Context, _ func(float64, string)) error {
			return writeOriginal(ctx, s.d.Case(), f, path)
		}, func(err error) {
			if err != nil {
				s.d.Fail(err)
				return
			}
			s.d.Say("Saved "+filepath.Base(path)+".", false)
		})
		return true
	})
}

// plainError is one sentence for people.
type plainError string

func (e plainError) Error() string { return string(e) }

// writeOriginal writes a new file, and takes it away again where the bytes are
// not what was taken in. A file that is there stays as it is.
func writeOriginal(ctx context.Context, c *store.Case, f store.Evidence, path string) error {
	out, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	switch {
	case errors.Is(err, fs.ErrExist):
		return plainError(filepath.Base(path) + " exists already; choose another name.")
	case err != nil:
		return plainError(filepath.Base(path) + " cannot be written there; choose another folder.")
	}
	err = c.WriteEvidence(ctx, f.SHA256, out)
	if e := out.Close(); err == nil && e != nil {
		err = fmt.Errorf("saving the original: %w", e)
	}
	if err != nil {
		_ = os.Remove(path)
	}
	return err
}

func (s *Screen) citedCard() fyne.CanvasObject {
	if len(s.card.Cited) == 0 {
		return part.NewText("Nothing yet", part.Body).WithTone(part.Caution)
	}
	column := part.Down(0)
	for _, l := range telling(citedLines(s.card), citedInInspector) {
		var marks []*part.CitationMark
		if l.passage > 0 {
			marks = append(marks, part.NewCitation(l.place, "Show this passage", func() { s.passage(l.passage) }))
		}
		row := part.NewFactRow("", l.title, l.subtitle, marks...)
		row.OnSelect = func() {
			s.d.Go(desk.Route{Screen: desk.Entities, ID: l.entity, Statement: l.statement})
		}
		column.Add(row)
	}
	all := part.NewBareButton("All "+plural(len(s.card.Cited), "statement", "statements"), func() { s.middle.choose(tabStatements) })
	return part.Down(4, column, left(all))
}

// left keeps an object at the left at its own width.
func left(o fyne.CanvasObject) fyne.CanvasObject { return part.Across(0, o) }
