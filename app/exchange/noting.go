package exchange

import (
	"fmt"
	"strings"

	"redthread/store"
)

// noting is an act of noting as it is written: what FollowTheMoney has no
// place for. Who noted it and when stays in the case.
type noting struct {
	Locator     string `json:"locator,omitempty"`
	Quote       string `json:"quote,omitempty"`
	SaidBy      string `json:"said_by,omitempty"`
	Hedge       string `json:"hedge,omitempty"`
	Credibility byte   `json:"credibility,omitempty"`
	Origin      string `json:"origin,omitempty"`
	Original    string `json:"original,omitempty"`
}

func notingOf(n store.Noting) noting {
	where := n.Citation.Locator
	if n.Citation.Passage > 0 {
		// The numbered text of a source does not travel; its number says where.
		where = fmt.Sprintf("¶ %d", n.Citation.Passage)
		if n.Citation.Locator != "" {
			where += "; " + n.Citation.Locator
		}
	}
	return noting{
		Locator: where, Quote: n.Citation.Quote, SaidBy: n.SaidBy, Hedge: n.Hedge, Credibility: n.Credibility,
		Origin: n.Origin, Original: n.Original,
	}
}

func (n noting) back() store.Noting {
	return store.Noting{
		Citation: store.Citation{Locator: n.Locator, Quote: n.Quote}, SaidBy: n.SaidBy, Hedge: n.Hedge,
		Credibility: min(n.Credibility, 6), Origin: n.Origin, Original: n.Original,
	}
}

// simple tells whether a noting says nothing beyond what FollowTheMoney
// carries: the line it was read from and what was printed.
func (n noting) simple() bool {
	m := n
	m.Original, m.Origin = "", ""
	if strings.HasPrefix(m.Locator, linePlace) || seenPlace.MatchString(m.Locator) {
		m.Locator = ""
	}
	return m == noting{}
}

// linePlace begins the place of what was read from a line of a file.
const linePlace = "line "

// sourceData is all that is known of a source.
type sourceData struct {
	Title     string `json:"title,omitempty"`
	Kind      string `json:"kind,omitempty"`
	Publisher string `json:"publisher,omitempty"`
	Author    string `json:"author,omitempty"`
	Published string `json:"published,omitempty"`
	Accessed  string `json:"accessed,omitempty"`
	URL       string `json:"url,omitempty"`
	Origin    string `json:"origin,omitempty"`
	Language  string `json:"language,omitempty"`
	Note      string `json:"note,omitempty"`
	Grade     string `json:"grade,omitempty"`
	Class     string `json:"class,omitempty"`
}

func sourceDataOf(s store.Source) sourceData {
	return sourceData{
		Title: s.Title, Kind: s.Kind, Publisher: s.Publisher, Author: s.Author, Published: s.Published, Accessed: s.Accessed, URL: s.URL,
		Origin: s.Origin, Language: s.Language, Note: s.Note, Grade: s.Grade.String(), Class: string(s.Class),
	}
}

func (d sourceData) back(id store.ID) (store.Source, error) {
	grade, err := store.ParseGrade(d.Grade)
	if err != nil {
		return store.Source{}, err
	}
	class, err := store.ParseClass(d.Class)
	return store.Source{
		ID: id, Title: d.Title, Kind: d.Kind, Publisher: d.Publisher, Author: d.Author, Published: d.Published, Accessed: d.Accessed, URL: d.URL,
		Origin: d.Origin, Language: d.Language, Note: d.Note, Grade: grade, Class: class,
	}, err
}
