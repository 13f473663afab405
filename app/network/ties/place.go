package ties

import (
	"cmp"
	"slices"
	"strings"

	"redthread/app/names"
	"redthread/store"
)

// placed is an address that a party gives, waiting for the towns of others to
// be compared.
type placed struct {
	at     address
	party  int
	said   *store.Said
	text   string
	entity store.ID
}

// place takes an address as text. entity is the Address it was made of, if any.
func (f *finder) place(p int, s *store.Said, text string, entity store.ID, written string) {
	a := f.l.words.read(text)
	if a.key() != "" {
		f.placed = append(f.placed, placed{a, p, s, written, entity})
		return
	}
	if !entity.IsZero() {
		return // the Address itself ties, see placeOf
	}
	key := plain(text)
	if key == "" {
		return
	}
	f.claim(Address, key, text, p, s, written)
	if !f.l.words.telling(text, "") {
		f.why[string(Address)+":"+key] = "It names no house: a town or a region, not an address."
	}
	if why := f.l.crowdedAt("", "", text); why != "" {
		f.why[string(Address)+":"+key] = why
	}
}

// placeOf takes an address that is an entity.
func (f *finder) placeOf(p int, s *store.Said) {
	face := f.same.Face(s.Target)
	said := map[string]string{}
	for _, member := range f.same.Members(s.Target) {
		for i := range f.about[member] {
			if d := &f.about[member][i]; d.Stance == store.Asserts && said[d.Property] == "" {
				said[d.Property] = d.Value
			}
		}
	}
	text := said["full"]
	if text == "" {
		var parts []string
		for _, property := range []string{"postalCode", "city", "street"} {
			if v := said[property]; v != "" {
				parts = append(parts, v)
			}
		}
		text = strings.Join(parts, ", ")
	}
	caption := f.rows[s.Target].Caption
	if caption == "" {
		caption = text
	}
	a := f.l.words.read(text)
	if a.key() != "" {
		if a.town == "" && said["city"] != "" {
			a.town = f.l.words.townName(strings.Fields(addressFold(said["city"])))
		}
		f.placed = append(f.placed, placed{a, p, s, caption, face})
		return
	}
	key := face.String()
	f.claim(Address, key, caption, p, s, caption, func(sh *Shared) {
		sh.Entity = face
		sh.Note = "The address is told without a house number."
	})
	if !f.l.words.telling(text, said["city"]) {
		f.why[string(Address)+":"+key] = "It names no house: a town or a region, not an address."
	}
}

// addresses groups addresses by street and house, and parts those whose towns
// differ. One that tells no town goes with the others where these are of one town.
func (f *finder) addresses() {
	groups := map[string][]placed{}
	var order []string
	for _, x := range f.placed {
		k := x.at.key()
		if groups[k] == nil {
			order = append(order, k)
		}
		groups[k] = append(groups[k], x)
	}
	for _, k := range order {
		var towns []string
		byPost := map[string]string{} // a postal code tells the town, where another address has both
		for _, x := range groups[k] {
			if x.at.town != "" {
				if !slices.Contains(towns, x.at.town) {
					towns = append(towns, x.at.town)
				}
				if x.at.post != "" {
					byPost[x.at.post] = x.at.town
				}
			}
		}
		for _, x := range groups[k] {
			town := x.at.town
			if town == "" {
				town = byPost[x.at.post]
			}
			if town == "" && len(towns) == 1 {
				town = towns[0]
			}
			key := k
			if town != "" {
				key += ", " + town
			}
			f.claim(Address, key, x.text, x.party, x.said, x.text, func(sh *Shared) {
				if sh.Entity.IsZero() {
					sh.Entity = x.entity
				}
			})
			if why := f.l.crowdedAt(k, town, x.text); why != "" {
				f.why[string(Address)+":"+key] = why
			}
		}
	}
	f.placed = nil
}

// crowdedAt says why an address ties nobody, where a list names it: by street,
// house and town, or by the words of a building that has no number.
func (l *lists) crowdedAt(key, town, text string) string {
	all := ""
	for _, c := range l.crowded {
		hit := false
		if k := c.at.key(); k != "" {
			hit = k == key && (c.at.town == "" || town == "" || c.at.town == town)
		} else {
			if all == "" {
				all = wordsOf(text)
			}
			hit = within(c.words, all)
		}
		if hit {
			return "An address of mass registration: " + c.why + "."
		}
	}
	return ""
}

// wordsOf are the words of an address in the form in which streets are compared.
func wordsOf(text string) string {
	var all []string
	for _, w := range names.Words(text) {
		all = append(all, cmp.Or(fold(w.Text), w.Folded))
	}
	return strings.Join(all, " ")
}

// within tells whether every word of few stands among many.
func within(few, many string) bool {
	all := strings.Fields(many)
	for _, w := range strings.Fields(few) {
		if !slices.Contains(all, w) {
			return false
		}
	}
	return few != ""
}
