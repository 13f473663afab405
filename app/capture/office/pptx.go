package office

import (
	"context"
	"fmt"
	"strings"

	"redthread/app/capture/document"
)

// ReadPPTX reads a presentation of PowerPoint (Office Open XML, both editions):
// slide by slide in the order of the show, each with its speaker's notes and
// comments.
func ReadPPTX(ctx context.Context, in document.Input) (document.Document, error) {
	k, err := opened(ctx, in, "pptx")
	if err != nil {
		return document.Document{}, err
	}
	doc := document.Document{Format: "pptx"}
	p := newPile(&doc, limitsOf(in))
	f := &fields{doc: &doc}
	k.properties(f)
	main := k.target("", "officeDocument", "ppt/presentation.xml")
	if !k.has(main) {
		return document.Document{}, fmt.Errorf("reading the pptx file: it has no presentation: %w", document.ErrDamaged)
	}
	var ids []string
	fault := walk(ctx, k.part(main), mostToken, &visit{on: func(name string, at attrs) bool {
		if name == "p:sldId" && len(ids) < p.limits.Pages {
			ids = append(ids, at.get("r:id"))
		}
		return true
	}})
	parts := map[string]string{}
	for _, r := range k.relations(main) {
		parts[r.id] = r.target
	}
	for i, id := range ids {
		if ctx.Err() != nil || p.full {
			break
		}
		if err := k.slide(p, f, parts[id], i+1); fault == nil {
			fault = err
		}
	}
	doc.Pages = len(ids)
	return finished(ctx, p, k.archive, passing(fault))
}

// slide reads one slide with what belongs to it.
func (k *ooxml) slide(p *pile, f *fields, part string, n int) error {
	p.page = n
	first := len(p.doc.Passages)
	p.section(fmt.Sprintf("Slide %d", n), false)
	s := &slideText{wordText: &wordText{pile: p, part: asideCharts, marks: map[string]int{}}}
	fault := passing(walk(k.ctx, k.part(part), mostToken, s))
	p.stackDown()
	if s.hiddenSlide {
		p.note(fmt.Sprintf("Slide %d is hidden in a show.", n))
	}
	if title := flat(tidy(s.title)); title != "" && len(title) < 200 && len(p.doc.Sections) > 0 && len(p.doc.Passages) > first {
		p.doc.Sections[len(p.doc.Sections)-1].Title += ": " + title
	}
	for _, r := range k.relations(part) {
		kind := strings.ToLower(r.kind)
		switch {
		case r.external && kind == "hyperlink":
			f.link(r.target)
		case r.external:
		case kind == "chart", kind == "diagramdata", kind == "comments":
			beside := &slideText{wordText: &wordText{pile: p, part: asideCharts, marks: map[string]int{}}}
			p.note(unfinished(passing(walk(k.ctx, k.part(r.target), mostToken, beside))))
			p.stackDown()
		case kind == "slidelayout":
			k.backdrop(p, r.target)
			for _, m := range k.relations(r.target) {
				if !m.external && strings.EqualFold(m.kind, "slideMaster") {
					k.backdrop(p, m.target)
				}
			}
		case kind == "notesslide":
			notes := &slideText{wordText: &wordText{pile: p, part: asideCharts, marks: map[string]int{}}, notes: true}
			p.section(fmt.Sprintf("Notes to slide %d", n), false)
			p.note(unfinished(passing(walk(k.ctx, k.part(r.target), mostToken, notes))))
			p.stackDown()
		}
	}
	return fault
}

// backdrop reads, once, the words that stand on every slide of a kind. Those in
// placeholders are prompts and are left out.
func (k *ooxml) backdrop(p *pile, part string) {
	if k.reported["read "+part] || len(k.reported) > 1000 {
		return
	}
	k.reported["read "+part] = true
	p.startAside(asideHeaders)
	s := &slideText{wordText: &wordText{pile: p, part: asideHeaders, marks: map[string]int{}}, backdrop: true}
	p.note(unfinished(passing(walk(k.ctx, k.part(part), mostToken, s))))
	p.stackDown()
}

// slideText is the handler of slides, their notes and comments. What DrawingML
// says everywhere it leaves to wordText.
type slideText struct {
	*wordText
	notes       bool // of the speaker
	backdrop    bool // a layout or master
	hiddenSlide bool
	kind        string // of the placeholder that the shape fills
	title       string
}

func (s *slideText) start(name string, at attrs) bool {
	switch name {
	case "p:sld":
		v := at.get("show")
		s.hiddenSlide = v == "0" || v == "false"
	case "p:sp":
		s.kind = ""
	case "p:ph":
		s.kind = at.get("type")
		if s.kind == "" {
			s.kind = "body"
		}
	case "p:txBody":
		if s.backdrop {
			return s.kind == ""
		}
		return !s.notes || s.kind != "sldNum" && s.kind != "dt" // the page's own number and date
	case "p:text":
		s.paragraph()
		s.taking++
	case "p:cm", "p188:cm":
		s.paragraph()
	case "p:nvGrpSpPr", "a:tblPr", "p:timing", "p:transition":
		return false
	case "a:tab":
		return true
	}
	return s.wordText.start(name, at)
}

func (s *slideText) text(b []byte) {
	if s.taking > 0 && (s.kind == "title" || s.kind == "ctrTitle") && len(s.title) < 400 {
		s.title += string(b)
	}
	s.wordText.text(b)
}

func (s *slideText) end(name string) {
	switch name {
	case "p:text":
		s.taking--
		s.paragraph()
	case "p:sp":
		s.kind = ""
	}
	s.wordText.end(name)
}
