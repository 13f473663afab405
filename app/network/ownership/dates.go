package ownership

import (
	"slices"

	"redthread/store"
)

// Dates lists the days and years at which something changes among those behind
// the entity, for whoever picks a date: when shares began and ended. They are
// EDTF, oldest first.
func (p *Picture) Dates() []string {
	var all []string
	for _, d := range p.turns {
		if !slices.Contains(all, d) {
			all = append(all, d)
		}
	}
	slices.Sort(all)
	return all
}

// turn notes the dates of a link.
func (r *reader) turn(all []store.Statement) {
	for i := range all {
		switch all[i].Property {
		case "startDate", "endDate":
			if len(r.p.turns) < mostTurns && all[i].Stance != store.Disputes {
				r.p.turns = append(r.p.turns, all[i].Value)
			}
		}
	}
}

const mostTurns = 200

// Cited lists every statement that an answer rests on.
func (a *Answer) Cited() []store.ID {
	var all []store.ID
	for _, s := range a.Steps {
		for _, p := range slices.Concat(s.Parts, s.Control) {
			all = append(all, p.Statements...)
			all = append(all, p.Standing...)
		}
	}
	return all
}
