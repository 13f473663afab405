package report

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"redthread/app/chart"
	"redthread/app/figures"
	"redthread/app/redact"
	"redthread/app/report/pdfdoc"
	"redthread/assets"
	"redthread/store"
)

// Section is a part of a report that can be moved or left out. Title page and
// contents are always there.
type Section struct {
	ID    string // "summary", "parties" …
	Title string // without its number; "" is the usual one
	On    bool
}

// The sections.
const (
	Summary   = "summary"
	Parties   = "parties"
	Charts    = "charts"
	Workers   = "workers"
	Contracts = "contracts"
	Pay       = "pay"
	Claims    = "claims"
	Conflicts = "conflicts"
	Method    = "method"
	Sources   = "sources"
	Notes     = "notes"
	Evidence  = "evidence"
)

// parts are the sections in their usual order. Those without a number are
// what the others lead to.
var parts = []part{
	{Summary, "Summary", true, false, (*sheet).summary},
	{Parties, "Parties", true, true, (*sheet).parties},
	{Workers, "Workers and permits", true, false, (*sheet).workers},
	{Contracts, "Contracts", true, false, (*sheet).contracts},
	{Pay, "Pay", true, false, (*sheet).pay},
	{Claims, "Claims and counts", true, false, (*sheet).claims},
	{Conflicts, "Conflicts", true, false, (*sheet).conflicts},
	{Method, "Method and limits", true, false, (*sheet).method},
	{Sources, "Sources", false, false, (*sheet).sourceList},
	{Notes, "Notes on the sources", false, false, (*sheet).sourceNotes},
	{Evidence, "Evidence and history", false, false, (*sheet).evidence},
	{Charts, "Charts", false, false, (*sheet).chartPages},
}

// part is a section that a report can have.
type part struct {
	id, title string
	numbered  bool
	newPage   bool
	write     func(*sheet)
}

// Sections gives the sections in their usual order, all of them on.
func Sections() []Section {
	var all []Section
	for _, p := range parts {
		all = append(all, Section{ID: p.id, Title: p.title, On: true})
	}
	return all
}

// Options say what a report is made of. The zero Options give the whole report.
type Options struct {
	Sections []Section // in the order of the report; nil: all of [Sections]
	Title    string    // instead of the title of the case
	// Progress, when not nil, is told a share from 0 to 1 and the step at hand.
	Progress func(share float64, what string)
}

// Heading is a line of the report's contents.
type Heading struct {
	Level int // 1 or 2
	Title string
}

// Made says what was written.
type Made struct {
	Pages    int
	Hidden   redact.Tally // what the gate held back
	Warnings []string     // what [Check] found wanting, one sentence each
	Outline  []Heading
}

// ErrLeak means that a protected name would have stood in the report. Nothing is written then.
var ErrLeak = errors.New("the report would show a name that is hidden; nothing was written")

// Write writes the report of a case as a PDF. The gate decides what of whom is
// shown. The same case, gate profile and options give the same bytes. Nothing is
// written to w unless the whole report could be made.
func Write(ctx context.Context, c *store.Case, gate *redact.Gate, o Options, w io.Writer) (Made, error) {
	tell := o.Progress
	if tell == nil {
		tell = func(float64, string) {}
	}
	tell(0, "Reading the case")
	l, err := readLedger(ctx, c, gate)
	if err != nil {
		return Made{}, err
	}
	tell(0.3, "Checking")
	found, err := Check(ctx, c, gate)
	if err != nil {
		return Made{}, err
	}
	spread, err := figures.Wages(ctx, c, gate, figures.WageOptions{})
	if err != nil {
		return Made{}, err
	}
	charts, err := chart.ReadAll(ctx, c, gate)
	if err != nil {
		return Made{}, err
	}
	s, err := newSheet(l, found, spread, charts, o)
	if err != nil {
		return Made{}, err
	}
	s.title()
	for i, p := range s.plan {
		if err := ctx.Err(); err != nil {
			return Made{}, err
		}
		tell(0.4+0.3*float64(i)/float64(len(s.plan)), "Writing "+strings.ToLower(p.title))
		s.begin(p)
		p.write(s)
	}
	switch {
	case s.err != nil:
		return Made{}, s.err
	case len(s.leaks) > 0:
		return Made{}, ErrLeak
	}
	tell(0.7, "Setting the pages")
	if err := s.doc.Output(w); err != nil {
		return Made{}, fmt.Errorf("setting the report: %w", err)
	}
	tell(1, "Done")
	m := Made{Pages: s.doc.Pages(), Hidden: gate.Tally(), Outline: s.outline}
	for _, f := range found {
		if f.Level != Good {
			m.Warnings = append(m.Warnings, f.Text+".")
		}
	}
	return m, nil
}

// planned is a section that is on, with its number in this report.
type planned struct {
	id, title string
	number    int // 0: without a number
	newPage   bool
	write     func(*sheet)
}

// first is the number of the first row of a numbered list in the section.
func (p planned) first() string { return numeral(p.number) + ".1" }

// plan puts the sections that are on in their order and counts them.
func plan(wanted []Section) ([]planned, error) {
	if wanted == nil {
		wanted = Sections()
	}
	var all []planned
	next, annex := 1, 'A'
	for _, w := range wanted {
		at := slices.IndexFunc(parts, func(p part) bool { return p.id == w.ID })
		if at < 0 {
			return nil, fmt.Errorf("%q is not a section of the report; use those that Sections lists", w.ID)
		}
		if !w.On || slices.ContainsFunc(all, func(p planned) bool { return p.id == w.ID }) {
			continue
		}
		p := planned{id: w.ID, title: w.Title, newPage: parts[at].newPage, write: parts[at].write}
		if p.title == "" {
			p.title = parts[at].title
		}
		switch {
		case parts[at].numbered:
			p.number = next
			next++
		case p.id != Sources:
			p.title = fmt.Sprintf("Annex %c: %s", annex, strings.ToLower(p.title))
			annex++
		}
		all = append(all, p)
	}
	return all, nil
}

// twoCentimetres in points, left and right of the text.
const twoCentimetres = 2 / 2.54 * 72

func (l *ledger) options(o Options) pdfdoc.Options {
	title := l.info.Title
	if o.Title != "" {
		title = l.gate.Text(o.Title)
	}
	return pdfdoc.Options{
		Title: title, Author: l.info.LastAuthor, Subject: "Case report", Language: "en-GB", Created: l.info.Changed.UTC(),
		Margins:     &pdfdoc.Margins{Left: twoCentimetres, Top: 72, Right: twoCentimetres, Bottom: 64},
		FontRegular: assets.FontRegular(), FontBold: assets.FontBold(),
		Header: title, HeaderRight: profileWord(l.gate.Profile()), Footer: "History head " + headWords(l.info.Head, 12), PlainFirst: true,
	}
}

// profileWord names the redaction profile where there is room for two words.
func profileWord(p redact.Profile) string {
	if p == redact.Full {
		return "Full · confidential"
	}
	return "Public"
}

// headWords gives the hashes at the front of the history, cut to some digits.
func headWords(head []store.ActionID, digits int) string {
	var all []string
	for _, h := range head {
		s := h.String()
		all = append(all, s[:min(digits, len(s))])
	}
	if len(all) == 0 {
		return "none"
	}
	return strings.Join(all, " and ")
}
