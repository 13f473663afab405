package ties

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"redthread/app/names"
	"redthread/store"
)

// core is a name without its legal form: the words that make it, and its numbers.
type core struct {
	party   int
	said    *store.Said
	words   []string // folded, in order
	spelt   []string // as they are written
	numbers []string
	name    names.Name // made ready when it is first needed
}

// coreOf takes a name apart.
func (l *lists) coreOf(text string) (c core) {
	words := names.Words(text)
	for i := 0; i < len(words); {
		if n := l.legalAt(words[i:]); n > 0 {
			i += n
			continue
		}
		c.addWord(words[i].Text)
		i++
	}
	return c
}

func (l *lists) legalAt(words []names.Word) int {
	for _, form := range l.legal[words[0].Folded] {
		if len(form) <= len(words) && !slices.ContainsFunc(indexed(form), func(x word) bool { return words[x.at].Folded != x.text }) {
			return len(form)
		}
	}
	return 0
}

type word struct {
	at   int
	text string
}

func indexed(all []string) []word {
	ws := make([]word, len(all))
	for i, s := range all {
		ws[i] = word{i, s}
	}
	return ws
}

// addWord keeps letters and digits of a word apart: "Zenco39" is Zenco and 39.
func (c *core) addWord(text string) {
	letters := strings.TrimRight(text, "0123456789")
	if digits := text[len(letters):]; digits != "" {
		c.numbers = append(c.numbers, strings.TrimLeft(digits, "0"))
	}
	if letters == "" {
		return
	}
	fold := fold(letters)
	if fold == "" {
		fold = strings.ToLower(letters)
	}
	c.words, c.spelt = append(c.words, fold), append(c.spelt, letters)
}

// personKeys are the forms in which people of one name meet: their words in any
// order, whatever the script; one word alone is no name.
func (f *finder) personKeys(p *Party) []string {
	var keys []string
	for _, id := range p.Members {
		for i := range f.about[id] {
			s := &f.about[id][i]
			if s.Property != "name" && s.Property != "alias" || s.Stance == store.Disputes {
				continue
			}
			var words []string
			for _, w := range names.Words(s.Value) {
				if x := fold(w.Text); len(x) > 1 {
					words = append(words, x)
				}
			}
			slices.Sort(words)
			if key := strings.Join(words, " "); len(words) > 1 && !slices.Contains(keys, key) {
				keys = append(keys, key)
			}
		}
	}
	return keys
}

// alike is from which likeness two words of a name are taken as one.
const alike = 0.8

// names ties parties whose names are nearly one: the same without the legal form,
// one brand with another number, or a spelling apart. Words that more parties
// bear than Options.Most tell no brand.
func (f *finder) names(ctx context.Context) error {
	var cores []core
	bearers := map[string]map[int]bool{} // of a folded word
	for p := range f.t.Parties {
		s := f.schema(f.t.Parties[p].Schema)
		if s == nil || s.IsA("Person") || !s.IsA("LegalEntity") || s.IsA("PublicBody") {
			continue
		}
		seen := map[string]bool{}
		for _, id := range f.t.Parties[p].Members {
			for i := range f.about[id] {
				st := &f.about[id][i]
				if !slices.Contains(named, st.Property) || st.Stance == store.Disputes {
					continue
				}
				c := f.l.coreOf(st.Value)
				key := strings.Join(c.words, " ") + "|" + strings.Join(c.numbers, " ")
				if len(c.words) == 0 || len(c.words) > mostWords || seen[key] {
					continue
				}
				seen[key] = true
				c.party, c.said = p, st
				cores = append(cores, c)
				for _, w := range c.words {
					if bearers[w] == nil {
						bearers[w] = map[int]bool{}
					}
					bearers[w][p] = true
				}
			}
		}
	}
	f.brands(cores, bearers)
	rare := func(w string) bool {
		return len([]rune(w)) >= 3 && (len(bearers[w]) <= f.o.Most || f.o.Unmute[brandKey(w)])
	}
	blocks := map[string][]int{}
	for i := range cores {
		var keys []string
		for j, w := range cores[i].words {
			if rare(w) {
				keys = append(keys, names.Keys(cores[i].spelt[j])...)
				keys = append(keys, "="+w)
			}
		}
		slices.Sort(keys)
		for _, k := range slices.Compact(keys) {
			blocks[k] = append(blocks[k], i)
		}
	}
	best := map[[2]int]near{}
	asked := 0
	for _, k := range sortedKeys(blocks) {
		if err := ctx.Err(); err != nil {
			return err
		}
		block := blocks[k]
		if len(block) > mostInBlock {
			continue // so common a sound tells no brand
		}
		for x, i := range block {
			for _, j := range block[x+1:] {
				a, b := &cores[i], &cores[j]
				if a.party == b.party {
					continue
				}
				pair := [2]int{min(a.party, b.party), max(a.party, b.party)}
				n, ok := compare(a, b, rare)
				if !ok && asked < mostAsked && slices.Equal(sorted(a.numbers), sorted(b.numbers)) {
					asked++
					n, ok = judged(a, b)
				}
				if ok && n.score > best[pair].score {
					best[pair] = n
				}
			}
		}
	}
	pairs := make([][2]int, 0, len(best))
	for p := range best {
		pairs = append(pairs, p)
	}
	slices.SortFunc(pairs, func(x, y [2]int) int { return cmp.Or(cmp.Compare(x[0], y[0]), cmp.Compare(x[1], y[1])) })
	crowd := map[int]int{} // near names of each party
	for _, p := range pairs {
		crowd[p[0]]++
		crowd[p[1]]++
	}
	var many [][2]int
	for _, p := range pairs {
		n := max(crowd[p[0]], crowd[p[1]]) + 1
		forced := slices.ContainsFunc(best[p].a.words, func(w string) bool { return f.o.Unmute[brandKey(w)] && slices.Contains(best[p].b.words, w) })
		if n <= f.o.Most || forced {
			f.nearly(p, best[p], n)
		} else {
			many = append(many, p)
		}
	}
	f.crowds(many, func(p [2]int) { f.nearly(p, best[p], 2) })
	return nil
}

func brandKey(word string) string { return string(Name) + ":=" + word }

// brands makes a muted detail of each word with which more names begin than
// count: a brand with many branches, or a word that says nothing.
func (f *finder) brands(cores []core, bearers map[string]map[int]bool) {
	first := map[string]map[int]*core{}
	for i := range cores {
		c := &cores[i]
		w := c.words[0]
		if len(bearers[w]) <= f.o.Most || len([]rune(w)) < 3 || f.o.Unmute[brandKey(w)] {
			continue
		}
		if first[w] == nil {
			first[w] = map[int]*core{}
		}
		first[w][c.party] = c
	}
	words := make([]string, 0, len(first))
	for w := range first {
		if len(first[w]) > 1 {
			words = append(words, w)
		}
	}
	slices.Sort(words)
	for _, w := range words {
		sh := Shared{
			Key: brandKey(w), Kind: Name, Muted: true,
			Why: fmt.Sprintf("%d parties have the word in their name, more than %d.", len(bearers[w]), f.o.Most),
		}
		parties := make([]int, 0, len(first[w]))
		for p := range first[w] {
			parties = append(parties, p)
		}
		slices.Sort(parties)
		for _, p := range parties {
			c := first[w][p]
			sh.Holders = append(sh.Holders, Holder{Party: p, Written: []string{c.said.Value}, Statements: []store.ID{c.said.Statement}})
		}
		sh.Value = "names that begin with " + first[w][parties[0]].spelt[0]
		f.t.Shared = append(f.t.Shared, sh)
	}
}

// crowds makes one muted detail of each group of names that hang together, so
// that a brand with a thousand branches is one line and not half a million.
func (f *finder) crowds(pairs [][2]int, count func([2]int)) {
	up := map[int]int{}
	root := func(p int) int {
		for up[p] != p {
			up[p] = up[up[p]]
			p = up[p]
		}
		return p
	}
	for _, p := range pairs {
		for _, x := range p {
			if _, ok := up[x]; !ok {
				up[x] = x
			}
		}
		a, b := root(p[0]), root(p[1])
		up[max(a, b)] = min(a, b)
	}
	groups := map[int][]int{}
	for p := range up {
		groups[root(p)] = append(groups[root(p)], p)
	}
	key := func(root int) string { return string(Name) + ":~" + f.t.Parties[root].Entity.String() }
	for _, p := range pairs {
		if f.o.Unmute[key(root(p[0]))] {
			count(p)
		}
	}
	roots := make([]int, 0, len(groups))
	for r := range groups {
		roots = append(roots, r)
	}
	slices.Sort(roots)
	for _, r := range roots {
		if f.o.Unmute[key(r)] {
			continue
		}
		slices.Sort(groups[r])
		sh := Shared{
			Key: key(r), Kind: Name, Value: "names like " + f.t.Parties[r].Caption, Muted: true,
			Why: fmt.Sprintf("%d parties bear names like one another, more than %d.", len(groups[r]), f.o.Most),
		}
		for _, p := range groups[r] {
			sh.Holders = append(sh.Holders, Holder{Party: p, Written: []string{f.t.Parties[p].Caption}})
		}
		f.t.Shared = append(f.t.Shared, sh)
	}
}

const (
	mostAsked   = 1_000_000 // pairs that are judged as names of people and lists are
	mostWords   = 12        // of a name that is compared
	mostInBlock = 200       // names that share a key of sounds
)

func sortedKeys(m map[string][]int) []string {
	all := make([]string, 0, len(m))
	for k := range m {
		all = append(all, k)
	}
	slices.Sort(all)
	return all
}

// near is two names that are nearly one.
type near struct {
	a, b  *core
	score float64
	note  string
}

// compare holds two names against each other. Every word that tells a name
// from others has to have its like in the other name, one of them a rare one.
func compare(a, b *core, rare func(string) bool) (near, bool) {
	sum, n, rareMatch := 0.0, 0, false
	used := make([]bool, len(b.words))
	for i, w := range a.words {
		at, like := -1, 0.0
		for j, v := range b.words {
			if used[j] {
				continue
			}
			l := 1.0
			if w != v {
				if l = names.Likeness(a.spelt[i], b.spelt[j]); min(len(w), len(v)) < 5 {
					l -= 0.1 // in a short word a letter is much
				}
			}
			if l > like {
				at, like = j, l
			}
		}
		n++
		if at >= 0 && like >= alike {
			used[at] = true
			sum += like
			rareMatch = rareMatch || rare(w) && rare(b.words[at])
			continue
		}
	}
	for _, u := range used {
		if !u {
			n++
		}
	}
	score := sum / float64(n)
	if !rareMatch || score < 0.75 {
		return near{}, false
	}
	x := near{a: a, b: b, score: score}
	same := score == 1
	switch {
	case slices.Equal(sorted(a.numbers), sorted(b.numbers)) && same:
		x.note = "One name, but for the legal form, the script and signs."
	case slices.Equal(sorted(a.numbers), sorted(b.numbers)):
		x.note = "Nearly one name: a spelling apart."
	case len(a.numbers) == 0 || len(b.numbers) == 0:
		x.note = fmt.Sprintf("%s: the number %s stands in one of them only.", brand(same), strings.Join(append(slices.Clone(a.numbers), b.numbers...), ", "))
		x.score *= 0.9
	default:
		x.note = fmt.Sprintf("%s with different numbers, %s and %s: not one firm by their names.", brand(same), strings.Join(a.numbers, ", "), strings.Join(b.numbers, ", "))
		x.score *= 0.9
	}
	return x, true
}

// judged asks the matcher of names about two that do not agree word for word:
// "Торговый дом Восток" and "Vostok Trading House".
func judged(a, b *core) (near, bool) {
	if min(len(a.words), len(b.words)) < 2 {
		return near{}, false // one word within a longer name tells too little
	}
	score := names.Score(a.prepared(), b.prepared())
	return near{a: a, b: b, score: score * 0.9, note: "Names that are likely of one firm."}, score >= names.Strong
}

func (c *core) prepared() names.Name {
	if c.name.Empty() {
		c.name = names.Prepare(c.said.Value, names.Company)
	}
	return c.name
}

func brand(same bool) string {
	if same {
		return "One brand"
	}
	return "Like brands"
}

func sorted(all []string) []string {
	all = slices.Clone(all)
	slices.Sort(all)
	return all
}

// nearly makes the detail of two near names; crowd is how many parties bear one like it.
func (f *finder) nearly(pair [2]int, n near, crowd int) {
	a, b := n.a, n.b
	if a.party != pair[0] {
		a, b = b, a
	}
	x, y := &f.t.Parties[pair[0]], &f.t.Parties[pair[1]]
	sh := Shared{
		Key:   string(Name) + ":" + x.Entity.String() + "~" + y.Entity.String(),
		Kind:  Name,
		Value: a.said.Value + " ~ " + b.said.Value,
		Note:  n.note,
		Holders: []Holder{
			{Party: pair[0], Written: []string{a.said.Value}, Statements: []store.ID{a.said.Statement}},
			{Party: pair[1], Written: []string{b.said.Value}, Statements: []store.ID{b.said.Statement}},
		},
	}
	if a.said.Property == "weakAlias" || b.said.Property == "weakAlias" {
		sh.Note += " It is a weak alias of one."
	}
	if f.o.Mute[sh.Key] {
		sh.Muted, sh.Why = true, "Muted by you."
	}
	if !sh.Muted {
		sh.Weight = Name.strength() * n.score * rarity(crowd)
	}
	f.t.Shared = append(f.t.Shared, sh)
}
