package desktop

import (
	"context"
	"errors"
	"path/filepath"
	"strings"

	"redthread/app/job"
	casesharing "redthread/app/sharing"
	"redthread/store"
	"redthread/ui/desktop/chooser"
	"redthread/ui/desktop/part"
)

// offerRecovery puts a way out beside the sentence that says a case is damaged.
func (w *Window) offerRecovery(path string, err error) {
	if !errors.Is(err, store.ErrDamaged) || w.leaving {
		return
	}
	w.bars.set(barError, part.Alarm, sentence(err), func() { w.bars.drop(barError) },
		part.NewButton("Recover into a new case…", func() { w.askRecover(path) }))
}

// askRecover asks for the name of the case that what can be read goes into. The damaged
// file is only read.
func (w *Window) askRecover(path string) {
	base := strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
	place := chooser.NewPlace(w.win, chooser.FreeName(filepath.Dir(path), base+" recovered", CaseEnding))
	w.openSheet("Recover "+filepath.Base(path), part.Down(8,
		part.NewText("What can still be read of the damaged file goes into a new case, and a list says what was saved and what was not. The damaged file stays as it is.", part.Body),
		part.NewText("New case", part.Small), place.Content(),
	), "Recover", func() bool {
		to := withEnding(place.Path(), CaseEnding)
		if chooser.Exists(to) {
			w.Fail(plainError(filepath.Base(to) + " exists already; choose another name."))
			return false
		}
		w.recoverTo(path, to)
		return true
	})
}

// recoverTo recovers a damaged case, opens the new one and says what became of it.
func (w *Window) recoverTo(path, to string) {
	var f *found
	var what store.Recovered
	w.do("Recovering "+filepath.Base(path), func(ctx context.Context) error {
		c, r, err := store.Recover(ctx, path, to, w.env.StoreOptions())
		if err != nil {
			return err
		}
		what = r
		f, err = read(ctx, c)
		return err
	}, func(err error) {
		if job.Cancelled(err) {
			w.Fail(err)
			return
		}
		w.opened(f, err)
		if err == nil && w.bench != nil {
			w.showRecovered(filepath.Base(path), what)
		}
	})
}

func (w *Window) showRecovered(name string, what store.Recovered) {
	saved, lost := casesharing.RecoveredWords(what)
	rows := part.Down(4, part.NewText("Saved", part.Strong))
	for _, s := range saved {
		rows.Add(part.NewText(s, part.Body))
	}
	rows.Add(part.NewText("Lost", part.Strong))
	for _, s := range lost {
		rows.Add(part.NewText(s, part.Body))
	}
	w.openSheet("Recovered from "+name, rows, "", nil)
}
