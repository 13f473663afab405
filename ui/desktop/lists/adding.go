package lists

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"redthread/app/job"
	"redthread/app/screening/library"
	"redthread/app/screening/listfile"
	"redthread/ui/desktop/chooser"
	"redthread/ui/desktop/part"
)

// askFile asks for the file of a list.
func (s *Screen) askFile() {
	chooser.Several(s.d, chooser.Wanted{Title: "Add a list", Verb: "Choose", One: true}, func(paths []string) { s.askHow(paths[0]) })
}

// askHow says what the file was found to be and asks what it cannot tell.
func (s *Screen) askHow(path string) {
	file, err := listfile.Path(path)
	if err != nil {
		s.d.Fail(err)
		return
	}
	format, err := listfile.Detect(file)
	found := "It is in no format of a list that is known. Say which column holds what."
	key, title, publisher := listfile.FormatMapped.List(file.Name)
	if err == nil {
		key, title, publisher = format.List(file.Name)
		found = "Read as " + format.Title() + "."
		if n := len(listfile.Beside(path, format)); n > 0 {
			found += " " + plural(n, "file that belongs", "files that belong") + " to it will be read, too."
		}
	}
	if publisher != "" {
		found += " Publisher: " + publisher + "."
	}
	short, name := part.NewTextEntry("ofac-sdn"), part.NewTextEntry("What the list is called")
	short.SetText(key)
	name.SetText(title)
	day := part.NewTextEntry("As the file says, else when it was last changed")
	objects := []fyne.CanvasObject{
		part.NewText(file.Name, part.Strong), part.NewText(found, part.Small),
		part.Inset(8, 0, 0, 0, part.NewText("Name", part.Small)), name,
		part.NewText("Short name, for the command line", part.Small), short,
		part.NewText("Day on which the list stood so", part.Small), day,
	}
	mapping := part.NewTextEntry("name=Full name, alias=Other names[;], country=Land, schema:=Company")
	if err != nil || format == listfile.FormatMapped {
		objects = append(objects, part.NewText("Columns; left empty, they are taken by their headings", part.Small), mapping)
	}
	s.d.Sheet("Add a list", part.Down(4, objects...), "Take it in", func() bool {
		a := library.Adding{Paths: []string{path}, As: strings.TrimSpace(short.Text), Title: strings.TrimSpace(name.Text), Date: strings.TrimSpace(day.Text)}
		if text := strings.TrimSpace(mapping.Text); text != "" {
			m, err := listfile.ParseMapping(text)
			if err != nil {
				s.d.Fail(err)
				return false
			}
			a.Mapping = m
		}
		s.add(a)
		return true
	})
}

// add takes a list in, beside the window; it can be cancelled, and the same
// file given again goes on from there.
func (s *Screen) add(a library.Adding) {
	file := filepath.Base(a.Paths[0])
	var got library.Added
	s.d.Ask("Taking in "+file, func(ctx context.Context, progress func(float64, string)) (err error) {
		a.Progress = progress
		got, err = s.lib.Add(ctx, a)
		return err
	}, func(err error) {
		switch {
		case job.Cancelled(err):
			s.notice.Set(file+" was not taken in to its end. What was read is kept; adding the same file goes on from there.", part.NewButton("Go on", func() {
				s.notice.Clear()
				s.add(a)
			}))
		case err != nil:
			s.d.Fail(err)
		default:
			s.tellAdded(got)
			s.asking = nil
			s.result = nil
			s.reload(false)
		}
	})
}

func (s *Screen) tellAdded(got library.Added) {
	r := got.Report
	text := fmt.Sprintf("Took in %s: %s from %s.", got.Name(), plural(got.Entries, "entry", "entries"), plural(r.Records, "record", "records"))
	if got.Held {
		text = got.Name() + " is held already."
	}
	if r.Malformed > 0 {
		text += fmt.Sprintf(" %s could not be read.", plural(r.Malformed, "record", "records"))
	}
	text += " " + strings.Join(r.Notes, " ")
	s.d.Say(strings.TrimSpace(text), false)
}
