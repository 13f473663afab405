package exchange

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"redthread/app/redact"
	"redthread/store"
	"redthread/store/ontology"
	"redthread/store/value"
)

// The properties in which an import keeps what is not ours.
const (
	foreignID  = "foreignId"
	keptAside  = "keptAside"
	otherKind  = "OtherRecord"
	kindInFile = "recordType"
)

// fact is a statement as it leaves: cleaned by the gate, with ids as text.
type fact struct {
	prop    string
	kind    value.Kind
	label   string
	value   string // canonical; of an entity its id in the file
	source  store.ID
	lang    string
	dispute bool
	from    string
	to      string
	notings []noting
}

// thing is an entity as it leaves.
type thing struct {
	id      string
	schema  *ontology.Schema
	class   store.Class
	caption string
	hidden  bool
	facts   []fact
	foreign string   // the id under which it came, "" for one of ours
	also    []string // further such ids
	kept    kept
}

// kept is what was put aside on import.
type kept struct {
	Schema string                       `json:"schema,omitempty"` // one that the ontology lacks
	Top    map[string]json.RawMessage   `json:"top,omitempty"`    // members of the entity beside id, schema and properties
	Extra  map[string][]json.RawMessage `json:"extra,omitempty"`  // values of properties that have no place
	Raw    map[string]map[string]string `json:"raw,omitempty"`    // by property and our value: how the file had it
	Rows   []json.RawMessage            `json:"rows,omitempty"`   // whole statements that have no place
}

func (k kept) empty() bool {
	return k.Schema == "" && len(k.Top) == 0 && len(k.Extra) == 0 && len(k.Raw) == 0 && len(k.Rows) == 0
}

func (k *kept) merge(o kept) {
	if o.Schema != "" {
		k.Schema = o.Schema
	}
	for name, v := range o.Top {
		if k.Top == nil {
			k.Top = map[string]json.RawMessage{}
		}
		k.Top[name] = v
	}
	for name, v := range o.Extra {
		if k.Extra == nil {
			k.Extra = map[string][]json.RawMessage{}
		}
		k.Extra[name] = append(k.Extra[name], v...)
	}
	for name, m := range o.Raw {
		for ours, raw := range m {
			k.raw(name, ours, raw)
		}
	}
	k.Rows = append(k.Rows, o.Rows...)
}

func (k *kept) raw(prop, ours, raw string) {
	if k.Raw == nil {
		k.Raw = map[string]map[string]string{}
	}
	if k.Raw[prop] == nil {
		k.Raw[prop] = map[string]string{}
	}
	k.Raw[prop][ours] = raw
}

// walker reads a case through the gate.
type walker struct {
	c       *store.Case
	gate    filter
	ids     map[store.ID]string // the ids under which entities came
	sources []shownSource
	byID    map[store.ID]int
	report  *Report
	held    counter
	whole   bool // what was kept aside leaves as it stands
}

// shownSource is a source as it leaves.
type shownSource struct {
	store.Source
	hidden  bool
	dataset string
}

func newWalker(ctx context.Context, c *store.Case, gate filter, r *Report) (*walker, error) {
	w := &walker{c: c, gate: gate, ids: map[store.ID]string{}, byID: map[store.ID]int{}, report: r}
	rows, err := c.Sources(ctx)
	if err != nil {
		return nil, err
	}
	for _, s := range rows {
		shown, hidden := gate.Source(s.Source)
		w.byID[s.ID] = len(w.sources)
		w.sources = append(w.sources, shownSource{Source: shown, hidden: hidden, dataset: datasetOf(shown)})
		if hidden {
			w.held.add(shown.Title, "who a source is")
		}
	}
	names, err := c.Names(ctx, []string{foreignID})
	if err != nil {
		return nil, err
	}
	for _, n := range names {
		if _, there := w.ids[n.Entity]; !there {
			w.ids[n.Entity] = n.Text
		}
	}
	return w, nil
}

// id is what an entity is called in the file. That of a hidden one must not
// lead back to the file it came from.
func (w *walker) id(id store.ID) string {
	caption, hidden := w.gate.Entity(id)
	foreign, came := w.ids[id]
	switch {
	case hidden && came:
		return slug(caption)
	case came && w.gate.Text(foreign) == foreign:
		return foreign
	}
	return id.String()
}

func (w *walker) dataset(id store.ID) string {
	if at, ok := w.byID[id]; ok {
		return w.sources[at].dataset
	}
	return unsourced
}

// fileSource tells whether a source is the file that entities were read from,
// which named no data set.
func (w *walker) fileSource(id store.ID) bool {
	at, ok := w.byID[id]
	return ok && strings.HasPrefix(w.sources[at].Note, fileNote)
}

// each visits the entities as they leave; schema, where it is not "", narrows them.
func (w *walker) each(ctx context.Context, schema string, progress func(float64, string), visit func(thing) error) error {
	info, err := w.c.Info(ctx)
	if err != nil {
		return err
	}
	done := 0
	return w.c.EachEntityOf(ctx, schema, func(row store.EntityRow, said []store.Statement) error {
		done++
		if done&255 == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
			progress(min(1, float64(done)/float64(max(info.Entities, 1))), fmt.Sprintf("%d entities", done))
		}
		t, ok := w.thing(row, said)
		if !ok {
			return nil
		}
		return visit(t)
	})
}

func (w *walker) thing(row store.EntityRow, said []store.Statement) (t thing, ok bool) {
	schema, known := ontology.Default().Schema(row.Schema)
	if !known {
		return t, false
	}
	t = thing{id: w.id(row.ID), schema: schema, class: row.Class}
	if t.caption, t.hidden = w.gate.Entity(row.ID); t.caption == "" {
		t.caption = row.Caption // of a link it is made of its ends, which the properties say
	}
	named := false
	for _, st := range said {
		shown := w.gate.Statement(st)
		p, ok := schema.Property(st.Property)
		if !ok {
			continue
		}
		switch {
		case st.Property == foreignID:
			switch {
			case t.hidden || shown.Masked:
				continue
			case t.foreign == "":
				t.foreign = st.Value
			case st.Value != t.foreign && !slices.Contains(t.also, st.Value):
				t.also = append(t.also, st.Value)
			}
		case st.Property == keptAside && !w.whole:
			var k kept
			if !t.hidden && json.Unmarshal([]byte(shown.Value), &k) == nil {
				t.kept.merge(k)
				continue
			}
			w.held.add("", "what was kept aside of somebody hidden")
			continue
		}
		f := fact{
			prop: p.Name, kind: p.Kind, label: p.Label, value: shown.Value, source: st.Source, lang: shown.Lang,
			dispute: st.Stance == store.Disputes, from: shown.From, to: shown.To,
		}
		switch {
		case !st.Target.IsZero() && !shown.Target.IsZero():
			f.value = w.id(st.Target)
		case shown.Masked && shown.Value == "" && !named && shown.Text == t.caption && p.Name == "name":
			// The stand-in, once: every name of somebody hidden becomes the same.
			f.value, f.notings, named = shown.Text, nil, true
			f.lang = ""
		case shown.Masked && shown.Value == "":
			w.held.add(p.Label, "a value that singles somebody out")
			continue
		case shown.Masked:
			w.held.add(p.Label, "a name or a small count in a value")
			if _, err := value.Canonical(p.Kind, shown.Value); err != nil {
				continue
			}
		}
		for _, n := range shown.Notings {
			if !n.Withdrawn {
				f.notings = append(f.notings, notingOf(n))
			}
		}
		if named && f.value == t.caption && shown.Masked {
			f.notings = nil
		}
		t.facts = append(t.facts, f)
	}
	if row.Schema == otherKind && t.kept.Schema != "" {
		t.facts = slices.DeleteFunc(t.facts, func(f fact) bool { return f.prop == kindInFile })
	}
	return t, true
}

// errLeak means that a protected name was about to leave.
var errLeak = errors.New("a protected name is in what was to be written")

// clean scans what is about to be written.
func (w *walker) clean(text []byte) error {
	if w.gate.Profile() == redact.Full {
		return nil
	}
	if found := w.gate.Leaks(string(text)); len(found) > 0 {
		return store.Sentence(errLeak, "The export was stopped: %d protected names would have left with it; look at the classes of the people in the case.", len(found))
	}
	return nil
}

func (w *walker) finish() {
	w.report.Withheld = w.held.list()
}
