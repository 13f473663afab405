package ties

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"redthread/app/sameness"
	"redthread/store"
	"redthread/store/ontology"
	"redthread/store/value"
)

// numbers are given to one party, or one account, alone. Codes that sort (of
// territories, offices, banks, lines of business) tie nobody.
var numbers = []string{
	"registrationNumber", "idNumber", "taxNumber", "vatCode", "innCode", "ogrnCode", "okpoCode", "uscCode", "leiCode", "dunsCode", "imoNumber", "mmsi",
	"callSign", "passportNumber", "personalNumber", "accountNumber", "iban", "licenseNumber", "uniqueEntityId", "bvdId", "permId", "cageCode",
	"irsCode", "cikCode", "voenCode", "pfrNumber", "fssCode", "swiftBic",
}

// named are the properties that name a party.
var named = []string{"name", "alias", "previousName", "weakAlias"}

var read = slices.Concat(numbers, named, []string{
	"email", "phone", "website", "address", "addressEntity", "country", "jurisdiction", "mainCountry", "nationality",
	"full", "street", "city", "postalCode",
	"director", "organization", "owner", "asset", "role",
	"sector", "classification", "okvedCode", "position", "profession", "legalForm",
})

// Find reads a case and gives what its parties share.
func Find(ctx context.Context, c *store.Case, o Options) (*Ties, error) {
	f := finder{
		o: o, l: known(), schemas: map[string]*ontology.Schema{}, t: &Ties{byEntity: map[store.ID]int{}}, about: map[store.ID][]store.Said{},
		found: map[string]*Shared{}, written: map[string]map[int]*Holder{}, why: map[string]string{},
	}
	if f.o.Most == 0 {
		f.o.Most = mostHolders
	}
	rows, _, err := c.Entities(ctx, store.EntityFilter{})
	if err != nil {
		return nil, err
	}
	f.rows = make(map[store.ID]store.EntityRow, len(rows))
	for _, r := range rows {
		f.rows[r.ID] = r
	}
	judged, err := c.Judgements(ctx, store.ID{})
	if err != nil {
		return nil, err
	}
	f.same = sameness.Of(judged)
	if err := c.EachSaid(ctx, read, func(s *store.Said) error {
		if f.about[s.Entity] == nil {
			f.order = append(f.order, s.Entity)
		}
		f.about[s.Entity] = append(f.about[s.Entity], *s)
		return ctx.Err()
	}); err != nil {
		return nil, err
	}
	f.parties()
	for _, id := range f.order {
		if p, ok := f.t.byEntity[id]; ok {
			f.details(p, id)
		}
		f.roles(id)
	}
	f.addresses()
	f.settle()
	if err := f.names(ctx); err != nil {
		return nil, err
	}
	f.index()
	return f.t, nil
}

// finder gathers what parties say until it is known who shares it.
type finder struct {
	o       Options
	l       *lists
	t       *Ties
	rows    map[store.ID]store.EntityRow
	schemas map[string]*ontology.Schema
	same    *sameness.Clusters
	about   map[store.ID][]store.Said
	order   []store.ID
	found   map[string]*Shared
	keys    []string                   // of found, in the order they were met
	written map[string]map[int]*Holder // by key and party
	why     map[string]string          // keys that a list mutes
	placed  []placed
	lenders map[int]string // parties whose trade lends its details, with the words
}

func (f *finder) schema(name string) *ontology.Schema {
	s, ok := f.schemas[name]
	if !ok {
		s, _ = ontology.Default().Schema(name)
		f.schemas[name] = s
	}
	return s
}

// isParty tells who can be tied: parties, and ships and cars, which have numbers too.
func (f *finder) isParty(id store.ID) bool {
	r, ok := f.rows[id]
	if !ok {
		return false
	}
	s := f.schema(r.Schema)
	return s != nil && s.Edge == nil && (s.IsA("LegalEntity") || s.IsA("Asset"))
}

func (f *finder) parties() {
	f.lenders = map[int]string{}
	for _, id := range f.order {
		if !f.isParty(id) {
			continue
		}
		members := slices.DeleteFunc(slices.Clone(f.same.Members(id)), func(m store.ID) bool { return !f.isParty(m) || f.about[m] == nil })
		p, ok := f.t.byEntity[members[0]]
		if !ok {
			p = len(f.t.Parties)
			r := f.rows[members[0]]
			f.t.Parties = append(f.t.Parties, Party{Entity: members[0], Members: members, Schema: r.Schema, Caption: cmp.Or(r.Caption, f.schema(r.Schema).Label), Class: r.Class})
			f.t.byEntity[members[0]] = p
		}
		f.t.byEntity[id] = p
		for i := range f.about[id] {
			s := &f.about[id][i]
			switch s.Property {
			case "sector", "classification", "position", "profession":
				if f.l.lends(s.Value) {
					f.lenders[p] = s.Value
				}
			case "okvedCode":
				if f.l.lendsByClass(s.Value) {
					f.lenders[p] = "OKVED " + s.Value
				}
			}
		}
	}
}

// country is where a party is, for its telephone numbers; "" where it is not
// told or told twice.
func (f *finder) country(id store.ID) string {
	for _, property := range []string{"jurisdiction", "mainCountry", "country", "nationality"} {
		found := ""
		for i := range f.about[id] {
			if s := &f.about[id][i]; s.Property == property && s.Stance == store.Asserts {
				if found != "" && found != s.Value {
					found = "" // a list entry names the places of an agent abroad, too
					break
				}
				found = s.Value
			}
		}
		if found != "" {
			return found
		}
	}
	return ""
}

// claim notes that a party gives a detail.
func (f *finder) claim(kind Kind, normal, shown string, party int, s *store.Said, written string, more ...func(*Shared)) {
	if normal == "" {
		return
	}
	key := string(kind) + ":" + normal
	sh := f.found[key]
	if sh == nil {
		sh = &Shared{Key: key, Kind: kind, Value: shown}
		f.found[key] = sh
		f.keys = append(f.keys, key)
		f.written[key] = map[int]*Holder{}
	}
	for _, m := range more {
		m(sh)
	}
	h := f.written[key][party]
	if h == nil {
		h = &Holder{Party: party}
		f.written[key][party] = h
	}
	if s != nil {
		if s.Stance == store.Disputes && written != "" {
			written += " (disputed)"
		}
		if !slices.Contains(h.Statements, s.Statement) {
			h.Statements = append(h.Statements, s.Statement)
		}
	}
	if written != "" && !slices.Contains(h.Written, written) {
		h.Written = append(h.Written, written)
	}
}

func weak(note string) func(*Shared) {
	return func(s *Shared) { s.Weak, s.Note = true, note }
}

// details takes what an entity says of itself.
func (f *finder) details(p int, id store.ID) {
	country := ""
	for i := range f.about[id] {
		s := &f.about[id][i]
		if s.Stance == store.Disputes && !f.asserted(id, s) {
			continue // what is only denied ties nobody
		}
		switch s.Property {
		case "email":
			exact, loose, host := mailbox(s.Value)
			f.claim(Email, exact, exact, p, s, s.Value)
			if loose != "" {
				f.claim(Email, "~"+loose, loose, p, s, s.Value, weak("The addresses differ, but go to one mailbox: what follows a + , and for Gmail the points, do not count."))
			}
			f.site(p, s, host)
		case "website":
			f.site(p, s, hostOf(s.Value))
		case "phone":
			if country == "" {
				country = f.country(id)
			}
			full, tail := f.l.phone(s.Value, country)
			f.claim(Phone, full, full, p, s, s.Value)
			f.claim(Phone, dotted(tail), "…"+tail, p, s, s.Value, weak("The last nine digits agree; the country of one of the numbers is not known."))
		case "address":
			f.place(p, s, s.Value, store.ID{}, s.Value)
		case "addressEntity":
			f.placeOf(p, s)
		default:
			if slices.Contains(numbers, s.Property) {
				f.number(p, id, s)
			}
		}
	}
}

func dotted(tail string) string {
	if tail == "" {
		return ""
	}
	return "~" + tail
}

// asserted tells whether a value that one source denies is asserted by another.
func (f *finder) asserted(id store.ID, d *store.Said) bool {
	return slices.ContainsFunc(f.about[id], func(s store.Said) bool {
		return s.Stance == store.Asserts && s.Property == d.Property && s.Value == d.Value && s.Target == d.Target
	})
}

func hostOf(url string) string {
	host, _, _ := strings.Cut(value.Normal(value.KindURL, url), "/")
	return host
}

func (f *finder) site(p int, s *store.Said, host string) {
	name, why := f.l.domain(host)
	if name == "" {
		return
	}
	f.claim(Site, name, name, p, s, s.Value)
	if why != "" {
		f.why[string(Site)+":"+name] = why
	}
}

// number takes a registry number. It is compared by its digits and letters
// whichever property it stands in, since one source calls tax number what another calls INN.
func (f *finder) number(p int, id store.ID, s *store.Said) {
	normal := value.Normal(value.KindIdentifier, s.Value)
	if len(normal) < 5 || placeholder(normal) {
		return
	}
	label, scheme := s.Property, ""
	if schema := f.schema(f.rows[id].Schema); schema != nil {
		if prop, ok := schema.Property(s.Property); ok {
			label, scheme = prop.Label, prop.Scheme
		}
	}
	note := "Two parties with one such number are probably one party: compare and judge them."
	if w, ok := value.CheckScheme(scheme, s.Value); !ok {
		note = w
	}
	f.claim(Number, normal, label+" "+s.Value, p, s, label+" "+s.Value, func(sh *Shared) { sh.Note = note })
}

// roles takes directorships and ownerships: who directs or owns two is what ties them.
func (f *finder) roles(id store.ID) {
	r := f.rows[id]
	kind, who, what := Director, "director", "organization"
	switch r.Schema {
	case "Directorship":
	case "Ownership":
		kind, who, what = Founder, "owner", "asset"
	default:
		return
	}
	for i := range f.about[id] {
		from := &f.about[id][i]
		if from.Property != who || from.Target.IsZero() || from.Stance == store.Disputes {
			continue
		}
		head, ok := f.t.byEntity[from.Target]
		if !ok {
			continue
		}
		for j := range f.about[id] {
			to := &f.about[id][j]
			if to.Property != what || to.Target.IsZero() || to.Stance == store.Disputes {
				continue
			}
			p, ok := f.t.byEntity[to.Target]
			if !ok || p == head {
				continue
			}
			f.roleOf(kind, head, p, from, to)
		}
		if i >= mostEnds {
			break
		}
	}
}

// mostEnds bounds the ends of one link, of which a stranger's file can name any number.
const mostEnds = 64

func (f *finder) roleOf(kind Kind, head, p int, from, to *store.Said) {
	party := &f.t.Parties[head]
	said := "director"
	if kind == Founder {
		said = "owner"
	}
	of := func(s *Shared) { s.Entity = party.Entity }
	f.claim(Director, party.Entity.String(), party.Caption, p, from, said, of)
	f.claim(Director, party.Entity.String(), party.Caption, p, to, "", of)
	if why, ok := f.lenders[head]; ok {
		f.why[string(Director)+":"+party.Entity.String()] = party.Caption + " serves many clients: " + why + "."
	}
	// Another record may name the same person: the name alone is a weaker tie.
	if s := f.schema(party.Schema); s != nil && s.IsA("Person") {
		for _, key := range f.personKeys(party) {
			f.claim(Director, "~"+key, party.Caption, p, from, said+": "+party.Caption, weak("People of one name direct or own both; nobody has judged whether they are one person."))
		}
	}
}

// settle keeps what two or more share, and mutes what says little.
func (f *finder) settle() {
	for _, key := range f.keys {
		holders := f.written[key]
		if len(holders) < 2 {
			continue
		}
		sh := f.found[key]
		sh.Holders = make([]Holder, 0, len(holders))
		for _, h := range holders {
			sh.Holders = append(sh.Holders, *h)
		}
		slices.SortFunc(sh.Holders, func(x, y Holder) int { return cmp.Compare(x.Party, y.Party) })
		if sh.Kind == Director && !slices.ContainsFunc(sh.Holders, func(h Holder) bool {
			return slices.ContainsFunc(h.Written, func(w string) bool { return strings.HasPrefix(w, "director") })
		}) {
			sh.Kind = Founder
		}
		f.add(sh)
	}
	f.found, f.written = nil, nil
}

// add weighs a detail and decides whether it is muted.
func (f *finder) add(sh *Shared) {
	switch why := f.why[sh.Key]; {
	case f.o.Unmute[sh.Key]:
	case f.o.Mute[sh.Key]:
		sh.Muted, sh.Why = true, "Muted by you."
	case why != "":
		sh.Muted, sh.Why = true, why
	default:
		sh.Why = f.lender(sh)
		if n := len(sh.Holders); sh.Why == "" && n > f.o.Most {
			sh.Why = fmt.Sprintf("%d parties share it, more than %d.", n, f.o.Most)
		}
		sh.Muted = sh.Why != ""
	}
	if !sh.Muted {
		sh.Weight = sh.Kind.strength() * rarity(len(sh.Holders))
		if sh.Weak {
			sh.Weight *= 0.6
		}
	}
	f.t.Shared = append(f.t.Shared, *sh)
}

// lender names a holder whose trade lends its contacts to clients.
func (f *finder) lender(sh *Shared) string {
	switch sh.Kind {
	case Email, Phone, Address, Site:
		for i := range sh.Holders {
			if trade, ok := f.lenders[sh.Holders[i].Party]; ok {
				return f.t.Parties[sh.Holders[i].Party].Caption + " gives it too, and lends its details to clients: " + trade + "."
			}
		}
	}
	return ""
}

// index makes the look-ups, and leaves out weak forms that tie nobody whom a
// strong one does not tie.
func (f *finder) index() {
	t := f.t
	strong := map[string]bool{}
	for i := range t.Shared {
		if s := &t.Shared[i]; !s.Weak {
			strong[string(s.Kind)+holdersKey(s)] = true
		}
	}
	t.Shared = slices.DeleteFunc(t.Shared, func(s Shared) bool { return s.Weak && strong[string(s.Kind)+holdersKey(&s)] })
	order := map[Kind]int{}
	for i, k := range Kinds() {
		order[k] = i
	}
	slices.SortFunc(t.Shared, func(x, y Shared) int {
		return cmp.Or(cmp.Compare(order[x.Kind], order[y.Kind]), cmp.Compare(x.Key, y.Key))
	})
	t.at = make([][]int32, len(t.Parties))
	for i := range t.Shared {
		for _, h := range t.Shared[i].Holders {
			t.at[h.Party] = append(t.at[h.Party], int32(i))
		}
	}
}

func holdersKey(s *Shared) string {
	var b strings.Builder
	for _, h := range s.Holders {
		b.WriteByte(' ')
		b.WriteString(strconv.Itoa(h.Party))
	}
	return b.String()
}
