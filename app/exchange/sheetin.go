package exchange

import (
	"errors"
	"strconv"
	"strings"

	"redthread/store"
)

// sheetIn reads the sheets of statements and sources back.
type sheetIn struct {
	*intake
	sources map[string]store.ID // by the name they have in the sheets
	last    *sheetRow           // a row whose value may go on in the next
}

// sheetRow is one noting of one statement.
type sheetRow struct {
	place, entity, schema, class, source string
	fact                                 ourFact
	noting                               noting
}

// columnsAt finds the columns of a sheet by their headings.
func columnsAt(cells []string, wanted []string) (map[string]int, error) {
	at := map[string]int{}
	for i, c := range cells {
		at[strings.ToLower(strings.TrimSpace(strings.TrimPrefix(c, "\ufeff")))] = i
	}
	for _, w := range wanted {
		if _, ok := at[w]; !ok {
			return nil, store.Sentence(store.ErrInvalid, "The sheet has no column %q, so it is none that Redthread exported; a table of your own is imported with a mapping.", w)
		}
	}
	return at, nil
}

func (in *sheetIn) sourceRow(place string, at map[string]int, cells []string) error {
	get := getter(at, cells)
	d := sourceData{
		Title: get("title"), Kind: get("kind"), Publisher: get("publisher"), Author: get("author"), Published: get("published"), Accessed: get("accessed"),
		URL: get("url"), Origin: get("origin"), Language: get("language"), Note: get("note"), Grade: get("grade"), Class: get("class"),
	}
	name := get("source")
	if name == "" {
		return nil
	}
	s, err := d.back(datasetID(name))
	if err == nil {
		in.sources[name], err = in.source(s)
	}
	if errors.Is(err, store.ErrInvalid) {
		in.bad(place, "The source cannot be read: "+err.Error())
		return nil
	}
	return err
}

func getter(at map[string]int, cells []string) func(string) string {
	return func(name string) string {
		if i, ok := at[name]; ok && i < len(cells) {
			return cells[i]
		}
		return ""
	}
}

func (in *sheetIn) statementRow(place string, at map[string]int, cells []string) error {
	get := getter(at, cells)
	if part := get("part"); part != "" && in.last != nil && in.last.entity == get("entity") && in.last.fact.Property == get("property") {
		in.last.fact.Value += get("value")
		return nil
	}
	if err := in.flush(); err != nil {
		return err
	}
	if get("entity") == "" && get("property") == "" && get("value") == "" {
		return nil
	}
	credibility := 0
	if c := get("credibility"); c != "" {
		var err error
		if credibility, err = strconv.Atoi(c); err != nil || credibility < 1 || credibility > 6 {
			in.bad(place, "Its credibility is "+short(c)+"; it is a digit from 1 to 6.")
			return nil
		}
	}
	r := &sheetRow{
		place: place, entity: get("entity"), schema: get("schema"), class: get("class"), source: get("source"),
		fact: ourFact{Property: get("property"), Value: get("value"), Lang: get("language"), Disputed: get("stance") == "disputes", From: get("from"), To: get("to")},
		noting: noting{
			Locator: get("place"), Quote: get("quote"), SaidBy: get("said by"), Hedge: get("hedge"), Credibility: byte(credibility), Origin: get("origin"), Original: get("original"),
		},
	}
	if t := get("target"); t != "" {
		r.fact.Value = t
	}
	in.last = r
	return nil
}

// flush takes in the row before.
func (in *sheetIn) flush() error {
	r := in.last
	in.last = nil
	if r == nil {
		return nil
	}
	schema, known := schemaFor(r.schema)
	if r.entity == "" || !known {
		in.bad(r.place, "It names no entity of a kind that is known here.")
		return nil
	}
	id := entityID(r.entity)
	_, met := in.schemas[id]
	have, err := in.entity(id, schema)
	if err != nil {
		return err
	}
	if !met && r.class != "" {
		class, err := store.ParseClass(r.class)
		if err != nil {
			in.bad(r.place, err.Error())
		} else if err := in.tx.SetClass(id, class); err != nil {
			return err
		}
	}
	if r.fact.Property == "" && r.fact.Value == "" {
		return nil // only pointed at
	}
	if _, ok := have.Property(r.fact.Property); !ok {
		in.bad(r.place, have.Label+" has no property "+short(r.fact.Property)+".")
		return nil
	}
	var source store.ID
	if r.source != "" {
		var ok bool
		if source, ok = in.sources[r.source]; !ok {
			if source, err = in.dataset(r.source); err != nil {
				return err
			}
			in.sources[r.source] = source
		}
	}
	r.fact.Notings = []noting{r.noting}
	place, property, text := r.place, r.fact.Property, r.fact.Value
	return in.fact(id, r.fact, source, func(*kept) {
		in.bad(place, property+" is "+short(text)+", which cannot be read.")
	})
}
