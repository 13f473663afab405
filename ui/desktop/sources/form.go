package sources

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"redthread/app"
	"redthread/app/capture"
	"redthread/store"
	"redthread/store/value"
	"redthread/ui/desktop/desk"
	"redthread/ui/desktop/form"
	"redthread/ui/desktop/part"
)

// suggestedOrigins is how many known origins the form offers at once.
const suggestedOrigins = 6

// Form opens the form for a source. A prefill with an ID edits that source,
// whose text and files stay as they are; without one a new source is logged.
// done, where given, is called with the source once it is saved.
func Form(d desk.Desk, prefill app.SourceEntry, done func(store.ID)) {
	openForm(d, prefill, done)
}

// TakeForm opens the form for a thing that is taken in: a file, or what was
// pasted. It is looked at and read in the background, and what it says of
// itself fills the fields that are empty. Saving writes the source, the
// original and its text in one action. how says how the thing came: "dropped".
func TakeForm(d desk.Desk, item capture.Item, how string, prefill store.Source, done func(store.ID)) {
	openTakeForm(d, item, how, prefill, done)
}

func openTakeForm(d desk.Desk, item capture.Item, how string, prefill store.Source, done func(store.ID)) *sourceForm {
	f := newForm(d, app.SourceEntry{Source: prefill, Path: item.Path, How: how}, done)
	f.taken.pasted = item.Path == ""
	f.open()
	f.look(item)
	return f
}

func openForm(d desk.Desk, prefill app.SourceEntry, done func(store.ID)) *sourceForm {
	f := newForm(d, prefill, done)
	f.open()
	if prefill.Path != "" && !f.editing() {
		f.look(capture.Item{Path: prefill.Path})
	}
	return f
}

func newForm(d desk.Desk, prefill app.SourceEntry, done func(store.ID)) *sourceForm {
	f := &sourceForm{
		d: d, id: prefill.ID, draft: draftOf(prefill), done: done, rows: map[string]*form.Row{}, column: form.NewColumn(),
		lines: map[*string]*form.Entry{}, taken: formFile{how: prefill.How},
	}
	if f.taken.how == "" {
		f.taken.how = "chosen"
	}
	f.first = f.draft
	f.taken.given = f.draft
	if prefill.Kind == "" {
		f.taken.given.kind = "" // the form's own guess gives way
	}
	return f
}

// open builds the form and shows it.
func (f *sourceForm) open() {
	f.build()
	f.column.Dirty = func() bool { return f.draft != f.first }
	title, primary := "Log a source", "Log source"
	if f.editing() {
		title, primary = "Edit source", "Save"
	}
	f.close = f.d.Sheet(title, f.column, primary, func() bool {
		f.submit()
		return false // the sheet closes when the case has it
	})
	f.d.Window().Canvas().Focus(f.title)
	f.learnOrigins()
}

// sourceForm is the form while it is open.
type sourceForm struct {
	d      desk.Desk
	id     store.ID
	draft  draft
	first  draft // as the form was opened
	done   func(store.ID)
	busy   bool
	close  func()
	column *form.Column

	taken formFile // the file of a new source, and what became of reading it

	rows    map[string]*form.Row    // those that can be wrong
	lines   map[*string]*form.Entry // by what they write into
	kind    *form.Pick
	title   *form.Entry
	file    *form.Entry
	grade   *gradePicker
	origins []string
	problem *part.Text
}

func (f *sourceForm) editing() bool { return !f.id.IsZero() }

func (f *sourceForm) build() {
	f.title = f.line("What one would call it", &f.draft.title)
	f.grade = newGradePicker(f.draft.grade, f.submit)
	f.grade.OnChanged = func(g store.Grade) { f.draft.grade = g }
	f.problem = part.NewText("", part.Body).WithTone(part.Alarm)
	f.problem.Hide()
	var all []fyne.CanvasObject
	if !f.editing() {
		all = append(all, f.fileRows()...)
	}
	all = append(all,
		f.row(fieldTitle, "Title", f.title),
		f.kindRow(),
		f.row("", "Publisher", f.line("Who brought it out", &f.draft.publisher)),
		f.row("", "Author", f.line("Names, with ; between them", &f.draft.author)),
		f.typed(fieldPublished, "Published", "2018, 2018-08, 2 August 2018, about 2018", value.KindDate, &f.draft.published),
		f.typed(fieldAccessed, "Accessed", "The day you read it", value.KindDate, &f.draft.accessed),
		f.typed(fieldAddress, "Address (URL)", "https://", value.KindURL, &f.draft.address),
		f.typed(fieldLanguage, "Language", "en, ru, Korean", value.KindLanguage, &f.draft.language),
		f.originRow(),
		f.row("", "Grade", part.Inset(4, 0, 4, 0, f.grade)),
		f.classRow(),
		f.row("", "Note", f.line("Anything a reader must know of it", &f.draft.note)),
	)
	if !f.editing() {
		all = append(all, f.notesRow())
	}
	f.column.Set(append(all, f.problem)...)
}

// line is an entry of one line that writes into the draft.
func (f *sourceForm) line(hint string, into *string) *form.Entry {
	e := form.NewEntry(hint, 1)
	e.SetText(*into)
	e.OnChanged = func(text string) { *into = text }
	e.OnSave = f.submit
	f.lines[into] = e
	return e
}

func (f *sourceForm) row(name, label string, o fyne.CanvasObject) *form.Row {
	r := form.NewRow(label, o)
	r.OnResize = f.column.Grow
	if name != "" {
		f.rows[name] = r
	}
	return r
}

// typed is a field whose text has a canonical form, which is shown beneath.
// What is wrong is said when the field is left, not at the first letter.
func (f *sourceForm) typed(name, label, hint string, kind value.Kind, into *string) *form.Row {
	e := f.line(hint, into)
	row := f.row(name, label, e)
	e.OnChanged = func(text string) {
		*into = text
		row.SetMessage(read(kind, text).shown, part.Quiet)
	}
	e.OnFocus = func(gained bool) {
		if !gained {
			say(row, read(kind, *into))
		}
	}
	say(row, read(kind, *into))
	return row
}

func say(row *form.Row, r reading) {
	if r.problem != "" {
		row.SetMessage(r.problem, part.Alarm)
		return
	}
	row.SetMessage(r.shown, part.Quiet)
}

// choice is a pick from a fixed list, of which one is always chosen.
func (f *sourceForm) choice(words []string, at int, chosen func(i int)) *form.Pick {
	p := form.NewPick("")
	p.OnQuery = func(text string, answer func([]form.Option)) {
		answer(optionsFor(words, text))
	}
	p.OnChosen = func(o form.Option) { chosen(slices.Index(words, o.Key)) }
	p.Entry.OnSave = f.submit
	if at >= 0 {
		p.Choose(&form.Option{Key: words[at], Name: words[at]})
	}
	return p
}

func optionsFor(words []string, typed string) []form.Option {
	var all []form.Option
	for _, w := range words {
		if strings.Contains(value.Fold(w), value.Fold(typed)) {
			all = append(all, form.Option{Key: w, Row: part.Row{Title: w, Plain: true}})
		}
	}
	return all
}

// picked is a row with a pick, which opens and closes.
func (f *sourceForm) picked(label string, p *form.Pick) *form.Row {
	row := f.row("", label, p)
	p.OnResize = func() {
		row.Refresh()
		f.column.Grow()
	}
	return row
}

func (f *sourceForm) kindRow() *form.Row {
	kinds := store.SourceKinds()
	words := make([]string, len(kinds))
	for i, k := range kinds {
		words[i] = strings.ToUpper(k[:1]) + k[1:]
	}
	f.kind = f.choice(words, slices.Index(kinds, f.draft.kind), func(i int) { f.draft.kind = kinds[i] })
	return f.picked("Kind", f.kind)
}

// setKind shows a kind that was found in the file.
func (f *sourceForm) setKind(kind string) {
	if kind != "" {
		f.draft.kind = kind
		word := strings.ToUpper(kind[:1]) + kind[1:]
		f.kind.Choose(&form.Option{Key: word, Name: word})
	}
}

func (f *sourceForm) classRow() *form.Row {
	options := classOptions()
	words := make([]string, len(options))
	for i, o := range options {
		words[i] = o.text
	}
	at := slices.IndexFunc(options, func(o classOption) bool { return o.class == f.draft.class })
	return f.picked("Is it a person?", f.choice(words, at, func(i int) { f.draft.class = options[i].class }))
}

// originRow takes any text and offers the origins the case knows.
func (f *sourceForm) originRow() *form.Row {
	p := form.NewPick("Where the information first comes from")
	p.Free = true
	p.Entry.SetText(f.draft.origin)
	p.Entry.OnSave = f.submit
	p.OnQuery = func(text string, answer func([]form.Option)) {
		var all []form.Option
		for _, o := range suggest(f.origins, text, suggestedOrigins) {
			all = append(all, form.Option{Key: o, Row: part.Row{Title: o, Plain: true}})
		}
		answer(all)
	}
	p.OnChange = func() { f.draft.origin = p.Text() }
	row := f.picked("Origin", p)
	row.SetMessage("Sources of one origin count once.", part.Quiet)
	return row
}

// learnOrigins reads which origins the case knows; without them the form only
// lacks its suggestions.
func (f *sourceForm) learnOrigins() {
	var known []string
	f.d.Ask("Reading the origins", func(ctx context.Context, _ func(float64, string)) (err error) {
		known, err = app.Origins(ctx, f.d.Case())
		return err
	}, func(error) { f.origins = known })
}

func (f *sourceForm) notesRow() *form.Row {
	e := form.NewEntry("What it says, in your own words", 4)
	e.SetText(f.draft.notes)
	e.OnSave = f.submit
	row := f.row(fieldNotes, "Numbered notes", e)
	count := func(text string) {
		f.draft.notes = text
		row.SetMessage(notesSaid(len(paragraphs(text))), part.Quiet)
	}
	e.OnChanged = count
	count(f.draft.notes)
	return row
}

// notesSaid says how a text is cut into passages.
func notesSaid(n int) string {
	switch n {
	case 0:
		return "An empty line begins the next note."
	case 1:
		return "1 note: ¶ 1. An empty line begins the next."
	}
	return plural(n, "note", "notes") + ": ¶ 1 to ¶ " + strconv.Itoa(n) + "."
}

// submit saves the source, or says beside the fields what is wrong.
func (f *sourceForm) submit() {
	if f.busy || !f.fileReady() {
		return
	}
	e, problems := f.draft.check(f.id)
	for name, problem := range problems {
		if row := f.rows[name]; row != nil {
			row.SetMessage(problem, part.Alarm)
		}
	}
	f.complain("")
	for _, name := range checkedFields {
		if row := f.rows[name]; row != nil && problems[name] != "" {
			row.Focus()
			return
		}
	}
	f.rows[fieldTitle].SetMessage("", part.Quiet)
	if e.File = f.taken.read; e.File != nil {
		e.Path, e.How, e.AsTyped = "", f.taken.how, true
	}
	f.busy = true
	id := f.id
	f.d.Ask("Saving the source", func(ctx context.Context, _ func(float64, string)) (err error) {
		if f.editing() {
			return app.SetSource(ctx, f.d.Case(), e.Source)
		}
		id, err = app.AddSource(ctx, f.d.Case(), e)
		return err
	}, func(err error) {
		f.busy = false
		if err != nil {
			f.complain(err.Error())
			return
		}
		f.close()
		said := "Source logged."
		if f.editing() {
			said = "Source saved."
		}
		f.d.Say(said, true)
		if f.done != nil {
			f.done(id)
		}
	})
}

// complain shows what the case says against saving.
func (f *sourceForm) complain(sentence string) {
	f.problem.SetText(sentence)
	if sentence == "" {
		f.problem.Hide()
	} else {
		f.problem.Show()
	}
	f.column.Grow()
}
