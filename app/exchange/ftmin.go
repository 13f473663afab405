package exchange

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"redthread/store"
	"redthread/store/ontology"
	"redthread/store/value"
)

// line reads one entity.
func (in *intake) line(number int, text []byte) error {
	place := fmt.Sprintf("line %d", number)
	members := map[string]json.RawMessage{}
	if err := json.Unmarshal(text, &members); err != nil {
		in.bad(place, "It is no JSON object: "+short(err.Error())+".")
		return nil
	}
	name, ok1 := scalar(members["schema"])
	foreign, ok2 := scalar(members["id"])
	if !ok1 || !ok2 || name == "" || foreign == "" {
		in.bad(place, "An entity needs an id and a schema; this line lacks one.")
		return nil
	}
	var own ours
	if raw, ok := members["redthread"]; ok {
		if json.Unmarshal(raw, &own) != nil {
			own = ours{}
		}
	}
	if own.Source != nil {
		return in.document(place, foreign, *own.Source)
	}
	schema, known := schemaFor(name)
	id := entityID(foreign)
	_, mine := ourID(foreign)
	have, err := in.entity(id, schema)
	if err != nil {
		return err
	}
	source, top, err := in.named(members, mine)
	if err != nil {
		return err
	}
	if own.Facts != nil {
		// What is ours says more than the properties, which were made of it.
		source = store.ID{}
		if sets := datasets(members); len(sets) > 0 {
			if source, err = in.dataset(sets[0]); err != nil {
				return err
			}
		}
		if err := in.ours(id, own); err != nil {
			return err
		}
	}
	if !mine {
		if err := in.fact(id, ourFact{Property: foreignID, Value: foreign, Notings: []noting{{Locator: place}}}, source, nil); err != nil {
			return err
		}
	}
	if !known {
		in.asides.add(name, "unknown schema %s", name)
		in.aside(id, source, func(k *kept) { k.Schema = name })
		if have.Name == otherKind {
			if err := in.fact(id, ourFact{Property: kindInFile, Value: name}, source, nil); err != nil {
				return err
			}
		}
	}
	if own.Facts == nil {
		var props map[string]json.RawMessage
		if raw, ok := members["properties"]; ok && json.Unmarshal(raw, &props) != nil {
			in.bad(place, "Its properties are no JSON object.")
			return nil
		}
		if err := in.properties(id, have, props, source, place); err != nil {
			return err
		}
	}
	if len(top) > 0 {
		in.aside(id, source, func(k *kept) { k.merge(kept{Top: top}) })
	}
	return in.settle(id)
}

// named finds the source of an entity: the one data set it names, or the file.
// What else stands at the top is given back to be kept.
func (in *intake) named(members map[string]json.RawMessage, mine bool) (source store.ID, top map[string]json.RawMessage, err error) {
	top = maps.Clone(members)
	for _, name := range []string{"id", "schema", "properties", "redthread"} {
		delete(top, name)
	}
	if mine {
		// These follow from the case.
		for _, name := range []string{"caption", "datasets"} {
			delete(top, name)
		}
	}
	sets := datasets(members)
	if len(sets) == 1 {
		delete(top, "datasets")
		if sets[0] == unsourced {
			return store.ID{}, top, nil
		}
		source, err = in.dataset(sets[0])
		return source, top, err
	}
	if mine && len(sets) == 0 {
		return store.ID{}, top, nil
	}
	source, err = in.file()
	return source, top, err
}

func datasets(members map[string]json.RawMessage) []string {
	var sets []string
	if json.Unmarshal(members["datasets"], &sets) != nil {
		return nil
	}
	return slices.DeleteFunc(sets, func(s string) bool { return s == "" })
}

// document reads a document that stands for a source of ours.
func (in *intake) document(place, id string, d sourceData) error {
	rest, _ := bytes.CutPrefix([]byte(id), []byte(sourceIDPrefix))
	sid, ok := ourID(string(rest))
	if !ok {
		sid = hashed("redthread exchange source 1\x00", id)
	}
	s, err := d.back(sid)
	if err == nil {
		_, err = in.source(s)
	}
	if err != nil {
		in.bad(place, "The source it describes cannot be read: "+err.Error())
	}
	return nil
}

// ours takes in what an export of ours says whole.
func (in *intake) ours(id store.ID, own ours) error {
	if own.Class != "" {
		if class, err := store.ParseClass(own.Class); err == nil {
			if err := in.tx.SetClass(id, class); err != nil {
				return err
			}
		}
	}
	for _, f := range own.Facts {
		source, err := in.dataset(f.Dataset)
		if err != nil {
			return err
		}
		raw, _ := json.Marshal(f.Value)
		if err := in.fact(id, f, source, func(k *kept) { k.merge(kept{Extra: map[string][]json.RawMessage{f.Property: {raw}}}) }); err != nil {
			return err
		}
	}
	return nil
}

// properties takes in the values of an entity.
func (in *intake) properties(id store.ID, schema *ontology.Schema, props map[string]json.RawMessage, source store.ID, place string) error {
	values := map[string][]json.RawMessage{}
	for prop, raw := range props {
		var list []json.RawMessage
		if json.Unmarshal(raw, &list) != nil {
			list = []json.RawMessage{raw}
		}
		values[prop] = list
	}
	paired := map[string]bool{}
	for _, prop := range slices.Sorted(maps.Keys(values)) {
		if p, ok := schema.Property(prop); ok && p.Kind == value.KindMoney {
			ok, err := in.sums(id, schema, p, values, source, place)
			if err != nil {
				return err
			}
			paired[prop] = true
			if ok {
				paired[currencyOf(schema, prop)] = true
			}
		}
	}
	for _, prop := range slices.Sorted(maps.Keys(values)) {
		if paired[prop] {
			continue
		}
		for _, raw := range values[prop] {
			if err := in.value(id, schema, prop, raw, source, place); err != nil {
				return err
			}
		}
	}
	return nil
}

// sums pairs amounts with the one currency that stands beside them. paired
// tells whether an amount took it.
func (in *intake) sums(id store.ID, schema *ontology.Schema, p *ontology.Property, values map[string][]json.RawMessage, source store.ID, place string) (paired bool, err error) {
	code := ""
	if prop := currencyOf(schema, p.Name); len(values[prop]) == 1 {
		code, _ = scalar(values[prop][0])
	}
	switch p.Name {
	case "amountUsd":
		code = "USD"
	case "amountEur":
		code = "EUR"
	}
	for _, raw := range values[p.Name] {
		text, ok := scalar(raw)
		canonical, err := value.Canonical(value.KindMoney, text+" "+code)
		if !ok || err != nil || code == "" {
			in.asides.add(text, "%s without one currency of its own", p.Name)
			in.aside(id, source, func(k *kept) { k.merge(kept{Extra: map[string][]json.RawMessage{p.Name: {raw}}}) })
			continue
		}
		if _, c, ok := plainValue(value.KindMoney, canonical); ok && c == code {
			paired = paired || p.Name != "amountUsd" && p.Name != "amountEur"
		}
		if err := in.noted(id, p, canonical, text, source, place, raw); err != nil {
			return paired, err
		}
	}
	return paired, nil
}

// value takes in one value of a property.
func (in *intake) value(id store.ID, schema *ontology.Schema, prop string, raw json.RawMessage, source store.ID, place string) error {
	put := func(k *kept) { k.merge(kept{Extra: map[string][]json.RawMessage{prop: {raw}}}) }
	text, ok := scalar(raw)
	p, known := schema.Property(prop)
	if !ok || !known || prop == foreignID || prop == keptAside {
		in.asides.add(text, "unknown property %s of %s", prop, schema.Name)
		in.aside(id, source, put)
		return nil
	}
	if p.Kind == value.KindEntity {
		return in.fact(id, ourFact{Property: prop, Value: text, Notings: []noting{{Locator: place}}}, source, put)
	}
	canonical, ok := read(p.Kind, text)
	if !ok {
		in.asides.add(text, "%s of %s that cannot be read here", prop, schema.Name)
		in.aside(id, source, put)
		return nil
	}
	return in.noted(id, p, canonical, text, source, place, raw)
}

// read brings a value of FollowTheMoney into our form.
func read(kind value.Kind, text string) (string, bool) {
	canonical, err := value.Canonical(kind, text)
	if err != nil && kind == value.KindShare {
		canonical, err = value.Canonical(kind, text+"%")
	}
	if err != nil && kind == value.KindDate && ftmDate.MatchString(text) {
		canonical, err = value.Canonical(kind, text[:10])
	}
	return canonical, err == nil
}

// noted notes a value and, where ours is written otherwise, how it stood.
func (in *intake) noted(id store.ID, p *ontology.Property, canonical, text string, source store.ID, place string, raw json.RawMessage) error {
	n := noting{Locator: place}
	put := func(k *kept) { k.merge(kept{Extra: map[string][]json.RawMessage{p.Name: {raw}}}) }
	if out, _, ok := plainValue(p.Kind, canonical); !ok || out != text {
		have := in.kept[id]
		if have != nil && have.Raw[p.Name][canonical] != "" && have.Raw[p.Name][canonical] != text {
			in.aside(id, source, put) // two spellings of one value: the second is only given back
			return nil
		}
		n.Original = text
		in.aside(id, source, func(k *kept) { k.raw(p.Name, canonical, text) })
	}
	return in.fact(id, ourFact{Property: p.Name, Value: canonical, Notings: []noting{n}}, source, put)
}
