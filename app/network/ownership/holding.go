package ownership

import (
	"context"
	"math/big"
	"slices"
	"strings"

	"redthread/store"
	"redthread/store/value"
)

// holding is what a case says of one party's share in another.
type holding struct {
	owner      int
	low, high  End
	any        End
	shown      string   // "25%", "25%–40%", "share not known"
	unknown    bool     // nothing is said of its size
	doubts     []string // sentences
	statements []store.ID
}

// reported is a holding as one link reports it.
type reported struct {
	holding
	sources []store.ID
}

// control is direction of one party by another.
type control struct {
	by         int
	how        string
	certain    bool
	doubts     []string
	statements []store.ID
}

// director is who directs a party: no control by itself, but a sign of it.
type director struct {
	who        int
	statements []store.ID
}

// end is a party at an end of a link.
type end struct {
	id       store.ID
	said     []store.Statement // that assert it
	disputed bool
	firm     bool // one of them is more than a suspicion
}

// endsOf lists the parties a link is said to end at.
func endsOf(all []store.Statement, property string) []end {
	var ends []end
	for i := range all {
		st := &all[i]
		if st.Property != property || st.Target.IsZero() {
			continue
		}
		at := slices.IndexFunc(ends, func(e end) bool { return e.id == st.Target })
		if at < 0 {
			at = len(ends)
			ends = append(ends, end{id: st.Target})
		}
		if st.Stance == store.Disputes {
			ends[at].disputed = true
			continue
		}
		ends[at].said = append(ends[at].said, *st)
		ends[at].firm = ends[at].firm || !suspected(st)
	}
	return slices.DeleteFunc(ends, func(e end) bool { return len(e.said) == 0 })
}

func ids(all []store.Statement) []store.ID {
	var out []store.ID
	for i := range all {
		if !slices.Contains(out, all[i].ID) {
			out = append(out, all[i].ID)
		}
	}
	return out
}

// ownership reads one link that ends at a party.
func (r *reader) ownership(ctx context.Context, at int, link store.ID, found *[]reported) error {
	all, err := r.about(ctx, link)
	if err != nil {
		return err
	}
	var asset end
	members := r.p.Parties[at].Members
	for _, e := range endsOf(all, "asset") {
		if slices.Contains(members, e.id) {
			asset = e
			break
		}
	}
	owners := endsOf(all, "owner")
	if asset.id.IsZero() || len(owners) == 0 || r.full() {
		return nil
	}
	r.turn(all)
	holds, why := r.holds(all, slices.Concat(asset.said, owners[0].said))
	for _, o := range owners {
		who, err := r.party(ctx, o.id)
		if err != nil {
			return err
		}
		if holds == No {
			r.p.left = append(r.p.left, r.p.Parties[who].Caption+"’s share in "+r.p.Parties[at].Caption+" is left out: "+why+".")
			continue
		}
		h := reported{holding: r.share(all), sources: sourcesOf(o.said)}
		h.owner = who
		h.statements = slices.Concat(ids(o.said), ids(asset.said), h.statements)
		weaken := func(doubt string) {
			h.doubts = append(h.doubts, doubt)
			h.low = End{value: none}
		}
		if holds == Perhaps {
			weaken("It is not certain that the share was held then: " + why + ".")
		}
		if o.disputed || asset.disputed {
			weaken("A source denies it.")
		}
		if !o.firm || !asset.firm {
			weaken("It is no more than suspected.")
		}
		if len(owners) > 1 {
			weaken("The record names more than one owner and does not part their shares.")
		}
		*found = append(*found, h)
	}
	return nil
}

// plain reads the properties that name a parent or an owner without a share.
func (r *reader) plain(ctx context.Context, at int, found *[]reported) error {
	for _, property := range []string{"parent", "owner"} {
		for _, e := range endsOf(r.p.Parties[at].facts, property) {
			if r.full() {
				return nil
			}
			who, err := r.party(ctx, e.id)
			if err != nil {
				return err
			}
			if who == at {
				continue
			}
			h := reported{holding: unknownShare(), sources: sourcesOf(e.said)}
			h.owner, h.statements = who, ids(e.said)
			if e.disputed || !e.firm {
				h.doubts = append(h.doubts, "A source denies or only suspects it.")
				h.low = End{value: none}
			}
			*found = append(*found, h)
		}
	}
	return nil
}

func unknownShare() holding {
	return holding{low: End{none, true}, high: End{value: none}, any: End{value: whole}, shown: "share not known", unknown: true}
}

// share reads what is said of the size: several values, or one that is denied,
// make a range.
func (r *reader) share(all []store.Statement) holding {
	h := unknownShare()
	var denied []string
	var shown []string
	about := false
	for i := range all {
		st := &all[i]
		if st.Property != "percentage" || r.valid(st.From, st.To) == No {
			continue
		}
		if st.Stance == store.Disputes {
			denied = append(denied, st.Value)
			h.statements = append(h.statements, st.ID)
			continue
		}
		s, err := value.ParseShare(st.Value)
		if err != nil || s.Unknown() {
			h.statements = append(h.statements, st.ID)
			continue
		}
		low, high, loose := boundsOf(s)
		about = about || loose
		switch {
		case h.unknown:
			h.low, h.high, h.any, h.unknown = low, high, high, false
		default:
			if c := low.value.cmp(h.low.value); c < 0 || c == 0 && !low.Strict {
				h.low = low
			}
			if c := high.value.cmp(h.high.value); c > 0 || c == 0 && !high.Strict {
				h.high, h.any = high, high
			}
		}
		if text := s.Show(); !slices.Contains(shown, text) {
			shown = append(shown, text)
		}
		h.statements = append(h.statements, st.ID)
	}
	if h.unknown {
		return h
	}
	h.shown = strings.Join(shown, " or ")
	if len(shown) > 1 {
		h.doubts = append(h.doubts, "Sources give different shares, "+h.shown+": everything between them is possible.")
	}
	if about {
		h.doubts = append(h.doubts, "The share is given as approximate: it is certain of no figure.")
		h.low, h.any = End{none, true}, End{value: whole}
	}
	for _, d := range denied {
		if s, err := value.ParseShare(d); err == nil {
			h.doubts = append(h.doubts, "A source denies that it is "+s.Show()+".")
			h.low, h.any = End{none, true}, End{value: whole}
		}
	}
	return h
}

// boundsOf gives the bounds of a share; loose is true where one is only about right.
func boundsOf(s value.Share) (low, high End, loose bool) {
	low, high = End{none, true}, End{value: whole}
	q := s.Parts()
	if b, ok := q.Low(); ok {
		low, loose = EndAt(b.Value(), b.Strict), b.About
	}
	if b, ok := q.High(); ok {
		high = EndAt(b.Value(), b.Strict)
		loose = loose || b.About
	}
	return low, high, loose
}

// merged puts the links between two parties together. Reports of different sources are
// of one holding and make a range; those of one source are holdings beside each other.
func merged(found []reported) []holding {
	var out []reported
	for _, f := range found {
		at := slices.IndexFunc(out, func(h reported) bool { return h.owner == f.owner })
		if at < 0 {
			out = append(out, f)
			continue
		}
		h := &out[at]
		h.statements = append(h.statements, f.statements...)
		one := !slices.ContainsFunc(f.sources, func(s store.ID) bool { return slices.Contains(h.sources, s) })
		h.sources = append(h.sources, f.sources...)
		switch {
		case f.unknown && len(f.doubts) == 0 && !h.unknown:
			continue // who only says that there is a share takes nothing from who says how large
		case h.unknown && len(h.doubts) == 0 && !f.unknown && one:
			h.low, h.high, h.any, h.shown, h.unknown, h.doubts = f.low, f.high, f.any, f.shown, false, f.doubts
			if h.low.value.sign() == 0 {
				h.low = End{none, true}
			}
			continue
		case one:
			if h.shown != f.shown {
				h.doubts = append(h.doubts, "Sources give different shares, "+h.shown+" and "+f.shown+": everything between them is possible.")
				h.shown += " or " + f.shown
			}
			firm := len(h.doubts) == 0 || len(f.doubts) == 0
			h.low = lesser(h.low, f.low, firm)
			h.high, h.any = greater(h.high, f.high), greater(h.any, f.any)
		default:
			h.low = End{h.low.value.add(f.low.value), h.low.Strict || f.low.Strict}
			h.high = capped(End{h.high.value.add(f.high.value), h.high.Strict || f.high.Strict})
			h.any = capped(End{h.any.value.add(f.any.value), h.any.Strict || f.any.Strict})
			h.shown += " and " + f.shown
			if h.low.value.cmp(whole) > 0 {
				h.low = End{value: none}
				h.doubts = append(h.doubts, "One source gives shares of more than the whole.")
			}
		}
		h.doubts = append(h.doubts, f.doubts...)
		h.unknown = h.unknown && f.unknown
	}
	all := make([]holding, len(out))
	for i := range out {
		all[i] = out[i].holding
	}
	return all
}

func lesser(a, b End, some bool) End {
	c := a.value.cmp(b.value)
	low := a
	if c > 0 || c == 0 && !b.Strict {
		low = b
	}
	if some && low.value.sign() == 0 {
		low.Strict = true // one of the reports stands firm: some share there is
	}
	return low
}

func greater(a, b End) End {
	if c := a.value.cmp(b.value); c < 0 || c == 0 && !b.Strict {
		return b
	}
	return a
}

func capped(e End) End {
	if e.value.cmp(whole) > 0 {
		return End{value: whole}
	}
	return e
}

func sourcesOf(all []store.Statement) []store.ID {
	var out []store.ID
	for i := range all {
		out = append(out, all[i].Source)
	}
	return out
}

// control reads one link of control.
func (r *reader) control(ctx context.Context, at int, link store.ID) error {
	all, err := r.about(ctx, link)
	if err != nil {
		return err
	}
	how := ""
	for i := range all {
		if all[i].Property == "controlType" && all[i].Stance == store.Asserts {
			how = all[i].Value
		}
	}
	for _, e := range endsOf(all, "controller") {
		if r.full() {
			return nil
		}
		held := endsOf(all, "controlled")
		i := slices.IndexFunc(held, func(h end) bool { return slices.Contains(r.p.Parties[at].Members, h.id) })
		if i < 0 {
			continue
		}
		holds, why := r.holds(all, slices.Concat(e.said, held[i].said))
		if holds == No {
			continue
		}
		who, err := r.party(ctx, e.id)
		if err != nil {
			return err
		}
		if who == at {
			continue
		}
		k := control{by: who, how: how, certain: holds == Yes && e.firm && held[i].firm && !e.disputed && !held[i].disputed, statements: slices.Concat(ids(e.said), ids(held[i].said))}
		if !k.certain {
			k.doubts = append(k.doubts, "The control is denied, suspected or not certain for the date"+after(": ", why)+".")
		}
		r.p.controls[at] = append(r.p.controls[at], k)
	}
	return nil
}

func after(mark, s string) string {
	if s == "" {
		return ""
	}
	return mark + s
}

// directorship reads who directs a party.
func (r *reader) directorship(ctx context.Context, at int, link store.ID) error {
	all, err := r.about(ctx, link)
	if err != nil {
		return err
	}
	for _, e := range endsOf(all, "director") {
		if r.full() {
			return nil
		}
		who, err := r.party(ctx, e.id)
		if err != nil {
			return err
		}
		r.p.directed[at] = append(r.p.directed[at], director{who, ids(e.said)})
	}
	return nil
}

// percent prints an exact part of a whole as people read it.
func percent(f frac) string {
	r := new(big.Rat).Mul(f.rat(), big.NewRat(100, 1))
	if s := r.FloatString(6); strings.HasSuffix(s, "000000") || isDecimal(r) {
		return strings.TrimRight(strings.TrimRight(s, "0"), ".") + "%"
	}
	if len(f.rat().Denom().String()) <= 4 {
		return f.rat().RatString()
	}
	return "about " + strings.TrimRight(strings.TrimRight(r.FloatString(2), "0"), ".") + "%"
}

func isDecimal(r *big.Rat) bool {
	_, exact := r.Float64()
	n, ok := new(big.Rat).SetString(r.FloatString(6))
	return ok && n.Cmp(r) == 0 || exact && r.IsInt()
}
