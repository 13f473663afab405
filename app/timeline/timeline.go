package timeline

import (
	"time"

	"redthread/app/figures"
	"redthread/app/parties"
	"redthread/store"
	"redthread/store/ontology"
	"redthread/store/value"
)

// Grouping says what makes a lane of the timeline.
type Grouping string

// The groupings.
const (
	ByParty Grouping = "party"
	ByKind  Grouping = "kind"
	ByPlace Grouping = "place"
)

// Groupings lists them in the order of a menu.
func Groupings() []Grouping { return []Grouping{ByParty, ByKind, ByPlace} }

// Options say what of a case is on the timeline. The zero value takes everything,
// by party.
type Options struct {
	By      Grouping
	Parties []store.ID // only what touches one of these; nil: all
	Kinds   []string   // only entities of these schemata; nil: all
	From    value.Date // without what was certainly over before it; zero: from the beginning
	To      value.Date // without what certainly began after it
	KnownAt time.Time  // as the case knew it then; zero: now
}

// Timeline is what a case dates, ready to be drawn or written.
type Timeline struct {
	Title    string
	Subtitle string
	By       Grouping
	Lanes    []Lane
	Laws     []Law
	Kinds    []KindCount // of all events before Options.Kinds narrowed them; those that a law speaks of first, then the most
	Undated  []Undated   // things of a kind that happens at some time, of which no date is known
	Withheld int         // dates that did not pass the gate
	Events   int         // each once, however many lanes it is on
	Sources  []figures.SourceLine
	Notes    []string

	first, last int64 // bounded days of events; equal when there is none
	leaks       func(string) []string
	author      string
	caseTitle   string
	info        store.Info
}

// Lane is one row of the timeline.
type Lane struct {
	Key    string // the same in every reading: an id, a schema, a place
	Entity store.ID
	Group  ontology.Group
	Title  string
	Events []Event
}

// KindCount counts the events of a kind.
type KindCount struct {
	Schema, Label string
	Events        int
}

// Undated is something without a date.
type Undated struct {
	Entity store.ID
	Kind   string
	Text   string
}

// Event is something that was at a time.
type Event struct {
	Entity     store.ID
	Schema     string
	Kind       string // the schema's name for people
	What       string // the property that dates it, for people: "Date", "Listed on"; "" for a start with an end
	Group      ontology.Group
	Text       string
	Time       Time
	Disputed   bool
	After      string // the law it certainly began after, "" for none
	Statements []store.ID
	Marks      []figures.Mark // none: unsourced
	Parties    []store.ID

	key    string
	places []string
}

// Empty tells whether nothing has a date.
func (t *Timeline) Empty() bool { return t.Events == 0 }

// Event finds an event by the entity it is of, in the order of the lanes.
func (t *Timeline) Event(id store.ID) (lane, event int, ok bool) {
	for i, l := range t.Lanes {
		for j, e := range l.Events {
			if e.Entity == id {
				return i, j, true
			}
		}
	}
	return 0, 0, false
}

// IsParty tells whether entities of a schema have lanes of their own.
func IsParty(schema string) bool { return parties.Is(schema) }
