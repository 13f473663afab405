package sample

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"redthread/store"
	"redthread/store/ontology"
	"redthread/store/value"
)

// resolver turns the file into facts: it fills in what an entity says once for
// all its facts, checks every name that stands for something else, and prints
// every value in its canonical form.
type resolver struct {
	ontology *ontology.Ontology
	notes    map[string]map[int]string   // by key of a source
	schemata map[string]*ontology.Schema // by key of an entity
}

func (r *resolver) resolve(f *file) (*Facts, error) {
	out := &Facts{Case: store.CaseFields{Title: tidy(f.Case.Title), Question: tidy(f.Case.Question)}}
	if out.Case.Title == "" {
		return nil, errors.New("the case has no title")
	}
	for _, s := range f.Sources {
		source, err := r.source(s)
		if err != nil {
			return nil, fmt.Errorf("source %q: %w", s.Key, err)
		}
		out.Sources = append(out.Sources, source)
	}
	entities := slices.Clone(f.Entities)
	for _, c := range f.Conflicts {
		e, err := r.conflict(c)
		if err != nil {
			return nil, fmt.Errorf("conflict %q: %w", c.Key, err)
		}
		entities = append(entities, e)
	}
	for _, e := range entities {
		if err := r.learnSchema(e); err != nil {
			return nil, fmt.Errorf("entity %q: %w", e.Key, err)
		}
	}
	for _, e := range entities {
		entity, err := r.entity(e)
		if err != nil {
			return nil, fmt.Errorf("entity %q: %w", e.Key, err)
		}
		out.Entities = append(out.Entities, entity)
	}
	if err := r.remarks(f.Case, out); err != nil {
		return nil, err
	}
	return out, nil
}

func (r *resolver) source(s fileSource) (Source, error) {
	out := Source{Key: s.Key, Action: s.Action, Source: store.Source{
		Title: tidy(s.Title), Kind: s.Kind, Publisher: s.Publisher, Author: s.Author, URL: s.URL,
		Origin: s.Origin, Language: s.Language, Note: tidy(s.About),
	}}
	switch {
	case s.Key == "" || strings.Contains(s.Key, " "):
		return out, errors.New("a source needs a key without spaces")
	case r.notes[s.Key] != nil:
		return out, errors.New("two sources have this key")
	case out.Title == "" || out.Origin == "" || out.Action == "":
		return out, errors.New("a source needs a title, an origin and an action")
	case !slices.Contains(store.SourceKinds(), s.Kind):
		return out, fmt.Errorf("%q is not a kind of source; use one of %s", s.Kind, strings.Join(store.SourceKinds(), ", "))
	case len(s.Notes) == 0:
		return out, errors.New("a source needs at least one note")
	}
	var err error
	if out.Grade, err = store.ParseGrade(s.Grade); err != nil {
		return out, err
	}
	if out.Grade.Reliability == 0 || out.Grade.Credibility == 0 {
		return out, fmt.Errorf("%q is not a whole grade; write a letter A to F and a digit 1 to 6", s.Grade)
	}
	if out.Published, err = optionalDate(s.Published); err != nil {
		return out, err
	}
	if out.Accessed, err = optionalDate(s.Accessed); err != nil {
		return out, err
	}
	for _, number := range slices.Sorted(maps.Keys(s.Notes)) {
		text := tidy(s.Notes[number])
		if number < 1 || text == "" {
			return out, fmt.Errorf("note %d: a note needs a number from 1 and a text", number)
		}
		out.Passages = append(out.Passages, store.Passage{Number: number, Text: text})
	}
	r.notes[s.Key] = s.Notes
	return out, nil
}

// conflict is an entity whose caution is the note it cites.
func (r *resolver) conflict(c fileConflict) (fileEntity, error) {
	if len(c.Cite) != 1 {
		return fileEntity{}, errors.New("a conflict cites one note")
	}
	caution := r.notes[c.Cite[0].Source][c.Cite[0].Note]
	if caution == "" {
		return fileEntity{}, noNote(c.Cite[0])
	}
	if len(c.Sides) < 2 {
		return fileEntity{}, errors.New("a conflict has at least two sides")
	}
	return fileEntity{Key: c.Key, Schema: "Conflict", Cite: c.Cite, Facts: []fileFact{
		{P: "name", V: words{c.Name}},
		{P: "side", To: c.Sides},
		{P: "caution", V: words{caution}},
	}}, nil
}

func (r *resolver) learnSchema(e fileEntity) error {
	schema, ok := r.ontology.Schema(e.Schema)
	switch {
	case e.Key == "":
		return fmt.Errorf("an entity of schema %q has no key", e.Schema)
	case r.schemata[e.Key] != nil:
		return errors.New("two entities have this key")
	case !ok || schema.Abstract:
		return fmt.Errorf("nothing can have the schema %q", e.Schema)
	}
	r.schemata[e.Key] = schema
	return nil
}

func (r *resolver) entity(e fileEntity) (Entity, error) {
	out := Entity{Key: e.Key, Schema: e.Schema}
	var err error
	if out.Class, err = store.ParseClass(e.Class); err != nil {
		return out, err
	}
	schema := r.schemata[e.Key]
	for _, f := range e.Facts {
		property, ok := schema.Property(f.P)
		if !ok {
			return out, fmt.Errorf("the schema %s has no property %q", e.Schema, f.P)
		}
		statements, err := r.fact(e, f, property)
		if err != nil {
			return out, fmt.Errorf("property %q: %w", f.P, err)
		}
		out.Statements = append(out.Statements, statements...)
	}
	for _, name := range schema.Required {
		if !slices.ContainsFunc(out.Statements, func(s Statement) bool { return s.Property == name }) {
			return out, fmt.Errorf("the schema %s needs the property %q", e.Schema, name)
		}
	}
	if len(out.Statements) == 0 {
		return out, errors.New("an entity needs at least one fact")
	}
	return out, nil
}

// fact gives one statement for each value and source.
func (r *resolver) fact(e fileEntity, f fileFact, property *ontology.Property) ([]Statement, error) {
	citations := f.Cite
	if citations == nil {
		citations = e.Cite
	}
	switch {
	case (len(f.V) == 0) == (len(f.To) == 0):
		return nil, errors.New("a fact has either a value or a target")
	case len(citations) == 0:
		return nil, errors.New("a fact needs a source and the number of a note")
	case (property.Kind == value.KindEntity) != (len(f.To) > 0):
		return nil, fmt.Errorf("its kind is %s; use v for a value and to for an entity", property.Kind)
	}
	common, err := noted(e, f)
	if err != nil {
		return nil, err
	}
	var out []Statement
	for _, text := range slices.Concat(f.V, f.To) {
		s := common
		if len(f.To) > 0 {
			s.Target, err = r.target(property, text)
		} else {
			s.Value, err = r.value(property, text)
		}
		if err != nil {
			return nil, err
		}
		for _, c := range citations {
			if r.notes[c.Source][c.Note] == "" {
				return nil, noNote(c)
			}
			s.Source, s.Passage = c.Source, c.Note
			s.SaidBy = first(f.Said, c.Said, e.Said)
			s.Hedge = first(f.Hedge, c.Hedge)
			out = append(out, s)
		}
	}
	return out, nil
}

// noted is what all statements of a fact share.
func noted(e fileEntity, f fileFact) (Statement, error) {
	s := Statement{Property: f.P, Original: f.Original, Origin: first(f.Origin, e.Origin)}
	credibility := f.Cred
	if credibility == 0 {
		credibility = e.Cred
	}
	if credibility < 0 || credibility > 6 {
		return s, fmt.Errorf("%d is not a credibility; write 1 to 6", credibility)
	}
	s.Credibility = byte(credibility)
	var err error
	if s.Since, err = optionalDate(f.Since); err != nil {
		return s, err
	}
	s.Until, err = optionalDate(f.Until)
	return s, err
}

func (r *resolver) target(property *ontology.Property, key string) (string, error) {
	schema, ok := r.schemata[key]
	if !ok {
		return "", fmt.Errorf("no entity has the key %q", key)
	}
	if !property.Accepts(schema) {
		return "", fmt.Errorf("it cannot point at %q, whose schema is %s", key, schema.Name)
	}
	return key, nil
}

func (r *resolver) value(property *ontology.Property, text string) (string, error) {
	canonical, err := value.Canonical(property.Kind, tidy(text))
	if err != nil {
		return "", err
	}
	if len(property.Choices) > 0 {
		if _, ok := property.Choice(canonical); !ok {
			return "", fmt.Errorf("%q is not one of its choices", text)
		}
	}
	return canonical, nil
}

func (r *resolver) remarks(c fileCase, out *Facts) error {
	known := func(what, key string) error {
		if r.schemata[key] == nil {
			return fmt.Errorf("%s: no entity has the key %q", what, key)
		}
		return nil
	}
	for _, t := range c.Tags {
		if t.Name == "" || len(t.On) == 0 {
			return errors.New("a tag needs a name and something to stand on")
		}
		for _, key := range t.On {
			if err := known("tag "+t.Name, key); err != nil {
				return err
			}
		}
		out.Tags = append(out.Tags, Tag(t))
	}
	remark := func(in fileRemark) (Remark, error) {
		text := tidy(in.Text)
		if text == "" {
			return Remark{}, errors.New("a note or task needs a text")
		}
		if in.About == "" {
			return Remark{Text: text}, nil
		}
		return Remark{About: in.About, Text: text}, known("a note or task", in.About)
	}
	for _, t := range c.Tasks {
		task, err := remark(t)
		if err != nil {
			return err
		}
		out.Tasks = append(out.Tasks, task)
	}
	for _, n := range c.Notes {
		note, err := remark(n)
		if err != nil {
			return err
		}
		out.Notes = append(out.Notes, note)
	}
	return nil
}

func noNote(c cite) error {
	return fmt.Errorf("source %q has no note %d", c.Source, c.Note)
}

func optionalDate(text string) (string, error) {
	if text == "" {
		return "", nil
	}
	return value.Canonical(value.KindDate, text)
}

// first returns the first text that is not empty.
func first(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}

// tidy takes off the line break that a folded text of YAML ends with.
func tidy(text string) string { return strings.TrimSpace(text) }
