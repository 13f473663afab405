package report

import (
	"slices"

	"redthread/store/ontology"
)

// home is the section in which a thing is printed in full.
type home int

const (
	homeParties home = iota
	homeParty        // under the party or thing it belongs to
	homeWorkers
	homeContracts
	homePay
	homeClaims
	homeConflicts
)

// belongings are printed under whom they belong to: papers, addresses, listings.
var belongings = []string{"Address", "Sanction", "Risk", "Identification"}

// owning are the properties that lead from a belonging to its owner.
var owning = []string{"entity", "holder", "owner", "operator"}

func (t *thing) ownHome() home {
	switch {
	case t.isA("Conflict"):
		return homeConflicts
	case t.isA("Claim", "Observation", "CommentRequest"):
		return homeClaims
	case t.isA("WageObservation"):
		return homePay
	case t.edge() != nil || t.isA(belongings...):
		return homeParty
	case t.schema != nil && t.schema.Group == ontology.GroupWorkers:
		return homeWorkers
	case t.schema != nil && t.schema.Group == ontology.GroupContract:
		return homeContracts
	}
	return homeParties
}

// settle gives everything its place, and its number where it stands in a numbered list.
func (l *ledger) settle() {
	for _, t := range l.things {
		t.home = t.ownHome()
	}
	for _, t := range l.things {
		if t.home == homeParty {
			l.attach(t)
		}
	}
}

// attach finds the party a link or belonging is printed under. A link stands in
// full at one end and by reference at the others; an ownership stands with what
// is owned, an award with its contract, since that is where they are looked for.
func (l *ledger) attach(t *thing) {
	ends := l.ends(t)
	if len(ends) == 0 {
		t.home = homeParties // nothing holds it: a thing of its own
		return
	}
	t.host = ends[0]
	for _, end := range ends {
		if !slices.Contains(end.attached, t) {
			end.attached = append(end.attached, t)
		}
	}
}

// ends are the things a link or belonging can stand under, the best one first.
func (l *ledger) ends(t *thing) []*thing {
	var all []*thing
	take := func(end *thing) {
		if end != nil && end != t && end.isBlock() && !slices.Contains(all, end) {
			all = append(all, end)
		}
	}
	properties := owning
	if e := t.edge(); e != nil {
		properties = []string{e.Source, e.Target}
		if t.isA("Ownership", "ContractAward", "Control") {
			properties = []string{e.Target, e.Source}
		}
	}
	for _, f := range t.all(properties...) {
		take(l.thing[f.target])
	}
	if t.edge() == nil {
		for _, p := range t.from {
			take(p.thing)
		}
	}
	return all
}

// isBlock tells whether a thing is printed as a block of its own, under which
// others can stand, and not as a row of a table.
func (t *thing) isBlock() bool {
	return t.home != homeParty && t.home != homeConflicts && t.home != homeClaims && !t.isA("JobAdvert")
}

// in gives the things of a section, by name.
func (l *ledger) in(h home, wants func(*thing) bool) []*thing {
	var all []*thing
	for _, t := range l.things {
		if t.home == h && wants(t) {
			all = append(all, t)
		}
	}
	return all
}

// of gives the things of a section that are of some schemata.
func (l *ledger) of(h home, schemata ...string) []*thing {
	return l.in(h, func(t *thing) bool { return t.isA(schemata...) })
}
