package lists

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"redthread/app/screening/library"
	"redthread/ui/desktop/part"
)

// showVersion shows a version of a list: where it came from, its counts, what
// could not be read, and what changed since the one before.
func (s *Screen) showVersion(v *library.Version) {
	s.pair.Content().Hide()
	facts := part.Down(0)
	fact := func(label, value string) {
		if value != "" {
			facts.Add(part.NewFactRow(label, value, ""))
		}
	}
	from := map[string]string{library.DateGiven: "as it was given", library.DateSaid: "as the list says", library.DateFile: "when the file was last changed"}[v.DateFrom]
	fact("Day", v.Date+", "+from)
	fact("Publisher", v.Publisher)
	fact("Entries", grouped(v.Entries))
	fact("Records", fmt.Sprintf("%s, of which %d could not be read", grouped(v.Report.Records), v.Report.Malformed))
	for _, k := range slices.Sorted(maps.Keys(v.Report.Others)) {
		fact("", fmt.Sprintf("%s %s", grouped(v.Report.Others[k]), k))
	}
	for _, k := range slices.Sorted(maps.Keys(v.Report.Joined)) {
		fact("", fmt.Sprintf("%s rows of %s joined to entries", grouped(v.Report.Joined[k]), k))
	}
	fact("Format", v.Format.Title())
	fact("Columns", v.Mapping)
	for _, f := range v.Files {
		fact("File", f.Name+" · SHA-256 "+f.SHA256)
	}
	fact("Taken in", v.Added.Local().Format("2006-01-02 15:04"))
	for _, n := range v.Report.Notes {
		fact("Note", n)
	}
	use := part.NewPrimaryButton("Ask this version", func() { s.askFor([]string{exact(v)}) })
	remove := part.NewButton("Remove", func() { s.remove(v) })
	remove.Tip = "It is kept aside and can be put back"
	changes := part.NewText("", part.Body)
	card := part.NewCard("Since the version before", changes)
	card.Hide()
	objects := []fyne.CanvasObject{
		part.NewText(v.Name(), part.Title),
		part.Inset(8, 0, 8, 0, part.Across(8, use, remove)),
		facts, part.Inset(12, 0, 0, 0, card),
	}
	if n := len(v.Report.Problems); n > 0 {
		var all []string
		for i, p := range v.Report.Problems {
			if i == mostShown {
				all = append(all, fmt.Sprintf("… and %d more", n-mostShown+v.Report.More))
				break
			}
			all = append(all, fmt.Sprintf("%s, line %d: %s", p.File, p.Line, p.Text))
		}
		objects = append(objects, part.Inset(12, 0, 0, 0, part.NewCard("Could not be read", part.NewText(strings.Join(all, "\n"), part.Body))))
	}
	s.version.Objects = []fyne.CanvasObject{ground(container.NewVScroll(part.Inset(24, 24, 24, 24, part.Down(0, objects...))))}
	s.version.Show()
	s.version.Refresh()
	s.showChanges(v, card, changes)
}

// mostShown bounds lists on the page of a version.
const mostShown = 40

// showChanges compares a version with the one before it, beside the window.
func (s *Screen) showChanges(v *library.Version, card *part.Card, text *part.Text) {
	at := slices.IndexFunc(s.versions, func(o *library.Version) bool { return o.List == v.List && o.Date < v.Date })
	if at < 0 {
		return
	}
	before := s.versions[at]
	var added, changed, gone int
	var lines []string
	s.d.Ask("Comparing versions", func(ctx context.Context, _ func(float64, string)) error {
		was, err := s.lib.OpenEntries(before)
		if err != nil {
			return err
		}
		defer func() { _ = was.Close() }()
		is, err := s.lib.OpenEntries(v)
		if err != nil {
			return err
		}
		defer func() { _ = is.Close() }()
		return library.Changes(was, is, func(c library.Change) error {
			what := ""
			switch {
			case c.Was == nil:
				added++
				what = "New: " + c.Is.Name()
			case c.Is == nil:
				gone++
				what = "Gone: " + c.Was.Name()
			default:
				changed++
				what = "Changed: " + c.Is.Name()
				for i, p := range c.Added {
					if i == 3 {
						break
					}
					what += "  + " + p.Value
				}
			}
			if len(lines) < mostShown {
				lines = append(lines, what)
			}
			return ctx.Err()
		})
	}, func(err error) {
		if err != nil {
			return // the page stands without it
		}
		head := fmt.Sprintf("Against %s: %s new, %s changed, %s gone", before.Date, grouped(added), grouped(changed), grouped(gone))
		if n := added + changed + gone; n > len(lines) {
			lines = append(lines, fmt.Sprintf("… and %s more; \"redthread lists changes\" lists them", grouped(n-len(lines))))
		}
		text.SetText(strings.Join(append([]string{head}, lines...), "\n"))
		card.Show()
		s.version.Refresh()
	})
}

// remove puts a version aside, and offers to put it back.
func (s *Screen) remove(v *library.Version) {
	if l := s.open[v.List+v.ID()]; l != nil {
		delete(s.open, v.List+v.ID())
		s.retire(map[string]*library.List{v.List + v.ID(): l}) // a file in use cannot be moved on every system
	}
	s.d.Ask("Removing "+v.Name(), func(context.Context, func(float64, string)) error { return s.lib.Remove(v) }, func(err error) {
		if err != nil {
			s.d.Fail(err)
			return
		}
		s.notice.Set(v.Name()+" was removed. It is kept aside.", part.NewButton("Put back", func() {
			s.notice.Clear()
			s.d.Ask("Putting back "+v.Name(), func(context.Context, func(float64, string)) error { return s.lib.Restore(v) }, func(err error) {
				if err != nil {
					s.d.Fail(err)
					return
				}
				s.reload(false)
			})
		}))
		s.asking = nil
		s.result = nil
		s.reload(false)
	})
}
