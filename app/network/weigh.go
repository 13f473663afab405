package network

import (
	"strings"
	"time"

	"redthread/store"
	"redthread/store/ontology"
	"redthread/store/value"
)

// suspected tells whether a link calls itself a suspicion: in its role or status,
// or, where it is a mere tie, by not saying what ties its ends.
func suspected(schema string, said []store.Statement) bool {
	told := false
	for i := range said {
		st := &said[i]
		switch st.Property {
		case "role", "status", "relationship", "summary", "controlType", "ownershipType":
			if st.Stance == store.Asserts && st.Value != "" {
				told = true
				if suspicious(st.Value) {
					return true
				}
			}
		}
	}
	return schema == "Similar" || schema == "UnknownLink" && !told
}

// edge adds an edge with what its statements tell of it: doubt, grade, time and
// origins. dated are statements in which its valid time is looked for.
func (b *builder) edge(e Edge, rests, dated []store.Statement) {
	origins := map[string]bool{}
	firm := false
	for i := range rests {
		st := &rests[i]
		if st.Stance == store.Disputes {
			e.Disputed = e.Disputed || !st.Target.IsZero() || e.Link.IsZero() // to deny a share is not to deny the link
			continue
		}
		e.Statements = append(e.Statements, st.ID)
		for _, n := range st.Notings {
			if n.Withdrawn {
				continue
			}
			if e.Known.IsZero() || n.At.Before(e.Known) {
				e.Known = n.At
			}
			if !st.Source.IsZero() {
				origins[b.origin(st.Source, n)] = true
			}
			g := b.sources[st.Source].Grade
			if n.Credibility != 0 {
				g.Credibility = n.Credibility
			}
			e.Grade = better(e.Grade, g)
			// What else is said of a link says nothing of whether there is one.
			if !st.Target.IsZero() || len(rests) == 1 {
				firm = firm || !doubtful(st, n)
			}
		}
		e.Since, e.Until = earlier(e.Since, st.From), later(e.Until, st.To)
	}
	if strings.HasPrefix(e.Kind, sharedKind) {
		firm = !e.Suspected // that two firms give one number is plain; what it means is for the reader
	}
	e.Suspected = e.Suspected || !firm && len(e.Statements) > 0
	e.Origins = len(origins)
	b.period(&e, dated)
	b.g.Edges = append(b.g.Edges, e)
}

// origin is where a noting's information first comes from; sources that name
// no origin are their own.
func (b *builder) origin(source store.ID, n store.Noting) string {
	if n.Origin != "" {
		return n.Origin
	}
	if o := b.sources[source].Origin; o != "" {
		return o
	}
	return source.String()
}

// better joins two grades: the better of each half.
func better(a, b store.Grade) store.Grade {
	if a.Reliability == 0 || b.Reliability != 0 && b.Reliability < a.Reliability {
		a.Reliability = b.Reliability
	}
	if a.Credibility == 0 || b.Credibility != 0 && b.Credibility < a.Credibility {
		a.Credibility = b.Credibility
	}
	return a
}

// doubtful tells whether a noting puts a statement no higher than a suspicion.
func doubtful(st *store.Statement, n store.Noting) bool {
	if n.Credibility == 4 || n.Credibility == 5 { // doubtful, improbable
		return true
	}
	return suspicious(n.Hedge)
}

func suspicious(text string) bool {
	if text == "" {
		return false
	}
	words := " " + strings.Join(value.Words(text), " ") + " "
	for _, w := range suspicion {
		if strings.Contains(words, " "+w+" ") {
			return true
		}
	}
	return false
}

// suspicion are the words of a hedge that doubt whether a thing is so at all,
// and not only how much or since when.
var suspicion = []string{
	"suspected", "suspects", "suspicion", "alleged", "allegedly", "possible", "possibly", "potential", "potentially", "perhaps", "may be", "might be", "maybe",
	"apparent", "apparently", "appears", "appear", "seems", "seem", "believed", "thought to", "presumed", "presumably", "rumoured", "rumored",
	"reportedly", "unconfirmed", "not confirmed", "unverified", "likely", "probably", "inferred", "like name", "similar name", "same name", "name close to", "предположительно", "возможно", "вероятно",
}

// period gives an edge the time that its link or its thing states.
func (b *builder) period(e *Edge, dated []store.Statement) {
	var start, stop, on string
	for i := range dated {
		st := &dated[i]
		if st.Stance != store.Asserts {
			continue
		}
		switch st.Property {
		case "startDate":
			start = earlier(start, st.Value)
		case "endDate":
			stop = later(stop, st.Value)
		case "date":
			on = earlier(on, st.Value)
		}
	}
	if start == "" && stop == "" && momentary(e.Kind) {
		start, stop = on, on
	}
	if e.Since == "" {
		e.Since = start
	}
	if e.Until == "" {
		e.Until = stop
	}
}

// momentary tells whether a kind of link is an act on a day, as a payment is,
// and not something that lasts.
func momentary(kind string) bool {
	s, ok := ontology.Default().Schema(kind)
	return ok && s.IsA("Value") && s.Edge != nil
}

// earlier gives the earlier of two dates; empty is none.
func earlier(a, b string) string { return pick(a, b, -1) }

// later gives the later of two dates; empty is none.
func later(a, b string) string { return pick(a, b, 1) }

func pick(a, b string, sign int) string {
	if a == "" || b == "" {
		return a + b
	}
	x, errX := value.ParseDate(a)
	y, errY := value.ParseDate(b)
	if errX != nil || errY == nil && sign*y.Compare(x) > 0 {
		return b
	}
	return a
}

// HoldsOn tells whether an edge may hold on a day: it is false only where its
// dates rule it out. dated is false where nothing says when it holds.
func (e *Edge) HoldsOn(day value.Day) (holds, dated bool) {
	holds = true
	if d, err := value.ParseDate(e.Since); err == nil {
		dated = true
		if first, ok := d.Earliest(); ok && first.Compare(day) > 0 {
			holds = false
		}
	}
	if d, err := value.ParseDate(e.Until); err == nil {
		dated = true
		if last, ok := d.Latest(); ok && last.Compare(day) < 0 {
			holds = false
		}
	}
	return holds, dated
}

// knownBy tells whether the case had noted an edge by a time.
func (e *Edge) knownBy(t time.Time) bool { return t.IsZero() || !e.Known.After(t) }
