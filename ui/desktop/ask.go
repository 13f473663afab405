package desktop

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"time"
	"unicode"

	"redthread/app"
	"redthread/app/sample"
	casesharing "redthread/app/sharing"
	"redthread/store"
	"redthread/ui/desktop/chooser"
	"redthread/ui/desktop/desk"
	"redthread/ui/desktop/part"
	"redthread/ui/desktop/welcome"
)

// askNew asks for the title of a new case and where to keep it.
func (w *Window) askNew() {
	title := part.NewTextEntry("What is the case about?")
	file := chooser.NewPlace(w.win, filepath.Join(chooser.Documents(), "case"+CaseEnding))
	named := false
	title.OnChanged = func(text string) {
		if !named {
			file.SetName(fileName(text) + CaseEnding)
		}
	}
	file.OnTyped = func() { named = true }
	w.openSheet("New case", part.Down(4,
		part.NewText("Title", part.Small), title,
		part.NewText("File", part.Small), file.Content(),
		part.NewText("A case is one file. Nothing of it leaves this computer unless you send it.", part.Small),
	), "Create", func() bool {
		name, path := strings.TrimSpace(title.Text), withEnding(file.Path(), CaseEnding)
		if name == "" {
			w.Fail(plainError("A case needs a title; say in a few words what it is about."))
			return false
		}
		if _, err := os.Stat(path); err == nil {
			w.Fail(plainError(filepath.Base(path) + " exists already; choose another name."))
			return false
		}
		w.fetch("Making the case", func(ctx context.Context) (*found, error) {
			c, err := w.env.Create(ctx, path, name)
			if err != nil {
				return nil, err
			}
			return read(ctx, c)
		}, nil)
		return true
	})
}

// fileName makes a file name of a title.
func fileName(title string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(strings.TrimSpace(title)) {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	name := []rune(strings.Trim(b.String(), "-"))
	if len(name) > 60 {
		name = name[:60]
	}
	if len(name) == 0 {
		return "case"
	}
	return string(name)
}

func withEnding(path, ending string) string {
	if strings.EqualFold(filepath.Ext(path), ending) {
		return path
	}
	return path + ending
}

// askOpen asks for a case to open.
func (w *Window) askOpen() {
	chooser.Open(w.win, []string{CaseEnding, casesharing.Ending}, w.Open)
}

// askSample asks where to write the sample case. One that is there is opened.
func (w *Window) askSample() {
	file := chooser.NewPlace(w.win, filepath.Join(chooser.Documents(), "sakhalin"+CaseEnding))
	w.openSheet("Open the sample", part.Down(4,
		part.NewText("The sample shows a finished case: labour contracts on Sakhalin, from published sources. It is written to a file of yours; change it as you like.", part.Body),
		part.NewText("File", part.Small), file.Content(),
	), "Open", func() bool {
		path := withEnding(file.Path(), CaseEnding)
		if _, err := os.Stat(path); err == nil {
			w.Open(path)
			return true
		}
		w.fetch("Writing the sample case", func(ctx context.Context) (*found, error) {
			if err := sample.Create(ctx, path); err != nil {
				return nil, err
			}
			return open(ctx, w.env, path)
		}, nil)
		return true
	})
}

// askCopy asks where to save a copy of the case.
func (b *bench) askCopy() {
	base := strings.TrimSuffix(b.fileName(), filepath.Ext(b.fileName()))
	file := chooser.NewPlace(b.w.win, filepath.Join(filepath.Dir(b.c.Path()), base+" copy"+CaseEnding))
	b.w.openSheet("Save a copy", part.Down(4,
		part.NewText("The copy holds everything the case holds, its history too.", part.Body),
		part.NewText("File", part.Small), file.Content(),
	), "Save", func() bool {
		path := withEnding(file.Path(), CaseEnding)
		if _, err := os.Stat(path); err == nil {
			b.Fail(plainError(filepath.Base(path) + " exists already; choose another name."))
			return false
		}
		b.Ask("Exporting a copy", func(ctx context.Context, _ func(float64, string)) error {
			return b.c.SaveCopy(ctx, path)
		}, func(err error) {
			if err != nil {
				b.Fail(err)
				return
			}
			b.w.root.Toast("Saved "+filepath.Base(path)+".", "Open it", func() { b.w.Open(path) })
		})
		return true
	})
}

func (b *bench) fileName() string { return filepath.Base(b.c.Path()) }

// askName asks for the name that stands beside changes.
func (w *Window) askName() {
	name := part.NewTextEntry("A name, or a working name")
	if w.env.Named() {
		name.SetText(w.env.Author())
	}
	w.openSheet("Your name on changes", part.Down(8,
		part.NewText(welcome.NameReason, part.Body), name,
	), "Keep", func() bool {
		if strings.TrimSpace(name.Text) == "" {
			w.Fail(plainError("Type a name first; a working name will do."))
			return false
		}
		w.setName(name.Text)
		return true
	})
}

// setName remembers the person's name. An open case is opened again, so that
// the name counts from now on.
func (w *Window) setName(name string) {
	if err := w.env.SetAuthor(name); err != nil {
		w.Fail(err)
		return
	}
	w.welcome.AskName(!w.env.Named())
	if w.bench == nil {
		return
	}
	if ro, _ := w.bench.c.ReadOnly(); ro || w.bench.c.Author() == w.env.Author() {
		w.root.Toast("Kept: "+w.env.Author(), "", nil)
		return
	}
	path, at := w.bench.c.Path(), desk.Route{Screen: w.bench.seat.name}
	w.leave(func() {
		w.fetch("Opening "+filepath.Base(path), func(ctx context.Context) (*found, error) { return open(ctx, w.env, path) }, func() {
			w.bench.Go(at)
			w.root.Toast("Changes are noted under "+w.env.Author()+".", "", nil)
		})
	})
}

// setTheme remembers the theme and puts it on.
func (w *Window) setTheme(mode string) {
	w.o.Theme = ""
	if err := w.env.SetTheme(mode); err != nil {
		w.o.Theme = mode // for this time, at least
		w.Fail(err)
	}
	w.dress()
}

// forget takes a case off the list of recent ones.
func (w *Window) forget(path string) {
	if err := w.env.ForgetRecent(path); err != nil {
		w.Fail(err)
	}
	w.showWelcome()
}

// recent lists the recent cases with the time they were last changed.
func (w *Window) recent() []welcome.Recent {
	var all []welcome.Recent
	for _, path := range w.env.Recent() {
		info, err := os.Stat(path)
		if err != nil {
			continue
		}
		all = append(all, welcome.Recent{Path: path, Changed: info.ModTime().Format(time.DateOnly + " 15:04")})
	}
	return all
}

// askNote writes a note on the case.
func (b *bench) askNote() {
	text := part.NewNoteEntry("What should not be forgotten?", 8)
	b.w.openSheet("Note on the case", text, "Add", func() bool {
		return b.write("Saving the note", text.Text, "A note needs some words.", func(ctx context.Context) error {
			return app.SetNote(ctx, b.c, store.Note{Text: text.Text})
		}, "Note added")
	})
}

// askTask writes down something still to be done.
func (b *bench) askTask() {
	text := part.NewTextEntry("What is still to be done?")
	due := part.NewTextEntry("2026-03-31, or leave it open")
	b.w.openSheet("Task", part.Down(4,
		part.NewText("Task", part.Small), text,
		part.NewText("Due", part.Small), due,
	), "Add", func() bool {
		return b.write("Saving the task", text.Text, "A task needs some words.", func(ctx context.Context) error {
			return app.SetTask(ctx, b.c, store.Task{Text: text.Text, Due: due.Text})
		}, "Task added")
	})
}

// write saves what a small form holds. The form stays open until it is saved.
func (b *bench) write(title, text, empty string, save func(context.Context) error, said string) bool {
	if strings.TrimSpace(text) == "" {
		b.Fail(plainError(empty))
		return false
	}
	form := b.w.sheets[len(b.w.sheets)-1]
	form.part.Confirm().Disable()
	b.Ask(title, func(ctx context.Context, _ func(float64, string)) error { return save(ctx) }, func(err error) {
		form.part.Confirm().Enable()
		if err != nil {
			b.Fail(err)
			return
		}
		form.shut()
		b.Say(said, true)
	})
	return false
}

// linkHere links from the entity that the screen shows, if it shows one. The
// trail does not know it after Ctrl+3, which leads to wherever the screen was.
func (b *bench) linkHere() {
	from := store.ID{}
	if s, ok := b.seat.screen.(interface{ Shown() store.ID }); ok {
		from = s.Shown()
	}
	b.seat.QuickLink(from)
}
