package recognise

import (
	"redthread/store"
)

// Kind says what was seen.
type Kind string

// The kinds of items.
const (
	Money      Kind = "money"      // an amount in a currency, perhaps for each month
	Count      Kind = "count"      // a number of something
	Share      Kind = "share"      // a part of a whole
	Date       Kind = "date"       // a day, month or year with its doubt
	Identifier Kind = "identifier" // a registry number
	Email      Kind = "email"
	Phone      Kind = "phone"
	URL        Kind = "url"
	Name       Kind = "name" // a name that the case holds
)

// Item is one thing seen in a passage.
type Item struct {
	Kind        Kind
	Start, Stop int    // code points of the passage, Stop not included
	Text        string // as written, from Start to Stop, words of doubt and unit included

	Value string // canonical as in package value; "" for a name, and for a day whose year is not given
	Shown string // Value for people, the name as the case has it for Name
	Unit  string // what is counted, small letters, as written: "workers"; of money: what it is for each of, "worker"
	Hedge string // the words of doubt or side as written: "at least", "since", "about … or more"

	Scheme  string   // of an identifier: "INN"; "" where the scheme is not known
	Warning string   // one plain sentence where a person has to look: a check digit, a swapped day and month
	Entity  store.ID // of a name
	Lang    string   // "en", "ru" or "ko", by the words of the item or else of the passage
	Score   float64  // 0 to 1, how sure the reading is; from 0.5 it is given out at all
}

// KnownName is one name of an entity of the case.
type KnownName struct {
	Entity store.ID
	Text   string
	Schema string // of the entity: "Company", "Person"
}

// Suggestion is one thing that a citation of a passage can be filled with.
type Suggestion struct {
	Label    string   // "Wage · declared · 16,000–20,000 RUB a month"
	Schema   string   // "WageObservation"
	Property string   // "amount"
	Value    string   // canonical
	Hedge    string   // as written
	Basis    string   // of a wage: "paid", "declared", "received", "withheld", or "" where no word tells
	Entity   store.ID // the one known name of the same sentence; zero where there is none, more than one, or one that only speaks there
	Items    []int    // the items it rests on, the one with the value first
}
