package recognise

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"redthread/store"
)

// Suggest gives what a citation of a passage can be filled with, the likeliest
// first. items are those that Scan saw in passage, all of it or the part that
// is selected; a Suggestion's Items are indexes into them. What kind of sum or
// count it is, the words of the same sentence tell; where none tells, the
// suggestion is more general and stands lower. An item without a value is
// passed over.
func Suggest(items []Item, passage string) []Suggestion {
	text := newSentences(passage)
	var all []ranked
	for i, it := range items {
		if it.Value == "" || it.Kind == Name {
			continue
		}
		s := suggesting{items: items, at: i, it: it, words: text.around(it), sentence: text.bounds(it.Start)}
		switch it.Kind {
		case Money:
			all = append(all, s.money()...)
		case Count:
			all = append(all, s.count()...)
		case Share:
			all = append(all, s.share()...)
		case Date:
			all = append(all, s.date()...)
		default:
			all = append(all, s.contact()...)
		}
	}
	slices.SortStableFunc(all, func(a, b ranked) int { return cmp.Compare(b.rank, a.rank) })
	out := make([]Suggestion, len(all))
	for i, r := range all {
		out[i] = r.Suggestion
	}
	return out
}

// ranked is a suggestion with how likely it is, 0 to 1.
type ranked struct {
	Suggestion
	rank float64
}

// sentences are the words of a passage by sentence.
type sentences struct {
	words []placed
	ends  []int // code points after each sentence
}

// placed is a folded word with the code point it begins at.
type placed struct {
	text string
	at   int
}

// begins tells whether the word begins so; a stem that ends in $ is the whole word.
func (p placed) begins(stem string) bool {
	if whole, ok := strings.CutSuffix(stem, "$"); ok {
		return p.text == whole
	}
	return strings.HasPrefix(p.text, stem)
}

func newSentences(passage string) sentences {
	var s sentences
	var word []rune
	at, from := 0, 0
	before := ' '
	finish := func() {
		if len(word) > 0 {
			s.words = append(s.words, placed{string(word), from})
			word = word[:0]
		}
	}
	points := []rune(passage)
	for at < len(points) {
		r := points[at]
		switch {
		case unicode.IsLetter(r):
			if len(word) == 0 {
				from = at
			}
			word = append(word, lower(r))
		default:
			finish()
			if r == '\n' || (r == '.' || r == '!' || r == '?' || r == '…') && ends(points, at, before) {
				s.ends = append(s.ends, at+1)
			}
		}
		before = r
		at++
	}
	finish()
	s.ends = append(s.ends, len(points))
	return s
}

// ends tells whether the sign at a point of the text ends a sentence: a capital
// or nothing follows after a space, and no single letter stands before it.
func ends(points []rune, at int, before rune) bool {
	if at+1 >= len(points) {
		return true
	}
	if !unicode.IsSpace(points[at+1]) || at > 1 && unicode.IsUpper(before) && !unicode.IsLetter(points[at-2]) {
		return false
	}
	for _, r := range points[at+1 : min(at+4, len(points))] {
		if !unicode.IsSpace(r) {
			return !unicode.IsLower(r)
		}
	}
	return true
}

// bounds is the sentence that holds a code point.
func (s sentences) bounds(at int) [2]int {
	i, _ := slices.BinarySearch(s.ends, at+1)
	from := 0
	if i > 0 {
		from = s.ends[i-1]
	}
	if i == len(s.ends) {
		return [2]int{from, at + 1}
	}
	return [2]int{from, s.ends[i]}
}

// around are the words of the sentence of an item.
func (s sentences) around(it Item) []placed {
	b := s.bounds(it.Start)
	byPlace := func(p placed, at int) int { return cmp.Compare(p.at, at) }
	from, _ := slices.BinarySearchFunc(s.words, b[0], byPlace)
	to, _ := slices.BinarySearchFunc(s.words, b[1], byPlace)
	return s.words[from:to]
}

// suggesting makes the suggestions of one item.
type suggesting struct {
	items    []Item
	at       int
	it       Item
	words    []placed
	sentence [2]int
}

// distance is how far, in code points, the nearest word outside the item with
// one of the given beginnings stands from it; ok is false where there is none.
func (s *suggesting) distance(stems []string) (far int, ok bool) {
	for _, w := range s.words {
		if w.at >= s.it.Start && w.at < s.it.Stop || !slices.ContainsFunc(stems, w.begins) {
			continue
		}
		d := max(s.it.Start-w.at, w.at-s.it.Stop, 0)
		if !ok || d < far {
			far, ok = d, true
		}
	}
	return far, ok
}

// says tells whether a word with one of the given beginnings stands in the sentence.
func (s *suggesting) says(stems []string) bool {
	_, ok := s.distance(stems)
	return ok
}

// told is one thing that words can tell.
type told struct {
	name  string
	stems []string
}

// nearest is what the nearest telling word tells.
func (s *suggesting) nearest(list []told) string {
	best, name := 0, ""
	for _, t := range list {
		if d, ok := s.distance(t.stems); ok && (name == "" || d < best) {
			best, name = d, t.name
		}
	}
	return name
}

// make fills a suggestion.
func (s *suggesting) make(rank float64, schema, property, label string, more ...int) ranked {
	return ranked{rank: rank * s.it.Score, Suggestion: Suggestion{
		Label: label, Schema: schema, Property: property, Value: s.it.Value, Hedge: s.it.Hedge, Entity: s.party(),
		Items: append([]int{s.at}, more...),
	}}
}

// party is the one entity whose name stands in the sentence, unless it only
// speaks there.
func (s *suggesting) party() store.ID {
	var one store.ID
	acts := false
	for _, it := range s.items {
		if it.Kind != Name || it.Start < s.sentence[0] || it.Start >= s.sentence[1] || it.Entity.IsZero() {
			continue
		}
		if !one.IsZero() && it.Entity != one {
			return store.ID{}
		}
		one = it.Entity
		acts = acts || !s.speaks(it)
	}
	if !acts {
		return store.ID{}
	}
	return one
}

// basis tells what kind of pay a sum is. "List pay" and "declared pay" are not
// paid by anybody, though the word stands beside the sum.
func (s *suggesting) basis() string {
	name := s.nearest(bases)
	if name != "paid" {
		return name
	}
	for i := 1; i < len(s.words); i++ {
		if w := s.words[i].text; (w == "pay" || w == "salary" || w == "wage" || w == "wages") && hasStem(s.words[i-1].text, declaredPay) {
			return "declared"
		}
	}
	return name
}

func (s *suggesting) money() []ranked {
	shown := s.it.Shown
	_, period, periodic := strings.Cut(s.it.Value, "/")
	basis := s.basis()
	var all []ranked
	award := s.says(awardWords)
	wage := periodic && period != "year" || s.says(wageWords) || s.it.Unit != ""
	if wage {
		label := "Wage · " + shown
		rank := 0.7
		if basis != "" {
			label, rank = "Wage · "+basis+" · "+shown, 0.9
		}
		if award && !periodic {
			rank = 0.5
		}
		r := s.make(rank, "WageObservation", "amount", label)
		r.Basis = basis
		all = append(all, r)
		if k := s.at - 1; k >= 0 && s.items[k].Kind == Money && s.it.Start-s.items[k].Stop <= 2 {
			all = append(all, s.make(0.92, "WageObservation", "equivalent", "Same sum as the source converts it · "+shown, k))
		}
	}
	if award && !periodic {
		r := s.make(0.88, "ContractAward", "amount", "Contract · "+shown)
		for k, it := range s.items {
			if it.Kind == Count && it.Start >= s.sentence[0] && it.Start < s.sentence[1] && hasStem(it.Unit, awardWords) {
				r.Items = append(r.Items, k)
				r.Label = "Contract · " + it.Shown + " " + it.Unit + " · " + shown
				break
			}
		}
		all = append(all, r)
	}
	return append(all, s.make(0.4, "Observation", "amount", "Sum · "+shown))
}

func hasStem(text string, stems []string) bool {
	for _, w := range strings.Fields(text) {
		if slices.ContainsFunc(stems, placed{text: w}.begins) {
			return true
		}
	}
	return false
}

func (s *suggesting) count() []ranked {
	unit := s.it.Unit
	shown := strings.TrimSpace(s.it.Shown + " " + unit)
	if s.lasts() {
		r := s.make(0.35, "Observation", "quantity", "Figure · "+shown)
		r.Entity = store.ID{}
		return []ranked{r}
	}
	var all []ranked
	switch {
	case hasStem(unit, permitWords):
		property := either(s.nearest(counts[:2]), "permitted")
		all = append(all, s.make(0.9, "WorkPermit", property, "Permits · "+property+" · "+shown))
	case hasStem(unit, awardWords):
		all = append(all, s.make(0.8, "ContractAward", "count", "Contracts · "+shown))
	case hasStem(unit, personWords), unit == "명" || unit == "인" || unit == "사람":
		if property := s.nearest(counts); property != "" {
			all = append(all, s.make(0.88, "WorkerGroup", property, "Workers · "+property+" · "+shown))
			if s.says(permitWords) {
				all = append(all, s.make(0.6, "WorkPermit", property, "Permits · "+property+" · "+shown))
			}
		} else {
			all = append(all, s.make(0.6, "WorkerGroup", "present", "Workers · present · "+shown))
		}
	}
	return append(all, s.make(0.35, "Observation", "quantity", "Figure · "+shown))
}

// share gives an ownership where the sentence speaks of owning, else nothing:
// most percentages are parts or changes of something else.
func (s *suggesting) share() []ranked {
	if !s.owns() {
		return nil
	}
	return []ranked{s.make(0.85, "Ownership", "percentage", "Ownership · "+s.it.Shown)}
}

func (s *suggesting) date() []ranked {
	if _, ok := s.distance(foundWords); ok {
		return []ranked{s.make(0.75, "LegalEntity", "incorporationDate", "Founded · "+s.it.Shown)}
	}
	hedge := strings.ToLower(s.it.Hedge)
	first, _, _ := strings.Cut(hedge, " ")
	switch {
	case hasStem(first, []string{"since", "from", "starting", "с", "со", "начиная", "부터"}):
		return []ranked{s.make(0.55, "Interval", "startDate", "Start · "+s.it.Shown)}
	case hasStem(first, []string{"until", "till", "through", "to", "до", "по", "까지"}):
		return []ranked{s.make(0.55, "Interval", "endDate", "End · "+s.it.Shown)}
	case s.says(permitWords) && s.says(issueWords):
		return []ranked{s.make(0.6, "WorkPermit", "issued", "Permit issued · "+s.it.Shown)}
	case s.says(advertWords):
		return []ranked{s.make(0.55, "JobAdvert", "publishedAt", "Advert published · "+s.it.Shown)}
	}
	return []ranked{s.make(0.4, "Interval", "date", "Date · "+s.it.Shown)}
}

// places are the properties that numbers and addresses belong to.
var places = map[string][3]string{
	"INN": {"LegalEntity", "innCode", "INN"}, "OGRN": {"LegalEntity", "ogrnCode", "OGRN"}, "OGRNIP": {"LegalEntity", "ogrnCode", "OGRN"},
	"KPP": {"Company", "kppCode", "KPP"}, "OKPO": {"LegalEntity", "okpoCode", "OKPO"}, "IMO": {"Vessel", "imoNumber", "IMO number"},
	"LEI": {"LegalEntity", "leiCode", "LEI"}, "USCC": {"LegalEntity", "registrationNumber", "Registration number"},
	"BRN": {"LegalEntity", "registrationNumber", "Registration number"}, "IBAN": {"BankAccount", "iban", "IBAN"},
	"passport": {"Person", "passportNumber", "Passport number"}, "": {"LegalEntity", "registrationNumber", "Registration number"},
	"email": {"LegalEntity", "email", "E-mail"}, "phone": {"LegalEntity", "phone", "Phone"}, "url": {"LegalEntity", "website", "Website"},
}

func (s *suggesting) contact() []ranked {
	key := s.it.Scheme
	if s.it.Kind != Identifier {
		key = string(s.it.Kind)
	}
	p := places[key]
	r := s.make(0.6, p[0], p[1], p[2]+" · "+strings.TrimPrefix(s.it.Value, p[2]+" "))
	if !r.Entity.IsZero() {
		r.rank = 0.8 * s.it.Score
	}
	return []ranked{r}
}
