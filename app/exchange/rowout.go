package exchange

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"slices"

	"redthread/store"
)

// baseProp is the property of the statement that only says that a data set
// holds the entity.
const baseProp = "id"

// statementRow is a statement of FollowTheMoney, its members in the order in
// which that program writes them, and one of ours at the end.
type statementRow struct {
	CanonicalID string   `json:"canonical_id"`
	EntityID    string   `json:"entity_id"`
	Prop        string   `json:"prop"`
	Schema      string   `json:"schema"`
	Value       string   `json:"value"`
	Dataset     string   `json:"dataset"`
	Lang        *string  `json:"lang"`
	Original    *string  `json:"original_value"`
	FirstSeen   *string  `json:"first_seen"`
	LastSeen    *string  `json:"last_seen"`
	External    bool     `json:"external"`
	Origin      *string  `json:"origin"`
	ID          string   `json:"id"`
	Redthread   *rowData `json:"redthread,omitempty"`

	propType string
}

// rowData is what a statement says beyond FollowTheMoney.
type rowData struct {
	Derived bool        `json:"derived,omitempty"` // it follows from another row
	Class   string      `json:"class,omitempty"`   // of the entity, on its first row
	Fact    *ourFact    `json:"fact,omitempty"`
	Source  *sourceData `json:"source,omitempty"` // on the base row of the document that stands for it
}

func text(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func plainText(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// statementColumns are those of the CSV form, in its order.
var statementColumns = []string{
	"canonical_id", "entity_id", "prop", "prop_type", "schema", "value", "dataset", "origin", "lang", "original_value",
	"external", "first_seen", "last_seen", "id",
}

// ourColumn stands behind them.
const ourColumn = "redthread"

// rowsOut writes statements as CSV or as JSON lines.
type rowsOut struct {
	teller
	csv bool
	out func([]byte) error
	buf bytes.Buffer
	enc *csv.Writer
}

func (o *rowsOut) header() error {
	if !o.csv {
		return nil
	}
	o.enc = csv.NewWriter(&o.buf)
	columns := slices.Clone(statementColumns)
	if !o.plain {
		columns = append(columns, ourColumn)
	}
	return o.record(columns)
}

func (o *rowsOut) record(cells []string) error {
	o.buf.Reset()
	if err := o.enc.Write(cells); err != nil {
		return err
	}
	o.enc.Flush()
	if err := o.w.clean(o.buf.Bytes()); err != nil {
		return err
	}
	return o.out(o.buf.Bytes())
}

func (o *rowsOut) row(r statementRow) error {
	r.ID = statementKey(r.Dataset, r.EntityID, r.Prop, r.Value, plainText(r.Lang), r.External)
	if o.plain {
		r.Redthread = nil
	}
	if !o.csv {
		o.buf.Reset()
		e := json.NewEncoder(&o.buf)
		e.SetEscapeHTML(false)
		if err := e.Encode(r); err != nil {
			return err
		}
		if err := o.w.clean(o.buf.Bytes()); err != nil {
			return err
		}
		return o.out(o.buf.Bytes())
	}
	external := "f"
	if r.External {
		external = "t"
	}
	cells := []string{
		r.CanonicalID, r.EntityID, r.Prop, r.propType, r.Schema, r.Value, r.Dataset, plainText(r.Origin), plainText(r.Lang), plainText(r.Original),
		external, plainText(r.FirstSeen), plainText(r.LastSeen), r.ID,
	}
	if !o.plain {
		data := ""
		if r.Redthread != nil {
			b, err := json.Marshal(r.Redthread)
			if err != nil {
				return err
			}
			data = string(b)
		}
		cells = append(cells, data)
	}
	return o.record(cells)
}

// source writes the document that stands for a source.
func (o *rowsOut) source(s shownSource) error {
	if s.madeByImport() {
		return nil
	}
	data := sourceDataOf(s.Source)
	r := statementRow{CanonicalID: sourceIDPrefix + s.ID.String(), Schema: "Document", Dataset: s.dataset}
	r.EntityID = r.CanonicalID
	if s.Kind == "article" {
		r.Schema = "Article"
	}
	head := r
	head.Prop, head.Value, head.Redthread = baseProp, r.EntityID, &rowData{Source: &data}
	if err := o.row(head); err != nil {
		return err
	}
	for _, p := range documentProps(data) {
		q := r
		q.Prop, q.Value, q.Redthread = p.prop, p.value, &rowData{Derived: true}
		q.propType = o.propType(r.Schema, p.prop)
		if err := o.row(q); err != nil {
			return err
		}
	}
	return nil
}

func (o *rowsOut) thing(t thing) error {
	schema := o.schema(t)
	row := statementRow{CanonicalID: t.canonical(), EntityID: t.id, Schema: schema}
	codes := currencies(t)
	based := map[string]bool{}
	class := string(t.class)
	base := func(dataset string, s seen) error {
		if based[dataset] {
			return nil
		}
		based[dataset] = true
		r := row
		r.Prop, r.Value, r.Dataset = baseProp, t.id, dataset
		r.take(s)
		if s.Base != "" {
			r.Value = s.Base
		}
		if class != "" {
			r.Redthread, class = &rowData{Class: class}, ""
		}
		return o.row(r)
	}
	for _, f := range t.facts { // the data sets that hold it come first
		if f.prop == foreignID && !f.source.IsZero() {
			s := seen{}
			if len(f.notings) > 0 {
				s, _ = seenFrom(f.notings[0].Locator)
			}
			if err := base(o.w.dataset(f.source), s); err != nil {
				return err
			}
		}
	}
	for _, f := range t.facts {
		if f.prop == foreignID {
			continue
		}
		set := o.w.dataset(f.source)
		if err := base(set, seen{}); err != nil {
			return err
		}
		if err := o.fact(t, row, f, codes, set); err != nil {
			return err
		}
	}
	if len(t.facts) == 0 {
		if err := base(unsourced, seen{}); err != nil { // it is only pointed at
			return err
		}
	}
	return o.kept(t, row, base)
}

// fact writes the rows of one statement.
func (o *rowsOut) fact(t thing, row statementRow, f fact, codes map[string]string, set string) error {
	var n noting
	if len(f.notings) > 0 {
		n = f.notings[0]
	}
	s, wasSeen := seenFrom(n.Locator)
	raw, hasRaw := t.kept.Raw[f.prop][f.value]
	for i, p := range o.tell(t, f, codes, false) {
		r := row
		r.Prop, r.Value, r.Dataset = p.prop, p.value, set
		r.take(s)
		if linguistic(f.kind) && f.lang != "" {
			r.Lang = text(threeLetters(f.lang))
		}
		r.Origin = text(n.Origin)
		if n.Original != r.Value && (!hasRaw || n.Original != raw) {
			r.Original = text(n.Original)
		}
		r.propType = o.propType(r.Schema, p.prop)
		switch {
		case p.derived || i > 0:
			r.Redthread = &rowData{Derived: true}
			r.Lang, r.Original = nil, nil
		case p.prop != f.prop || !p.raw && !carried(f, p.value) && !hasRaw || f.dispute || f.from != "" || f.to != "" || len(f.notings) > 1 ||
			!n.simple() || n.Locator != "" && !wasSeen || f.source.IsZero() || f.lang != "" && (r.Lang == nil || twoLetters(*r.Lang) != f.lang):
			own := o.w.ourFact(f)
			r.Redthread = &rowData{Fact: &own}
		}
		if err := o.row(r); err != nil {
			return err
		}
	}
	return nil
}

// kept writes what was put aside on import.
func (o *rowsOut) kept(t thing, row statementRow, base func(string, seen) error) error {
	for _, b := range t.kept.Rows {
		var r statementRow
		if json.Unmarshal(b, &r) != nil {
			continue
		}
		r.CanonicalID, r.EntityID, r.Redthread = row.CanonicalID, row.EntityID, nil
		if r.Prop == baseProp {
			continue
		}
		if err := base(r.Dataset, seen{}); err != nil {
			return err
		}
		r.propType = o.propType(r.Schema, r.Prop)
		if err := o.row(r); err != nil {
			return err
		}
	}
	for prop, values := range t.kept.Extra {
		for _, v := range values {
			value, ok := scalar(v)
			if !ok || len(t.facts) == 0 {
				continue
			}
			r := row
			r.Prop, r.Value, r.Dataset = prop, value, o.w.dataset(t.facts[0].source)
			if err := o.row(r); err != nil {
				return err
			}
		}
	}
	return nil
}

// take fills in what a statement said of itself when it was imported.
func (r *statementRow) take(s seen) {
	r.FirstSeen, r.LastSeen, r.External = text(s.First), text(s.Last), s.External
	if s.Schema != "" {
		r.Schema = s.Schema
	}
}

// canonical is the id of the cluster that an imported entity belonged to.
func (t thing) canonical() string {
	if raw, ok := t.kept.Top["canonical_id"]; ok {
		if s, ok := scalar(raw); ok && s != "" {
			return s
		}
	}
	return t.id
}

// madeByImport tells whether a source is a data set or file of an import of
// which nothing else is known.
func (s shownSource) madeByImport() bool {
	return !s.hidden && (s.Source == datasetSource(s.dataset) || s.Source == fileSource(s.ID, s.Title))
}

// datasetSource is the source that a data set becomes.
func datasetSource(name string) store.Source {
	return store.Source{ID: datasetID(name), Title: name, Kind: "list", Note: datasetNote + name}
}

// fileNote begins the note of a source that is a file of entities.
const fileNote = "File of FollowTheMoney entities"

// fileSource is the source that a file becomes whose entities name none.
func fileSource(id store.ID, name string) store.Source {
	return store.Source{ID: id, Title: name, Kind: "list", Note: fileNote + "."}
}
