package desktop

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"redthread/app/exchange"
	"redthread/app/job"
	"redthread/app/redact"
	"redthread/ui/desktop/chooser"
	"redthread/ui/desktop/part"
)

// exportForm asks in which form a case leaves, and for whom.
type exportForm struct {
	b       *bench
	format  *part.Facets
	profile *part.Facets
	plain   *part.Facets
	about   *part.Text
	warning *part.Text
	extra   *fyne.Container // what only FollowTheMoney asks for
	file    *chooser.Place
	own     bool // the name was typed by hand
}

const (
	plainYes = "plain"
	plainNo  = "whole"
)

// askExport asks how the case is to leave for other programs.
func (b *bench) askExport() *exportForm {
	f := &exportForm{b: b, about: part.NewText("", part.Small), warning: part.NewText("", part.Body).WithTone(part.Alarm)}
	f.format, f.profile, f.plain = part.NewFacets(f.picked), part.NewFacets(f.picked), part.NewFacets(f.picked)
	var formats []part.Facet
	for _, x := range exchange.Formats() {
		formats = append(formats, part.Facet{Key: string(x), Text: x.Label(), Count: part.Uncounted})
	}
	f.format.SetFacets(formats)
	f.profile.SetFacets([]part.Facet{
		{Key: string(redact.Public), Text: "Workers and sources hidden", Count: part.Uncounted}, {Key: string(redact.Full), Text: "Everybody named", Count: part.Uncounted},
	})
	f.plain.SetFacets([]part.Facet{
		{Key: plainNo, Text: "Whole, with what is Redthread's own", Count: part.Uncounted}, {Key: plainYes, Text: "Plain", Count: part.Uncounted},
	})
	f.format.Select(string(exchange.FTM))
	f.profile.Select(string(redact.Public))
	f.plain.Select(plainNo)
	f.file = chooser.NewPlace(b.w.win, chooser.FreeName(chooser.Documents(), f.name(), exchange.FTM.Ending()))
	f.file.OnTyped = func() { f.own = true }
	f.extra = part.Down(4, part.NewText("How much of it", part.Small), f.plain)
	form := part.Down(10,
		part.Down(4, part.NewText("Format", part.Small), f.format),
		f.extra,
		part.Down(4, part.NewText("Who is named", part.Small), f.profile),
		f.about, f.warning,
		part.Down(4, part.NewText("File", part.Small), f.file.Content()),
	)
	f.picked("")
	f.own = false
	b.w.openSheet("Export for other programs", form, "Export", f.export).part.Width = 720
	return f
}

func (f *exportForm) chosen() exchange.Options {
	return exchange.Options{
		Format: exchange.Format(f.format.Selected()), Profile: redact.Profile(f.profile.Selected()), Plain: f.plain.Selected() == plainYes,
	}
}

func (f *exportForm) name() string {
	name := strings.TrimSuffix(f.b.fileName(), filepath.Ext(f.b.fileName()))
	if f.profile.Selected() == string(redact.Full) {
		name += " full"
	}
	return name
}

// picked says what the choices mean.
func (f *exportForm) picked(string) {
	o := f.chosen()
	about := "One sheet for each kind of entity, one with every statement and its source, one with the sources. No cell leaves as a formula. An import gives all of it back."
	if f.extra.Hide(); o.Format == exchange.FTM || o.Format == exchange.Statements {
		f.extra.Show()
		about = "What FollowTheMoney cannot carry travels in a part that other programs pass over, and an import gives it back. A value with doubt stands in the summary in words, never as a bare number."
		if o.Plain {
			about = "Nothing but FollowTheMoney. What it has no form for is written as the nearest thing it has, and listed when it is done. A value with doubt stands in the summary in words."
		}
	} else {
		f.plain.Select(plainNo)
	}
	f.about.SetText(about)
	f.warning.SetText("")
	if f.warning.Hide(); o.Profile == redact.Full {
		f.warning.SetText("Workers, sources and people without a class leave with their names.")
		f.warning.Show()
	}
	if !f.own {
		f.file.SetName(filepath.Base(chooser.FreeName(filepath.Dir(f.file.Path()), f.name(), o.Format.Ending())))
	}
}

func (f *exportForm) export() bool {
	o, path, b := f.chosen(), f.file.Path(), f.b
	if problem := chooser.Problem(path, filepath.Ext(path)); problem != "" {
		b.Fail(plainError(problem))
		return false
	}
	if chooser.Exists(path) {
		b.Fail(plainError(filepath.Base(path) + " exists already; choose another name."))
		return false
	}
	var r *exchange.Report
	b.Ask("Exporting "+filepath.Base(path), func(ctx context.Context, progress func(float64, string)) (err error) {
		r, err = exchange.Export(ctx, b.c, path, o, progress)
		return err
	}, func(err error) {
		switch {
		case job.Cancelled(err):
			b.Say("The export was stopped; nothing was written.", false)
		case err != nil:
			b.Fail(err)
		default:
			b.showExchange("Exported "+r.File, exported(r), r, false)
		}
	})
	return true
}

func exported(r *exchange.Report) string {
	text := fmt.Sprintf("%s, %s and %s.", plural(r.Entities, "entity", "entities"), plural(r.Statements, "statement", "statements"), plural(r.Sources, "source", "sources"))
	if r.Beside != "" {
		text += " " + r.Beside + " beside it tells FollowTheMoney our kinds of entity."
	}
	return text
}

// askImport lets a person choose a file that another program or an export wrote.
func (b *bench) askImport() {
	chooser.Several(b, chooser.Wanted{Title: "Import from another program", Verb: "Import", One: true}, func(paths []string) { b.importFrom(paths[0]) })
}

// importFrom takes a file in as one action.
func (b *bench) importFrom(path string) {
	if !b.mayWrite() {
		return
	}
	var r *exchange.Report
	b.Ask("Importing "+filepath.Base(path), func(ctx context.Context, progress func(float64, string)) error {
		format, err := exchange.Sniff(path)
		if err == nil {
			r, err = exchange.Import(ctx, b.c, path, format, progress)
		}
		return err
	}, func(err error) {
		switch {
		case job.Cancelled(err):
			b.Say("The import was stopped; nothing of it is in the case.", false)
		case err != nil:
			b.Fail(err)
		case !r.Changed && r.Bad == 0:
			b.Say("Everything in "+r.File+" is in the case already.", false)
		default:
			b.showExchange("Imported "+r.File, fmt.Sprintf("%s: %s, %s and %s new.", r.Format.Label(), plural(r.Entities, "entity", "entities"),
				plural(r.Statements, "statement", "statements"), plural(r.Sources, "source", "sources")), r, true)
		}
	})
}

// exchangeRows are what is to be told of an exchange beyond its counts.
func exchangeRows(r *exchange.Report) []part.Row {
	var rows []part.Row
	counts := func(heading string, all []exchange.Count) {
		if len(all) == 0 {
			return
		}
		rows = append(rows, part.Row{Title: heading, Heading: true})
		for _, c := range all {
			row := part.Row{Title: c.What, Plain: true, Trailing: []part.Mark{{Text: grouped(c.Times) + " ×"}}}
			if c.Example != "" && c.Example != c.What {
				row.Subtitle = "such as " + c.Example
			}
			rows = append(rows, row)
		}
	}
	counts("In other words", r.Flattened)
	counts("Withheld to protect people", r.Withheld)
	counts("Kept aside, and given back on export", r.Kept)
	if r.Bad > 0 {
		rows = append(rows, part.Row{Title: plural(r.Bad, "line left out", "lines left out"), Heading: true})
		for _, f := range r.Faults {
			rows = append(rows, part.Row{Title: f.Why, Subtitle: f.Place, Plain: true})
		}
	}
	return rows
}

// showExchange says what an export or an import did: in a line, or in a list
// where something was put otherwise, held back or left out.
func (b *bench) showExchange(title, text string, r *exchange.Report, undo bool) {
	rows := exchangeRows(r)
	if len(rows) == 0 {
		b.Say(title+": "+text, undo)
		return
	}
	list := part.NewList(func() int { return len(rows) }, func(i int) part.Row { return rows[i] })
	high := min(float32(len(rows))*50, intakeMost)
	s := b.w.openSheet(title, part.Down(12, part.NewText(text, part.Body), container.New(fixedSize{fyne.NewSize(intakeWidth, high)}, list)), "", nil)
	if undo && r.Changed {
		s.part.SetExtra(part.NewBareButton("Undo", func() {
			s.shut()
			b.undo()
		}))
	}
}
