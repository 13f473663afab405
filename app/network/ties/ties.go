package ties

import (
	"redthread/store"
)

// Kind says what is shared.
type Kind string

// The kinds, strongest first.
const (
	Number   Kind = "number"   // of a register, a tax office, an account
	Email    Kind = "email"    // a whole address
	Phone    Kind = "phone"    //
	Director Kind = "director" // who directs both
	Founder  Kind = "founder"  // who owns of both
	Address  Kind = "address"  //
	Site     Kind = "site"     // the domain of web sites and mail
	Name     Kind = "name"     // nearly one name
)

// Kinds lists the kinds, strongest first.
func Kinds() []Kind {
	return []Kind{Number, Email, Phone, Director, Founder, Address, Site, Name}
}

// Label names a kind for people.
func (k Kind) Label() string {
	switch k {
	case Number:
		return "Number"
	case Email:
		return "E-mail"
	case Phone:
		return "Phone"
	case Director:
		return "Director"
	case Founder:
		return "Owner"
	case Address:
		return "Address"
	case Site:
		return "Web domain"
	case Name:
		return "Near name"
	}
	return string(k)
}

// strength is what a kind weighs when two parties alone share it.
func (k Kind) strength() float64 {
	switch k {
	case Number:
		return 1
	case Email:
		return 0.9
	case Phone, Director:
		return 0.8
	case Founder:
		return 0.75
	case Address:
		return 0.7
	case Site:
		return 0.6
	}
	return 0.45
}

// Party is a firm, body or person; entities judged the same are one.
type Party struct {
	Entity  store.ID   // the face
	Members []store.ID // Entity first
	Schema  string
	Caption string
	Class   store.Class
}

// Holder is a party that gives a shared detail.
type Holder struct {
	Party      int
	Written    []string   // as its sources write it
	Statements []store.ID // that say so
}

// Shared is a detail that two parties or more share.
type Shared struct {
	Key     string   // stays the same from one Find to the next: "email:info@x.ru"
	Kind    Kind     //
	Value   string   // for people
	Entity  store.ID // the director, owner or address, where it is an entity
	Weak    bool     // a guess joins the spellings; Note says which
	Note    string   // what to know of it, a sentence or ""
	Holders []Holder // by party
	Muted   bool     // says little
	Why     string   // it is muted
	Weight  float64  // what it adds to a tie; 0 when muted
}

// Tie is two parties with what they share, weightiest first.
type Tie struct {
	A, B    int // parties, A < B
	Reasons []int
	Score   float64 // sum of the weights
}

// Reached is a party with the way to it.
type Reached struct {
	Party int
	Hops  int // 1: shares something with the start itself
	From  int // the party one hop nearer
	Tie   Tie // with From
}

// Options narrow what is found. The zero value is what screens use.
type Options struct {
	Most   int             // holders from which on a detail is muted; 0: 25
	Unmute map[string]bool // keys that count whatever list or count says
	Mute   map[string]bool // keys that do not
}

// mostHolders is Options.Most by default: a building has tenants, an accountant clients.
const mostHolders = 25

// Ties is what the parties of a case share.
type Ties struct {
	Parties []Party
	Shared  []Shared // by kind, then key

	byEntity map[store.ID]int
	at       [][]int32 // shared details of each party
}

// Party gives the party an entity belongs to.
func (t *Ties) Party(id store.ID) (party int, ok bool) {
	party, ok = t.byEntity[id]
	return party, ok
}

// Of lists what a party shares, muted details too. The slice must not be changed.
func (t *Ties) Of(party int) []int32 { return t.at[party] }
