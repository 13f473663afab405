package report

import (
	"bytes"
	"context"
	"fmt"

	"redthread/app/redact"
	casereport "redthread/app/report"
	"redthread/store"
)

// press makes reports: it holds the case and the programs, and no state.
type press struct {
	c     *store.Case
	tools poppler
}

// printed is one making of the report.
type printed struct {
	pdf     []byte
	profile redact.Profile
	made    casereport.Made
	texts   []string // of the pages; nil where they cannot be read
	starts  []int    // the page of each heading of the outline, 0 where not known
	covers  covers   // who the public report hides, whatever the profile
	leaks   []leak
}

// leak is a hidden name that stands in the text of the pages.
type leak struct {
	word  string
	pages []int
}

// print makes the report and reads it back.
func (p press) print(ctx context.Context, profile redact.Profile, sections []casereport.Section, tell func(float64, string)) (*printed, error) {
	public, err := redact.Open(ctx, p.c, redact.Public)
	if err != nil {
		return nil, err
	}
	gate := public
	if profile == redact.Full {
		if gate, err = redact.Open(ctx, p.c, redact.Full); err != nil {
			return nil, err
		}
	}
	out := &printed{profile: profile}
	var pdf bytes.Buffer
	out.made, err = casereport.Write(ctx, p.c, gate, casereport.Options{
		Sections: sections,
		Progress: func(share float64, what string) { tell(0.9*share, what) },
	}, &pdf)
	if err != nil {
		return nil, fmt.Errorf("making the report: %w", err)
	}
	out.pdf = pdf.Bytes()
	if out.covers, err = readCovers(ctx, p.c, public); err != nil {
		return nil, err
	}
	if p.tools.read == "" {
		return out, nil
	}
	tell(0.9, "Reading the pages back")
	if out.texts, err = p.tools.text(ctx, out.pdf); err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		out.texts = nil // the pages are as good without
		return out, nil
	}
	out.starts = startPages(out.texts, out.made.Outline)
	out.leaks = findLeaks(gate, out.texts)
	return out, nil
}

// leaking is the part of a gate that knows the hidden names.
type leaking interface{ Leaks(text string) []string }

// findLeaks holds the text of the pages against the hidden names. A name that
// runs over the end of a page has no page of its own.
func findLeaks(gate leaking, pages []string) []leak {
	var all []leak
	at := map[string]int{}
	var whole bytes.Buffer
	note := func(word string, page int) {
		i, known := at[word]
		if !known {
			i = len(all)
			at[word] = i
			all = append(all, leak{word: word})
		}
		if page > 0 {
			all[i].pages = append(all[i].pages, page)
		}
	}
	for i, text := range pages {
		for _, word := range gate.Leaks(text) {
			note(word, i+1)
		}
		whole.WriteString(text)
		whole.WriteByte('\n')
	}
	for _, word := range gate.Leaks(whole.String()) {
		if _, known := at[word]; !known {
			note(word, 0)
		}
	}
	return all
}

// leakWords says what of a hidden name was found.
func leakWords(all []leak) string {
	l := all[0]
	s := "“" + l.word + "”"
	if len(l.pages) > 0 {
		s += fmt.Sprintf(" on page %d", l.pages[0])
	}
	if n := len(all) - 1; n > 0 {
		s += " and " + counted(n, "other", "others")
	}
	return s
}

// scanWords says what came of reading the report back.
func (p *printed) scanWords() string {
	switch {
	case p.profile == redact.Full:
		return "Nothing in it is hidden: keep it as you keep the case."
	case p.texts == nil:
		return "Each text was held against the hidden names before it was set."
	}
	return "Read back: none of the hidden names and numbers stands in it."
}

// forget drops what no longer fits after the sections were moved.
func (p *printed) forget() {
	if p != nil {
		p.starts = nil
		p.made.Outline = nil
	}
}
