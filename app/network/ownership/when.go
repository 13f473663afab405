package ownership

import (
	"context"
	"slices"
	"strings"

	"redthread/store"
	"redthread/store/value"
)

// listing is a record that a party is on a list.
type listing struct {
	authorities []string
	standing    Standing // at the date
	since       string
	statements  []store.ID
}

// valid tells whether something that is said to hold from one date to another
// holds at the date asked for. Without one, what has an end has ended.
func (r *reader) valid(from, to string) Standing {
	s, _ := r.within(dates(from), dates(to), nil)
	return s
}

func dates(all ...string) []value.Date {
	var out []value.Date
	for _, s := range all {
		if d, err := value.ParseDate(s); s != "" && err == nil {
			out = append(out, d)
		}
	}
	return out
}

// within holds starts and ends against the date. seen are dates at which a
// source saw it hold, for what has no start.
func (r *reader) within(starts, ends, seen []value.Date) (s Standing, why string) {
	if !r.dated {
		if len(ends) > 0 {
			return No, "it ended " + ends[0].Show()
		}
		return Yes, ""
	}
	s = Yes
	doubt := func(text string) {
		s = Perhaps
		why = text
	}
	for _, d := range ends {
		first, ok1 := d.Earliest()
		last, ok2 := d.Latest()
		if ok2 && last.Compare(r.first) < 0 {
			return No, "it ended " + d.Show()
		}
		if !ok1 || first.Compare(r.last) < 0 {
			doubt("it ended " + d.Show())
		}
	}
	for _, d := range starts {
		first, ok1 := d.Earliest()
		last, ok2 := d.Latest()
		if ok1 && first.Compare(r.last) > 0 {
			return No, "it began " + d.Show()
		}
		if !ok2 || last.Compare(r.first) > 0 {
			doubt("it began " + d.Show())
		}
	}
	if len(starts) == 0 && seen != nil {
		known := slices.ContainsFunc(seen, func(d value.Date) bool {
			last, ok := d.Latest()
			return ok && last.Compare(r.first) <= 0
		})
		if !known {
			doubt("no source says since when, and none of that day or earlier reports it")
		}
	}
	return s, why
}

// holds tells whether a link holds at the date: by its own dates, by those of the
// statements that make it, and for want of both by the dates of their sources.
func (r *reader) holds(all, making []store.Statement) (Standing, string) {
	var starts, ends []value.Date
	for i := range all {
		st := &all[i]
		if st.Stance == store.Disputes {
			continue
		}
		switch st.Property {
		case "startDate":
			starts = append(starts, dates(st.Value)...)
		case "endDate":
			ends = append(ends, dates(st.Value)...)
		}
	}
	seen := []value.Date{}
	for i := range making {
		starts, ends = append(starts, dates(making[i].From)...), append(ends, dates(making[i].To)...)
		seen = append(seen, dates(r.p.sources[making[i].Source].Published)...)
	}
	return r.within(starts, ends, seen)
}

// listing reads one record of a listing.
func (r *reader) listing(ctx context.Context, at int, record store.ID) error {
	all, err := r.about(ctx, record)
	if err != nil {
		return err
	}
	row, err := r.row(ctx, record)
	if err != nil || row.Schema != "Sanction" {
		return err
	}
	var l listing
	var starts, ends []value.Date
	on := endsOf(all, "entity")
	i := slices.IndexFunc(on, func(e end) bool { return slices.Contains(r.p.Parties[at].Members, e.id) })
	if i < 0 {
		return nil
	}
	l.statements = ids(on[i].said)
	listed := ""
	for j := range all {
		st := &all[j]
		if st.Stance == store.Disputes {
			continue
		}
		switch st.Property {
		case "authority", "publisher":
			l.authorities = append(l.authorities, st.Value)
		case "listingDate":
			listed = st.Value
			starts = dates(st.Value) // the exact day goes before a year that another source gives
		case "startDate":
			if listed == "" {
				starts = append(starts, dates(st.Value)...)
			}
		case "endDate":
			ends = append(ends, dates(st.Value)...)
		}
	}
	if len(starts) > 0 {
		l.since = starts[0].Show()
	}
	l.standing, _ = r.within(starts, ends, nil)
	if l.standing == Yes && (!on[i].firm || on[i].disputed) {
		l.standing = Perhaps
	}
	r.p.listings[at] = append(r.p.listings[at], l)
	return nil
}

// suspected tells whether a statement is put no higher than a suspicion by every
// noting of it.
func suspected(st *store.Statement) bool {
	for _, n := range st.Notings {
		if n.Withdrawn {
			continue
		}
		if n.Credibility != 4 && n.Credibility != 5 && !suspicious(n.Hedge) {
			return false
		}
	}
	return len(st.Notings) > 0
}

func suspicious(hedge string) bool {
	if hedge == "" {
		return false
	}
	words := " " + strings.Join(value.Words(hedge), " ") + " "
	return slices.ContainsFunc(suspicion, func(w string) bool { return strings.Contains(words, " "+w+" ") })
}

// suspicion are the words of a hedge that doubt whether there is a share at all,
// and not how large it is.
var suspicion = []string{
	"suspected", "suspects", "suspicion", "alleged", "allegedly", "possible", "possibly", "potential", "potentially", "perhaps", "may be", "might be", "maybe",
	"apparent", "apparently", "appears", "appear", "seems", "seem", "believed", "thought to", "presumed", "presumably", "rumoured", "rumored",
	"reportedly", "unconfirmed", "not confirmed", "unverified", "likely", "probably", "inferred", "предположительно", "возможно", "вероятно",
}
