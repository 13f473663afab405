package desktop

import (
	"context"
	"path/filepath"
	"strings"

	"redthread/app/keys"
	casesharing "redthread/app/sharing"
	"redthread/ui/desktop/chooser"
	"redthread/ui/desktop/part"
	"redthread/ui/desktop/sharing"
)

// The ways to open a sealed case.
const (
	lookOnly = "look"
	keepCopy = "copy"
)

// askSealed asks what opens a sealed case, and whether it is only to be looked at: then it lies
// in memory alone. A working copy is plain, and is said to be so.
func (w *Window) askSealed(path string) {
	ring := keys.Open(w.env)
	entries, err := ring.List()
	if err != nil {
		w.Fail(err)
		return
	}
	unlock := sharing.NewUnlockForm(ring, entries)
	base := strings.TrimSuffix(strings.TrimSuffix(filepath.Base(path), casesharing.Ending), CaseEnding)
	place := chooser.NewPlace(w.win, chooser.FreeName(chooser.Documents(), base, CaseEnding))
	about := part.NewText("", part.Small)
	file := part.Down(4, part.NewText("Working copy", part.Small), place.Content())
	way := part.NewFacets(nil)
	way.OnSelect = func(key string) {
		if key == keepCopy {
			file.Show()
			about.SetText("The copy is plain: whoever gets that file can read it. You can change it and share it again.")
		} else {
			file.Hide()
			about.SetText("It is opened in memory, for reading. Nothing of it is written to the disk.")
		}
	}
	way.SetFacets([]part.Facet{{Key: lookOnly, Text: "Look at it", Count: part.Uncounted}, {Key: keepCopy, Text: "Keep a working copy", Count: part.Uncounted}})
	way.Select(lookOnly)
	way.OnSelect(lookOnly)
	w.openSheet("Open "+filepath.Base(path), part.Down(12, unlock.Content(path), way, file, about), "Open", func() bool {
		opener, copyTo := unlock.Opener(), ""
		if way.Selected() == keepCopy {
			copyTo = withEnding(place.Path(), CaseEnding)
			if chooser.Exists(copyTo) {
				w.Fail(plainError(filepath.Base(copyTo) + " exists already; choose another name."))
				return false
			}
		}
		w.fetch("Opening "+filepath.Base(path), func(ctx context.Context) (*found, error) {
			o, err := opener()
			if err != nil {
				return nil, err
			}
			if copyTo != "" {
				if err := casesharing.Unseal(ctx, path, o, copyTo); err != nil {
					return nil, err
				}
				return open(ctx, w.env, copyTo)
			}
			c, err := casesharing.Open(ctx, path, o, w.env.StoreOptions())
			if err != nil {
				return nil, err
			}
			return read(ctx, c)
		}, nil)
		return true
	})
}
