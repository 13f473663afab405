package exchange

import (
	"encoding/json"
	"fmt"
	"strings"

	"redthread/store"
	"redthread/store/ontology"
	"redthread/store/value"
)

// rowsIn reads statements of FollowTheMoney. The file is read twice: first for
// the most exact schema that its rows give each entity.
type rowsIn struct {
	*intake
	kinds map[string]string // by id in the file
	sums  map[sumKey]*sumRows
	order []sumKey
	lone  map[string]store.ID // ids of other programs whose entity has no base statement yet, with the source of its first
	met   []string
}

// sumKey names the sums of an entity in one data set that share a currency.
type sumKey struct{ entity, dataset, currency string }

// sumRows are amounts and currencies that stand in rows of their own.
type sumRows struct{ amounts, codes []statementRow }

// kind notes the schema of a row.
func (in *rowsIn) kind(r statementRow) {
	if r.EntityID == "" || r.Schema == "" || r.Redthread != nil && r.Redthread.Source != nil {
		return
	}
	have, ok := in.kinds[r.EntityID]
	if !ok {
		in.kinds[r.EntityID] = r.Schema
		return
	}
	if s, known := ontology.Default().Schema(r.Schema); known && s.IsA(have) {
		in.kinds[r.EntityID] = r.Schema
	}
}

// row reads one statement.
func (in *rowsIn) row(place string, r statementRow) error {
	if r.EntityID == "" || r.Prop == "" || r.Dataset == "" {
		in.bad(place, "A statement needs an entity_id, a prop and a dataset; this one lacks one of them.")
		return nil
	}
	if r.Redthread != nil && r.Redthread.Source != nil {
		return in.document(place, r.EntityID, *r.Redthread.Source)
	}
	if strings.HasPrefix(r.EntityID, sourceIDPrefix) && r.Redthread != nil && r.Redthread.Derived {
		return nil
	}
	name := in.kinds[r.EntityID]
	schema, known := schemaFor(name)
	id := entityID(r.EntityID)
	_, mine := ourID(r.EntityID)
	_, met := in.schemas[id]
	have, err := in.entity(id, schema)
	if err != nil {
		return err
	}
	source, err := in.dataset(r.Dataset)
	if err != nil {
		return err
	}
	s := r.seen(name)
	if !met {
		if !mine {
			in.lone[r.EntityID] = source
			in.met = append(in.met, r.EntityID)
		}
		if err := in.first(id, r, have, name, known, source); err != nil {
			return err
		}
	}
	if r.Redthread != nil && r.Redthread.Class != "" {
		if class, err := store.ParseClass(r.Redthread.Class); err == nil {
			if err := in.tx.SetClass(id, class); err != nil {
				return err
			}
		}
	}
	if r.Prop == baseProp {
		if r.Value != r.EntityID {
			s.Base = r.Value
		}
		delete(in.lone, r.EntityID)
		if mine && s == (seen{}) {
			return nil
		}
		return in.fact(id, ourFact{Property: foreignID, Value: r.EntityID, Notings: []noting{{Locator: s.String()}}}, source, nil)
	}
	return in.statement(id, have, r, s, source)
}

// first notes what the first row of an entity tells of it.
func (in *rowsIn) first(id store.ID, r statementRow, have *ontology.Schema, name string, known bool, source store.ID) error {
	if r.CanonicalID != "" && r.CanonicalID != r.EntityID {
		raw, err := json.Marshal(r.CanonicalID)
		if err != nil {
			return err
		}
		in.aside(id, source, func(k *kept) { k.merge(kept{Top: map[string]json.RawMessage{"canonical_id": raw}}) })
	}
	if known {
		return nil
	}
	in.asides.add(name, "unknown schema %s", name)
	in.aside(id, source, func(k *kept) { k.Schema = name })
	if have.Name != otherKind {
		return nil
	}
	return in.fact(id, ourFact{Property: kindInFile, Value: name}, source, nil)
}

func (in *rowsIn) statement(id store.ID, have *ontology.Schema, r statementRow, s seen, source store.ID) error {
	if r.Redthread != nil && r.Redthread.Derived {
		return nil
	}
	put := r.put()
	if r.Redthread != nil && r.Redthread.Fact != nil {
		f := *r.Redthread.Fact
		if f.Dataset == "" {
			source = store.ID{}
		}
		return in.fact(id, f, source, put)
	}
	p, ok := have.Property(r.Prop)
	if !ok || r.Prop == foreignID || r.Prop == keptAside {
		in.asides.add(r.Value, "unknown property %s of %s", r.Prop, have.Name)
		in.aside(id, source, put)
		return nil
	}
	if p.Kind == value.KindMoney || isCurrency(have, r.Prop) {
		prop := r.Prop
		if p.Kind == value.KindMoney {
			prop = currencyOf(have, r.Prop)
		}
		key := sumKey{r.EntityID, r.Dataset, prop}
		rows := in.sums[key]
		if rows == nil {
			rows = &sumRows{}
			in.sums[key] = rows
			in.order = append(in.order, key)
		}
		if p.Kind == value.KindMoney {
			rows.amounts = append(rows.amounts, r)
		} else {
			rows.codes = append(rows.codes, r)
		}
		return nil
	}
	return in.plain(id, p, r, s, source, "")
}

// put keeps a row as it stands.
func (r statementRow) put() func(*kept) {
	return func(k *kept) {
		q := r
		q.CanonicalID, q.EntityID, q.Redthread = "", "", nil
		if b, err := json.Marshal(q); err == nil {
			k.Rows = append(k.Rows, b)
		}
	}
}

func isCurrency(s *ontology.Schema, prop string) bool {
	for _, p := range s.Properties() {
		if p.Kind == value.KindMoney && !p.Extension && currencyOf(s, p.Name) == prop {
			return true
		}
	}
	return false
}

// plain notes a statement that needs nothing but itself; code is the currency
// of a sum.
func (in *rowsIn) plain(id store.ID, p *ontology.Property, r statementRow, s seen, source store.ID, code string) error {
	n := noting{Locator: s.String(), Origin: plainText(r.Origin), Original: plainText(r.Original)}
	f := ourFact{Property: p.Name, Value: r.Value, Lang: twoLetters(plainText(r.Lang))}
	put := r.put()
	if p.Kind != value.KindEntity {
		text := r.Value
		if code != "" {
			text += " " + code
		}
		canonical, ok := read(p.Kind, text)
		if !ok {
			in.asides.add(r.Value, "%s that cannot be read here", p.Name)
			in.aside(id, source, put)
			return nil
		}
		f.Value = canonical
		if out, _, ok := plainValue(p.Kind, canonical); !ok || out != r.Value {
			if k := in.kept[id]; k != nil && k.Raw[p.Name][canonical] != "" && k.Raw[p.Name][canonical] != r.Value {
				in.aside(id, source, put)
				return nil
			}
			in.aside(id, source, func(k *kept) { k.raw(p.Name, canonical, r.Value) })
		}
	}
	f.Notings = []noting{n}
	return in.fact(id, f, source, put)
}

// finish pairs the sums with their currencies.
func (in *rowsIn) finish() error {
	for _, key := range in.order {
		rows := in.sums[key]
		id := entityID(key.entity)
		have := in.schemas[id]
		source, err := in.dataset(key.dataset)
		if err != nil {
			return err
		}
		code := ""
		if len(rows.codes) == 1 {
			code = rows.codes[0].Value
		}
		took := false
		for _, r := range rows.amounts {
			p, _ := have.Property(r.Prop)
			own := code
			switch r.Prop {
			case "amountUsd":
				own = "USD"
			case "amountEur":
				own = "EUR"
			}
			canonical, err := value.Canonical(value.KindMoney, r.Value+" "+own)
			if _, c, ok := plainValue(value.KindMoney, canonical); own == "" || err != nil || !ok || c != own {
				in.asides.add(r.Value, "%s without one currency of its own", r.Prop)
				in.aside(id, source, r.put())
				continue
			}
			took = took || own == code
			if err := in.plain(id, p, r, r.seen(in.kinds[r.EntityID]), source, own); err != nil {
				return err
			}
		}
		for _, r := range rows.codes {
			p, ok := have.Property(r.Prop)
			if took || !ok {
				continue
			}
			if err := in.plain(id, p, r, r.seen(in.kinds[r.EntityID]), source, ""); err != nil {
				return err
			}
		}
	}
	for _, foreign := range in.met {
		if source, ok := in.lone[foreign]; ok {
			if err := in.fact(entityID(foreign), ourFact{Property: foreignID, Value: foreign}, source, nil); err != nil {
				return err
			}
		}
	}
	return in.intake.finish()
}

// seen is what a row says of itself.
func (r statementRow) seen(schema string) seen {
	s := seen{First: plainText(r.FirstSeen), Last: plainText(r.LastSeen), External: r.External}
	if r.Schema != schema {
		s.Schema = r.Schema
	}
	return s
}

// cells makes a statement of a row of the CSV form.
func (r *statementRow) cells(at map[string]int, cells []string) error {
	get := func(name string) string {
		if i, ok := at[name]; ok && i < len(cells) {
			return cells[i]
		}
		return ""
	}
	*r = statementRow{
		CanonicalID: get("canonical_id"), EntityID: get("entity_id"), Prop: get("prop"), Schema: get("schema"), Value: get("value"), Dataset: get("dataset"),
		Lang: text(get("lang")), Original: text(get("original_value")), FirstSeen: text(get("first_seen")), LastSeen: text(get("last_seen")),
		External: strings.HasPrefix(strings.ToLower(get("external")), "t") || get("external") == "1", Origin: text(get("origin")), ID: get("id"),
	}
	if data := get(ourColumn); data != "" {
		r.Redthread = &rowData{}
		if err := json.Unmarshal([]byte(data), r.Redthread); err != nil {
			return fmt.Errorf("its column %s is no JSON", ourColumn)
		}
	}
	return nil
}
