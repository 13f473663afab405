package ownership

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"redthread/store"
	"redthread/store/value"
)

// Verdict is what a rule says of an entity.
type Verdict string

// The verdicts.
const (
	VerdictCertain    Verdict = "certain"
	VerdictPossible   Verdict = "possible"
	VerdictNo         Verdict = "no"
	VerdictCannotTell Verdict = "cannot tell"
)

// Missing is what has to be found out before a rule can say more.
type Missing struct {
	Text  string // "the share of GENCO in Sakorenma"
	Owner int    // −1 where owners are not recorded
	Asset int
}

// Part is an owner in a step of the arithmetic.
type Part struct {
	Owner      int
	Share      string   // as it is said: "25%–40%", "share not known"
	Low, High  string   // its bounds in percent
	Counts     bool     // it brings in what it holds
	Stated     bool     // it does so by what is stated, and not for want of a record
	Why        string   // it counts or not
	Doubts     []string // sentences
	Statements []store.ID
	Standing   []store.ID // statements that make the owner count
}

// Step is the arithmetic of one asset.
type Step struct {
	Asset   int
	Parts   []Part
	Sum     string // "50% + 10% = 60%; 50% or more is enough"
	Reaches bool
	Control []Part // who controls it, where that counts
}

// Answer is what a rule says of an entity, with its reasons.
type Answer struct {
	Rule      *Rule
	Picture   *Picture
	Verdict   Verdict
	Because   string // one sentence
	Missing   []Missing
	Otherwise string   // the verdict if the owners who are not recorded do not count, where that differs
	Held      string   // what those who count hold of the entity: "0%–60%"
	Through   string   // the interest by multiplying shares: "25%–36%"
	Steps     []Step   // owners before what they own, the entity last
	Notes     []string // what to know of it, sentences
}

// graph makes the solver's input for a rule.
func (p *Picture) graph(r *Rule) (*Graph, []string, [][]store.ID) {
	n := len(p.Parties)
	g := &Graph{Owners: make([][]Holding, n), Controls: make([][]Control, n), Counted: make([]Standing, n), Open: make([]bool, n)}
	why := make([]string, n)
	standing := make([][]store.ID, n)
	for a := range n {
		for _, h := range p.holdings[a] {
			g.Owners[a] = append(g.Owners[a], Holding{Owner: h.owner, Low: h.low, High: h.high, Any: h.any})
		}
		for _, k := range p.controls[a] {
			g.Controls[a] = append(g.Controls[a], Control{By: k.by, Certain: k.certain})
		}
		g.Counted[a], why[a], standing[a] = p.counted(a, r)
		g.Open[a] = p.Parties[a].open
	}
	return g, why, standing
}

// Apply says what a rule makes of the entity.
func (p *Picture) Apply(r *Rule) *Answer {
	g, why, standing := p.graph(r)
	x := explainer{p: p, r: r, g: g, l: Solve(g, &r.test), why: why, standing: standing, a: &Answer{Rule: r, Picture: p}}
	x.decide()
	x.figures()
	x.steps()
	x.notes()
	return x.a
}

// explainer puts the layers into words.
type explainer struct {
	p        *Picture
	r        *Rule
	g        *Graph
	l        *Layers
	why      []string
	standing [][]store.ID
	a        *Answer
	world    World // that decides
}

func (x *explainer) name(at int) string { return x.p.Parties[at].Caption }

func (x *explainer) decide() {
	a := x.a
	x.world = worlds
	for w := Certain; w < worlds; w++ {
		if x.l.Counts(0, w) {
			x.world = w
			break
		}
	}
	switch {
	case x.g.Counted[0] == Yes && x.r.Counts != "country":
		a.Verdict, a.Because = VerdictCertain, x.name(0)+" counts itself: "+x.why[0]+"."
	case x.world == Certain && x.g.Counted[0] == Yes:
		a.Verdict = VerdictCannotTell
		x.venture()
	case x.world == Certain:
		a.Verdict, a.Because = VerdictCertain, x.reason("holds at least", Certain)
	case x.world == Stated:
		a.Verdict, a.Because = VerdictPossible, x.reason("may hold up to", Stated)
	case x.world == worlds:
		a.Verdict, a.Because = VerdictNo, x.noReason()
	default:
		a.Verdict = VerdictCannotTell
		x.missing()
		a.Because = "Not known: " + strings.TrimSuffix(strings.Join(texts(a.Missing), "; "), ".") + "."
		if x.world == Open {
			a.Otherwise = "no, if those who are not recorded do not count"
		}
	}
}

// venture speaks of a party that is itself of the country a rule is about: a venture needs a partner.
func (x *explainer) venture() {
	var others []string
	for _, h := range x.g.Owners[0] {
		if x.g.Counted[h.Owner] == No {
			others = append(others, x.name(h.Owner))
		}
	}
	if len(others) > 0 {
		x.a.Verdict, x.a.Because = VerdictCertain, x.name(0)+" is "+x.why[0]+" and has a partner who is not: "+strings.Join(others, ", ")+"."
		return
	}
	x.a.Because = x.name(0) + " is " + x.why[0] + " itself; whether it has a partner elsewhere is not recorded."
	x.a.Missing = []Missing{{Text: "a partner of " + x.name(0) + " from elsewhere", Owner: -1, Asset: 0}}
}

func texts(all []Missing) []string {
	var out []string
	for _, m := range all {
		out = append(out, m.Text)
	}
	return out
}

// counting lists the owners of an asset who count in a world.
func (x *explainer) counting(asset int, w World) []int {
	var all []int
	for _, h := range x.g.Owners[asset] {
		if x.l.Counts(h.Owner, w) && x.brings(h.Owner, w) {
			all = append(all, h.Owner)
		}
	}
	return all
}

// brings tells whether who counts brings in what it holds: under a rule of partners
// only those who are of the country themselves do so with certainty.
func (x *explainer) brings(owner int, w World) bool {
	return w != Certain || !x.r.Direct || x.g.Counted[owner] == Yes
}

func (x *explainer) reason(verb string, w World) string {
	owners := x.counting(0, w)
	if x.r.Control {
		for _, k := range x.p.controls[0] {
			if x.l.Counts(k.by, w) && (k.certain || w > Certain) && !x.l.t.reaches(w, x.l.Held(0, w)) {
				word := " controls it"
				if !k.certain {
					word = " may control it"
				}
				return x.name(k.by) + word + parens(k.how) + " and counts: " + x.whyCounts(k.by, w) + "."
			}
		}
	}
	who := make([]string, 0, len(owners))
	for _, o := range owners {
		who = append(who, x.name(o))
	}
	held := x.l.Held(0, w)
	if len(who) == 0 && x.g.Counted[0] != No {
		return "Whether " + x.name(0) + " itself counts is in doubt: " + x.why[0] + "."
	}
	if x.r.test.Threshold.Sign() == 0 {
		if w == Certain {
			return list(who) + plural(len(who), " is an owner", " are owners") + " of " + x.name(0) + "; no share is too small."
		}
		return list(who) + " may hold a share of " + x.name(0) + ", in itself or further up; no share is too small."
	}
	if w == Stated && x.r.Alone && x.sumIsCertain() {
		return list(who) + " together hold " + percent(x.sumLow()) + " of " + x.name(0) + ", none of them enough alone: it depends on whether they act jointly."
	}
	if len(who) > 1 {
		verb = strings.Replace(verb, "holds", "together hold", 1)
	}
	if w == Stated && held.value.sign() == 0 {
		return list(who) + " may own " + x.name(0) + "."
	}
	more := ""
	if held.Strict && w == Certain {
		more = " more than"
		verb = strings.TrimSuffix(verb, " at least")
	}
	return list(who) + " " + verb + more + " " + percent(held.value) + " of " + x.name(0) + "; " + x.r.Limit() + " is enough."
}

// sumLow adds the certain shares of all who count, whoever they are.
func (x *explainer) sumLow() frac {
	sum := none
	for i, h := range x.g.Owners[0] {
		if x.g.Counted[h.Owner] == Yes || x.l.Counts(h.Owner, Certain) {
			sum = sum.add(x.l.low[0][i].value)
		}
	}
	return sum
}

func (x *explainer) sumIsCertain() bool {
	return x.l.t.reaches(Certain, End{value: x.sumLow()})
}

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

func parens(s string) string {
	if s == "" {
		return ""
	}
	return " (" + s + ")"
}

func list(all []string) string {
	switch len(all) {
	case 0:
		return "Nobody"
	case 1:
		return all[0]
	}
	return strings.Join(all[:len(all)-1], ", ") + " and " + all[len(all)-1]
}

func (x *explainer) noReason() string {
	if x.p.Parties[0].Schema == "Person" {
		return "A person is owned by nobody, and " + x.name(0) + " does not count itself."
	}
	held := x.l.Held(0, Open)
	if held.value.sign() == 0 {
		return "Nobody who counts holds a share of " + x.name(0) + ", on any way up."
	}
	most := "at most "
	if held.Strict {
		most = "less than "
	}
	return "Those who count hold " + most + percent(held.value) + " of " + x.name(0) + "; it takes " + x.r.Limit() + "."
}

// mostMissing is how many missing things are named.
const mostMissing = 6

// missing walks up from the entity along what would make it count, and names
// what is not known there.
func (x *explainer) missing() {
	seen := map[int]bool{}
	queue := []int{0}
	add := func(m Missing) {
		if len(x.a.Missing) < mostMissing && !slices.ContainsFunc(x.a.Missing, func(o Missing) bool { return o.Text == m.Text }) {
			x.a.Missing = append(x.a.Missing, m)
		}
	}
	for len(queue) > 0 {
		asset := queue[0]
		queue = queue[1:]
		if seen[asset] || x.l.Counts(asset, Stated) {
			continue
		}
		seen[asset] = true
		for i, h := range x.g.Owners[asset] {
			if !x.l.Counts(h.Owner, x.world) {
				continue
			}
			if h.Any.value.cmp(h.High.value) > 0 {
				text := "the share of " + x.name(h.Owner) + " in " + x.name(asset)
				if !x.p.holdings[asset][i].unknown {
					text = "the exact " + text + parens("stated as "+x.p.holdings[asset][i].shown)
				}
				add(Missing{text, h.Owner, asset})
			}
			if !x.l.Counts(h.Owner, Stated) {
				queue = append(queue, h.Owner)
			}
		}
		if x.world == Open && x.g.Open[asset] {
			rest := whole
			for i := range x.g.Owners[asset] {
				rest = rest.sub(x.l.low[asset][i].value)
			}
			switch {
			case len(x.g.Owners[asset]) == 0:
				add(Missing{"the owners of " + x.name(asset), -1, asset})
			case rest.sign() > 0 && !x.allUnknown(asset):
				add(Missing{"the owners of the remaining " + percent(rest) + " of " + x.name(asset), -1, asset})
			case rest.sign() > 0:
				add(Missing{"the other owners of " + x.name(asset), -1, asset})
			}
		}
	}
}

// allUnknown tells whether no share of an asset is stated.
func (x *explainer) allUnknown(asset int) bool {
	return !slices.ContainsFunc(x.p.holdings[asset], func(h holding) bool { return !h.unknown })
}

// figures words what those who count hold, and the interest by multiplication.
func (x *explainer) figures() {
	low, high := x.l.Held(0, Certain), x.l.Held(0, Open)
	x.a.Held = span(low.value, high.value)
	if l, _, o, ok := Exact(x.g, 0); ok {
		x.a.Through = span(fracOf(l), fracOf(o))
		return
	}
	t := LookThrough(x.g)
	x.a.Through = span(fracOf(rounded(t.Low[0], false)), fracOf(rounded(t.Open[0], true)))
}

// rounded brings a bound to six digits of a percent, outwards.
func rounded(v float64, up bool) *big.Rat {
	const unit = 100_000_000
	n := int64(v * unit)
	if up && n < unit {
		n++
	}
	return big.NewRat(n, unit)
}

func span(low, high frac) string {
	if low.cmp(high) >= 0 {
		return percent(low)
	}
	return percent(low) + "–" + percent(high)
}

func (x *explainer) whyCounts(p int, w World) string {
	switch {
	case x.g.Counted[p] == Yes || x.g.Counted[p] == Perhaps && w > Certain:
		return x.why[p]
	case x.l.Counts(p, w) && x.l.t.reaches(w, x.l.Held(p, w)):
		switch {
		case x.l.Counts(p, Certain):
			return "owned, see its own step"
		case x.l.Counts(p, Stated):
			return "may be owned, see its own step"
		case x.l.Counts(p, Recorded):
			return "may be owned: shares in it are not known"
		}
		return "may be owned: not all its owners are recorded"
	case x.l.Counts(p, w):
		return "controlled, see its own step"
	}
	return "does not count"
}

func countryName(code string) string { return value.Show(value.KindCountry, code) }

func (x *explainer) notes() {
	a := x.a
	if x.p.On == "" {
		a.Notes = append(a.Notes, "As last known: holdings that are said to have ended are left out.")
	} else if x.r.From != "" && x.p.On < x.r.From {
		a.Notes = append(a.Notes, fmt.Sprintf("On %s this was not yet law; it has been since %s.", value.Show(value.KindDate, x.p.On), value.Show(value.KindDate, x.r.From)))
	}
	a.Notes = append(a.Notes, x.p.left...)
	for at := range x.p.Parties {
		if note := x.p.otherLists(at, x.r); note != "" {
			a.Notes = append(a.Notes, note)
		}
		if _, excess := lows(x.g.Owners[at], nil); excess.sign() > 0 {
			a.Notes = append(a.Notes, fmt.Sprintf("The shares recorded in %s come to %s: one of them is wrong, so each is certain only less the excess.", x.name(at), percent(whole.add(excess))))
		}
	}
	if x.r.Control {
		if !slices.ContainsFunc(x.p.controls, func(c []control) bool { return len(c) > 0 }) {
			a.Notes = append(a.Notes, "No control is recorded for anybody on the way: as to control, this rests on nothing.")
		}
		for _, d := range x.p.directed[0] {
			if x.l.Counts(d.who, Stated) {
				a.Notes = append(a.Notes, x.name(d.who)+" directs "+x.name(0)+": a sign of control, and not control itself.")
			}
		}
	}
	if x.p.cut {
		a.Notes = append(a.Notes, "There are more owners above than were followed.")
	}
	if len(a.Notes) > mostNotes {
		more := len(a.Notes) - mostNotes
		a.Notes = append(a.Notes[:mostNotes], fmt.Sprintf("… and %d more of the kind.", more))
	}
}

const mostNotes = 24
