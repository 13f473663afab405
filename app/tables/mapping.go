package tables

import (
	"slices"

	"redthread/app/tables/records"
)

// Mapping says what the rows of a file are.
type Mapping struct {
	Name      string     // of the data set
	Label     string     // for people
	Recognise [][]string // columns by which a table is told to be of this kind: all of one list
	Queries   []Query
}

// Query maps the rows of one sheet, or of one kind of record.
type Query struct {
	Source  []string // csv_url of FollowTheMoney: kept, never fetched
	Sheet   string   // name of the sheet; "" is the first that is not hidden
	Header  int      // number of the heading's row; 0 finds it, records.NoHeading: none
	Records string   // of JSON and XML: where the records stand
	Rows    string   // what repeats within a record and is a row here
	Lenient bool     // columns that the file lacks are empty

	Filters    []Filter // all have to fit
	FiltersNot []Filter // none may
	Entities   []Entity
}

// Filter lets rows through by what a column holds.
type Filter struct {
	Column string
	Values []string
}

// Entity is one entity that a row tells of. A link is an entity, too.
type Entity struct {
	Name       string // within the query
	Schema     string
	Keys       []string // columns that tell it from others
	KeyLiteral string   // what its keys are of, so that keys of other things differ
	Else       []Keys   // other keys, where those before have no value
	IDColumn   string   // a column that holds the id itself
	Properties []Property
}

// Keys are further columns that an entity can be told by.
type Keys struct {
	Columns []string
	Literal string
}

// Property fills a property of an entity.
type Property struct {
	Name     string
	Columns  []string // several give several values unless they are joined
	Literals []string // the same for every row
	Join     string
	Joined   bool
	Split    string
	Template string // "{{street}}, {{house}}"
	Entity   string // another entity of the query
	Required bool   // without it, its entity is left out
	Format   string // of a date: "%d.%m.%Y", or "excel" for day numbers

	// Ours.
	Lang     string
	Decimal  string // "," or "."
	Unit     string // of a share: "percent" or "fraction"
	Currency Pick   // of a sum that is a bare number
	Per      string // hour, day, week, month, year
	Replace  map[string]string
	Hedge    Pick // doubt that comes with the value
	SaidBy   Pick
	From, To Pick // when it was true
	Stance   string
	When     Pick // only where the column has this value, or any
	Unless   Pick // not where it has
}

// Pick takes a value from a column or gives a fixed one. With both, the fixed
// one holds where the column has a value.
type Pick struct{ Column, Literal string }

func (p Pick) empty() bool { return p.Column == "" && p.Literal == "" }

// Entity finds an entity of a query by its name.
func (q *Query) Entity(name string) *Entity {
	for i := range q.Entities {
		if q.Entities[i].Name == name {
			return &q.Entities[i]
		}
	}
	return nil
}

// part says what a query wants of a file.
func (q *Query) part() records.Part {
	return records.Part{Sheet: q.Sheet, Header: q.Header, Records: q.Records, Rows: q.Rows, Columns: q.Columns(), Lenient: q.Lenient}
}

// Columns lists the columns that a query uses, each once.
func (q *Query) Columns() []string {
	all := []string{}
	add := func(names ...string) {
		for _, n := range names {
			if n != "" && !slices.Contains(all, n) {
				all = append(all, n)
			}
		}
	}
	for _, f := range slices.Concat(q.Filters, q.FiltersNot) {
		add(f.Column)
	}
	for _, e := range q.Entities {
		add(e.IDColumn)
		add(e.Keys...)
		for _, k := range e.Else {
			add(k.Columns...)
		}
		for _, p := range e.Properties {
			add(p.Columns...)
			add(blanks(p.Template)...)
			for _, k := range []Pick{p.Currency, p.Hedge, p.SaidBy, p.From, p.To, p.When, p.Unless} {
				add(k.Column)
			}
		}
	}
	return all
}
