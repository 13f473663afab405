package report

import (
	"fmt"
	"strings"

	"redthread/app"
	"redthread/app/report/pdfdoc"
	"redthread/store/value"
)

// sourceList writes the list that every citation leads to.
func (s *sheet) sourceList() {
	if len(s.sources) == 0 {
		s.nothing("No source")
		return
	}
	entry := func(src *source) {
		s.inside(s.flow.Together, func() { s.flow.Reference(src.Number, s.sourceEntry(src)...) })
	}
	s.open(func() {
		s.say("In the order in which they were logged; the numbers are those of the citations.")
		entry(s.sources[0])
	})
	for _, src := range s.sources[1:] {
		entry(src)
	}
}

func (s *sheet) sourceEntry(src *source) []pdfdoc.Span {
	day := func(d string) string { return value.Show(value.KindDate, d) }
	line := []pdfdoc.Span{s.bold(orElse(src.Title, "Without a title"))}
	add := func(format, what string) {
		if what != "" {
			line = append(line, s.text(fmt.Sprintf(format, what)))
		}
	}
	add("\n%s", capital(src.Kind))
	add(" by %s", src.Author)
	add(", %s", src.Publisher)
	add(", %s", day(src.Published))
	if src.Published == "" {
		add("%s", ", date not given")
	}
	if src.Language != "" {
		add(", in %s", value.Show(value.KindLanguage, src.Language))
	}
	add("%s", ".")
	if src.Accessed != "" {
		add(" Read on %s.", day(src.Accessed))
	} else {
		add("%s", " Day of reading not noted.")
	}
	add("\nGrade: %s.", src.Grade.Label())
	add(" Origin: %s.", orElse(src.Origin, "the source itself"))
	add(" Cited for %s.", count(src.Cited, "statement", "statements"))
	if src.hidden {
		line = append(line, s.soft(" Who it is and where it was published are withheld."))
	}
	if src.URL != "" {
		line = append(line, pdfdoc.Text("\n"), s.link(src.URL))
	}
	last := pdfdoc.Cell{s.soft("\n")}
	if src.Note != "" {
		last = append(last, s.soft(src.Note+" "))
	}
	if _, printed := s.has(Notes); printed && src.noted && len(src.order) > 0 {
		last = append(last, s.soft(count(len(src.order), "note", "notes")+" in the annex").To(notesAnchor(src)), s.soft(". "))
	}
	if len(src.files) == 0 {
		last = append(last, s.soft("No original is kept in the case."))
	}
	if len(last) > 1 {
		line = append(line, last...)
	}
	for _, r := range src.remarks {
		line = append(line, s.soft("\nRemark: "+r))
	}
	for _, f := range src.files {
		line = append(line, s.text(fmt.Sprintf("\nOriginal kept: %s, %s", f.Name, app.SizeText(f.Size))), s.soft("\nSHA-256 "+f.Hash()))
	}
	return line
}

func notesAnchor(src *source) string { return fmt.Sprintf("notes.%d", src.Number) }

// sourceNotes writes the researcher's paraphrases, which citations lead to, and the words
// cited from other sources.
func (s *sheet) sourceNotes() {
	some := false
	for _, src := range s.sources {
		all := s.notesOf(src)
		if len(all) == 0 {
			continue
		}
		first := func() {
			s.flow.Anchor(notesAnchor(src))
			s.heading(3, fmt.Sprintf("%d  %s", src.Number, src.Title))
			all[0]()
		}
		if some {
			first()
		} else {
			some = true
			s.open(func() {
				s.say("A note is the researcher's paraphrase of what stands in the source, never its own words; a citation such as ¶ 12 leads to the note of that number. " +
					"Of a source whose text is in the case, only the words cited are shown.")
				first()
			})
		}
		for _, write := range all[1:] {
			write()
		}
	}
	if !some {
		s.nothing("No note on a source")
	}
}

// notesOf gives what writes each note and each cited piece of a source.
func (s *sheet) notesOf(src *source) []func() {
	var all []func()
	for _, n := range src.order {
		all = append(all, func() {
			s.flow.Anchor(noteAnchor(src.Number, n))
			s.small(s.bold(fmt.Sprintf("¶\u00a0%d", n)).Colour(pdfdoc.Ink), s.text("  "+src.notes[n]).Colour(pdfdoc.Ink))
		})
	}
	for _, q := range src.quotes {
		all = append(all, func() {
			var line pdfdoc.Cell
			if q.place != "" {
				line = append(line, s.bold(q.place+"  ").Colour(pdfdoc.Ink))
			}
			s.small(append(line, s.text("“"+strings.TrimSpace(q.words)+"”").Colour(pdfdoc.Ink))...)
		})
	}
	return all
}
