package report

import (
	"slices"

	"redthread/app/report/pdfdoc"
)

// attachment writes what belongs to a party under it: a link with its other
// end, a listing, an address. It stands in full under its host, and in one line
// under the others.
func (s *sheet) attachment(t, a *thing) pdfdoc.Row {
	if e := a.edge(); e != nil {
		return s.linkRow(t, a)
	}
	label, first := a.kind, pdfdoc.Cell{s.text(a.name)}
	for _, f := range t.facts { // a party that points at its address
		if f.target == a.id {
			label, first = f.property.Label, s.value(f)
		}
	}
	for _, f := range a.facts { // a listing that points at its party
		if f.target == t.id {
			label, first = a.reads(f.property.Name), append(pdfdoc.Cell{s.text(a.kind)}, s.said(f)...)
		}
	}
	if a.host != t {
		return s.row(label, append(first, s.soft(", in full under "), s.name(a.host)))
	}
	return s.row(label, append([]pdfdoc.Cell{first}, s.details(a, func(f *fact) bool { return f.target != t.id })...)...)
}

// linkRow writes a link from one of its ends.
func (s *sheet) linkRow(t, a *thing) pdfdoc.Row {
	e := a.edge()
	near, far := e.Source, e.Target
	if !slices.ContainsFunc(a.all(near), func(f *fact) bool { return f.target == t.id }) {
		near, far = far, near
	}
	label := a.reads(near)
	if a.host != t {
		line := joined(", ", s.otherEnds(a, far))
		if slices.ContainsFunc(a.all(far), func(f *fact) bool { return f.target == a.host.id }) {
			return s.row(label, append(line, s.soft(", in full there")))
		}
		return s.row(label, append(line, s.soft(", in full under "), s.name(a.host)))
	}
	var values []pdfdoc.Cell
	for _, f := range a.all(far) {
		values = append(values, s.value(f))
	}
	for _, f := range a.all(near) { // what only this end was said with
		if f.target == t.id && !s.saidAlike(f, a.all(far)) {
			values = append(values, append(pdfdoc.Cell{s.soft(f.property.Label + ": "), s.text(f.text)}, s.said(f)...))
		}
	}
	if a.isA("Ownership") && len(a.all("percentage")) == 0 {
		values = append(values, pdfdoc.Cell{s.text("share not given")})
	}
	return s.row(label, append(values, s.details(a, func(f *fact) bool { return f.property.Name != near && f.property.Name != far })...)...)
}

// saidAlike tells whether a fact is said with the same doubts and from the same
// places as one of others: the two ends of a link usually are.
func (s *sheet) saidAlike(f *fact, others []*fact) bool {
	return slices.ContainsFunc(others, func(g *fact) bool { return slices.Equal(f.marks, g.marks) && f.disputes == g.disputes })
}

func (s *sheet) otherEnds(a *thing, far string) []pdfdoc.Cell {
	var all []pdfdoc.Cell
	for _, f := range a.all(far) {
		all = append(all, pdfdoc.Cell{s.named(f.target)})
	}
	if all == nil {
		all = append(all, pdfdoc.Cell{s.soft("other end not given")})
	}
	return all
}

// details are the facts of a thing printed under another, one line each.
func (s *sheet) details(a *thing, wants func(*fact) bool) []pdfdoc.Cell {
	var all []pdfdoc.Cell
	for _, f := range a.facts {
		if wants(f) {
			all = append(all, append(pdfdoc.Cell{s.soft(f.property.Label + ": ")}, s.value(f)...))
		}
	}
	return all
}

// ownership sets all owners side by side: what a test of shares would need, and
// what is missing for it.
func (s *sheet) ownership() {
	var all []*thing
	for _, t := range s.things {
		if t.isA("Ownership") && t.host != nil {
			all = append(all, t)
		}
	}
	if len(all) == 0 {
		return
	}
	table := pdfdoc.Table{Columns: []pdfdoc.Column{{Head: "Owned", Width: 0.28}, {Head: "Owner", Width: 0.36}, {Head: "Share", Width: 0.2}, {Head: "Since", Width: 0.16}}}
	unknown := 0
	for _, t := range all {
		share, since := joined("; ", s.plainValues(t, "percentage")), joined("; ", s.plainValues(t, "startDate"))
		if share == nil {
			share, unknown = pdfdoc.Cell{s.soft("share not given")}, unknown+1
		}
		if since == nil {
			since = pdfdoc.Cell{s.soft("not given")}
		}
		table.Rows = append(table.Rows, []pdfdoc.Cell{joined(", ", s.otherEnds(t, "asset")), joined(", ", s.otherEnds(t, "owner")), share, since})
	}
	s.list("Ownership at a glance", "Doubts, speakers and sources stand with the owned party above. "+unknownShares(unknown, len(all)), table)
}

func unknownShares(unknown, all int) string {
	switch {
	case unknown == 0:
		return ""
	case unknown == all:
		return "No share is given, so no threshold such as one half can be tested."
	}
	return "Where a share is not given, no threshold such as one half can be tested."
}

func (s *sheet) plainValues(t *thing, property string) []pdfdoc.Cell {
	var all []pdfdoc.Cell
	for _, f := range t.all(property) {
		all = append(all, append(pdfdoc.Cell{s.text(f.text)}, s.numbers(f.marks)...))
	}
	return all
}
