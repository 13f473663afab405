package exchange

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"

	"redthread/store"
)

// ftmEntity is a line of a file of entities.
type ftmEntity struct {
	ID         string              `json:"id"`
	Caption    string              `json:"caption,omitempty"`
	Schema     string              `json:"schema"`
	Properties map[string][]string `json:"properties"`
	Datasets   []string            `json:"datasets,omitempty"`
	Referents  []string            `json:"referents,omitempty"`
	Redthread  *ours               `json:"redthread,omitempty"`
}

// ours is the member that other readers pass over: all that FollowTheMoney
// cannot carry.
type ours struct {
	Class  string      `json:"class,omitempty"`
	Facts  []ourFact   `json:"facts,omitempty"`
	Source *sourceData `json:"source,omitempty"`
}

// ourFact is one statement with its notings.
type ourFact struct {
	Property string   `json:"p"`
	Value    string   `json:"v"`
	Dataset  string   `json:"s,omitempty"` // "": no source
	Lang     string   `json:"l,omitempty"`
	Disputed bool     `json:"disputed,omitempty"`
	From     string   `json:"from,omitempty"`
	To       string   `json:"to,omitempty"`
	Notings  []noting `json:"n,omitempty"`
}

func (w *walker) ourFact(f fact) ourFact {
	o := ourFact{Property: f.prop, Value: f.value, Lang: f.lang, Disputed: f.dispute, From: f.from, To: f.to, Notings: f.notings}
	if !f.source.IsZero() {
		o.Dataset = w.dataset(f.source)
	}
	if len(o.Notings) == 1 && o.Notings[0] == (noting{}) {
		o.Notings = nil
	}
	return o
}

// ftmLines writes entities of FollowTheMoney.
type ftmLines struct {
	teller
	out func([]byte) error
	buf bytes.Buffer
}

func (l *ftmLines) line(v any) error {
	l.buf.Reset()
	e := json.NewEncoder(&l.buf)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return err
	}
	if err := l.w.clean(l.buf.Bytes()); err != nil {
		return err
	}
	return l.out(l.buf.Bytes())
}

// source writes a source as a document, unless it is the data set it came
// from and nothing has been said of it since.
func (l *ftmLines) source(s shownSource) error {
	data := sourceDataOf(s.Source)
	if s.madeByImport() {
		return nil
	}
	e := ftmEntity{ID: sourceIDPrefix + s.ID.String(), Caption: s.Title, Schema: "Document", Properties: map[string][]string{}, Datasets: []string{s.dataset}}
	if s.Kind == "article" {
		e.Schema = "Article"
	}
	for _, p := range documentProps(data) {
		e.Properties[p.prop] = append(e.Properties[p.prop], p.value)
	}
	if !l.plain {
		e.Redthread = &ours{Source: &data}
	} else if data.Grade != "" {
		l.flat.add(data.Grade, "Grades of sources are in the summary, in words")
	}
	return l.line(e)
}

// sourceIDPrefix begins the id of a document that stands for a source.
const sourceIDPrefix = "rt-source-"

// documentProps are what a document of FollowTheMoney says of a source.
func documentProps(d sourceData) []told {
	var all []told
	add := func(prop, value string) {
		if value != "" {
			all = append(all, told{prop: prop, value: value})
		}
	}
	add("title", d.Title)
	add("author", d.Author)
	add("publisher", d.Publisher)
	add("sourceUrl", d.URL)
	add("language", threeLetters(d.Language))
	summary := ""
	for _, date := range [][3]string{{"publishedAt", d.Published, "Published"}, {"retrievedAt", d.Accessed, "Read"}} {
		if date[1] == "" || ftmDate.MatchString(date[1]) {
			add(date[0], date[1])
		} else {
			summary += date[2] + ": " + date[1] + ". "
		}
	}
	if g, err := store.ParseGrade(d.Grade); err == nil && d.Grade != "" {
		summary += "Graded " + g.Label() + "."
	}
	add("summary", strings.TrimSpace(summary))
	return all
}

func (l *ftmLines) thing(t thing) error {
	e := ftmEntity{ID: t.id, Caption: t.caption, Schema: l.schema(t), Properties: map[string][]string{}, Referents: t.also}
	codes := currencies(t)
	add := func(p told) {
		if !slices.Contains(e.Properties[p.prop], p.value) {
			e.Properties[p.prop] = append(e.Properties[p.prop], p.value)
		}
	}
	whole := t.class == "" // nothing is lost but what stands in redthread
	var facts []ourFact
	var source store.ID
	sources := map[store.ID]bool{}
	for _, f := range t.facts {
		if f.prop == foreignID {
			if set := l.w.dataset(f.source); !l.w.fileSource(f.source) && !f.source.IsZero() && !slices.Contains(e.Datasets, set) {
				e.Datasets = append(e.Datasets, set)
			}
			continue
		}
		sources[f.source], source = true, f.source
		all := l.tell(t, f, codes, true)
		for i, p := range all {
			add(p)
			if i == 0 && !p.raw && (p.prop != f.prop || p.value != f.value && t.kept.Raw[f.prop][f.value] != p.value && !carried(f, p.value)) {
				whole = false
			}
			if p.derived && p.prop == "summary" {
				whole = false
			}
		}
		whole = whole && !f.dispute && f.from == "" && f.to == "" && f.lang == "" && len(f.notings) <= 1
		for _, n := range f.notings {
			whole = whole && n.simple() && n.Origin == "" && (n.Original == "" || n.Original == t.kept.Raw[f.prop][f.value])
		}
		facts = append(facts, l.w.ourFact(f))
		if !f.source.IsZero() && !l.w.fileSource(f.source) && !slices.Contains(e.Datasets, l.w.dataset(f.source)) {
			e.Datasets = append(e.Datasets, l.w.dataset(f.source))
		}
	}
	slices.Sort(e.Datasets)
	whole = whole && (len(facts) == 0 || len(sources) == 1) && (len(facts) == 0 || source.IsZero() && len(e.Datasets) == 0 || !source.IsZero())
	for prop, values := range t.kept.Extra {
		for _, v := range values {
			if text, ok := scalar(v); ok {
				add(told{prop: prop, value: text})
			}
		}
	}
	for _, row := range t.kept.Rows {
		var r statementRow
		if json.Unmarshal(row, &r) == nil && r.Prop != baseProp {
			add(told{prop: r.Prop, value: r.Value})
		}
	}
	switch {
	case l.plain && !whole:
		l.flat.add(t.caption, "Who says it, where it stands and how sure it is, beyond the summary, is left out")
	case !l.plain && !whole:
		e.Redthread = &ours{Class: string(t.class), Facts: facts}
	}
	if err := l.line(t.withTop(e)); err != nil {
		return err
	}
	return l.ties(t)
}

// carried tells whether a value of FollowTheMoney is read back as the value of ours.
func carried(f fact, text string) bool {
	plain, _, ok := plainValue(f.kind, f.value)
	return ok && plain == text
}

// withTop puts the members that the entity came with back in their places.
func (t thing) withTop(e ftmEntity) any {
	if t.foreign == "" && len(t.kept.Top) == 0 {
		return e
	}
	if t.foreign != "" {
		e.Caption = "" // it came with one or without
	}
	text, err := json.Marshal(e)
	members := map[string]json.RawMessage{}
	if err == nil {
		err = json.Unmarshal(text, &members)
	}
	if err != nil {
		return e
	}
	for name, v := range t.kept.Top {
		members[name] = v
	}
	return members
}

// ties writes the links that the plain form of a kind needs.
func (l *ftmLines) ties(t thing) error {
	form := plainForms[t.schema.Name]
	if !l.plain || form.tie == nil || !t.schema.Extension {
		return nil
	}
	seen := map[string]bool{}
	for _, f := range t.facts {
		if !slices.Contains(form.tie.props, f.prop) || f.dispute || seen[f.value] {
			continue
		}
		seen[f.value] = true
		e := ftmEntity{
			ID: t.id + "-" + f.value, Schema: form.tie.schema,
			Properties: map[string][]string{form.tie.here: {t.id}, form.tie.there: {f.value}, "role": {form.tie.role}},
		}
		if f.hedged() {
			e.Properties["summary"] = []string{l.inWords(t, f, "").value}
		}
		if err := l.line(e); err != nil {
			return err
		}
	}
	return nil
}
