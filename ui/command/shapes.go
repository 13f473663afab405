package command

import (
	"context"

	"redthread/app"
	"redthread/store"
	"redthread/store/ontology"
	"redthread/store/value"
)

// The JSON shapes that several commands share. Their doc tags are what
// "redthread help json" prints.

type ids struct {
	ID     string `json:"id" doc:"short id: S-7K3Q a source, E-… an entity, F-… a statement"`
	FullID string `json:"full_id" doc:"the same id as 32 hexadecimal digits"`
}

func idsOf(c *store.Case, kind store.Kind, id store.ID) ids {
	if id.IsZero() {
		return ids{}
	}
	return ids{ID: c.Short(kind, id), FullID: id.String()}
}

type entity struct {
	ids
	Schema  string `json:"schema" doc:"kind of entity, such as Company"`
	Caption string `json:"caption" doc:"what it is called; a link by its two ends"`
}

type noting struct {
	Statement   string `json:"statement_id" doc:"short id of the statement it notes: each source's is its own"`
	Number      int    `json:"source_number" doc:"number of the source in citations, 0: unsourced"`
	Source      string `json:"source_id" doc:"short id of the source"`
	Title       string `json:"source_title" doc:"title of the source"`
	Publisher   string `json:"source_publisher" doc:"who published the source"`
	Grade       string `json:"grade" doc:"reliability of the source and credibility of this, such as B2"`
	Passage     int    `json:"passage" doc:"number of the note or passage cited, 0: none"`
	Layer       string `json:"layer_full_id" doc:"the text that the passage is in, \"\": none"`
	Start       int    `json:"start" doc:"first code point cited in the passage"`
	Stop        int    `json:"stop" doc:"code point after the last, 0: the passage as a whole"`
	Locator     string `json:"locator" doc:"page, row or the like"`
	Quote       string `json:"quote" doc:"the words cited"`
	SaidBy      string `json:"said_by" doc:"who says so, where it is not the source itself"`
	Hedge       string `json:"hedge" doc:"the doubt that comes with it"`
	Origin      string `json:"origin" doc:"where the information first comes from"`
	Original    string `json:"original" doc:"what the source prints, where the stored value differs"`
	Author      string `json:"author" doc:"who noted it"`
	At          string `json:"at" doc:"when it was noted"`
	Withdrawn   bool   `json:"withdrawn" doc:"true where it was taken back"`
	WithdrawnAt string `json:"withdrawn_at" doc:"when it was taken back"`
	Why         string `json:"why" doc:"why it was taken back"`

	elsewhere bool // the information comes from elsewhere than the source's
}

type fact struct {
	ids
	Property  string   `json:"property" doc:"name of the property"`
	Label     string   `json:"label" doc:"its label for people"`
	Value     string   `json:"value" doc:"the stored value, \"\" where there is a target"`
	Shown     string   `json:"shown" doc:"the value for people"`
	Target    *entity  `json:"target,omitempty" doc:"the entity it points at; left out where it points at none"`
	Lang      string   `json:"lang" doc:"language of the value"`
	From      string   `json:"from" doc:"since when it held"`
	To        string   `json:"to" doc:"until when it held"`
	Valid     string   `json:"valid" doc:"from and to for people"`
	Disputes  bool     `json:"disputes" doc:"true where the source denies the value"`
	Contested bool     `json:"contested" doc:"true where another statement disputes it or says otherwise; only in entity show"`
	Live      bool     `json:"live" doc:"false where every noting was withdrawn"`
	Unsourced bool     `json:"unsourced" doc:"true where no source is named"`
	Origins   int      `json:"origins" doc:"independent origins of the same value; only in entity show"`
	Warning   string   `json:"warning" doc:"what is odd about the value, such as a check digit"`
	Notings   []noting `json:"notings" doc:"each act of writing it down"`
}

type statement struct {
	fact
	Entity entity `json:"entity" doc:"what it is said of"`
}

type note struct {
	Text   string `json:"text" doc:"the note"`
	Author string `json:"author" doc:"who wrote it"`
	At     string `json:"at" doc:"when"`
}

func notesOf(all []store.Note) []note {
	out := []note{}
	for _, n := range all {
		out = append(out, note{Text: n.Text, Author: n.Author, At: stamp(n.At)})
	}
	return out
}

func tagsOf(all []store.Tag) []string {
	out := []string{}
	for _, t := range all {
		out = append(out, t.Text)
	}
	return out
}

// speller puts what the store holds into the shapes: it knows the sources and
// reads the names of entities once each.
type speller struct {
	c       *store.Case
	sources map[store.ID]store.SourceRow
	names   map[store.ID]entity
}

func newSpeller(ctx context.Context, c *store.Case) (*speller, error) {
	rows, err := c.Sources(ctx)
	if err != nil {
		return nil, err
	}
	s := &speller{c: c, sources: map[store.ID]store.SourceRow{}, names: map[store.ID]entity{}}
	for _, r := range rows {
		s.sources[r.ID] = r
	}
	return s, nil
}

func (s *speller) entity(ctx context.Context, id store.ID) (entity, error) {
	if e, ok := s.names[id]; ok {
		return e, nil
	}
	row, err := s.c.Entity(ctx, id)
	if err != nil {
		return entity{}, err
	}
	caption, err := app.Caption(ctx, s.c, id)
	if err != nil {
		return entity{}, err
	}
	e := entity{ids: idsOf(s.c, store.KindEntity, id), Schema: row.Schema, Caption: caption}
	s.names[id] = e
	return e, nil
}

// statement spells a statement with what it is said of.
func (s *speller) statement(ctx context.Context, st store.Statement) (statement, error) {
	e, err := s.entity(ctx, st.Entity)
	if err != nil {
		return statement{}, err
	}
	row := app.FactRow{
		Statement: st, Label: st.Property, Shown: st.Value, Valid: app.ValidText(st.From, st.To),
		Disputed: st.Stance == store.Disputes, Unsourced: st.Source.IsZero(),
	}
	if schema, ok := ontology.Default().Schema(e.Schema); ok {
		if p, ok := schema.Property(st.Property); ok {
			row.Label, row.Shown = p.Label, value.Show(p.Kind, st.Value)
			if choice, ok := p.Choice(st.Value); ok {
				row.Shown = choice.Label
			}
		}
	}
	f, err := s.fact(ctx, row)
	return statement{fact: f, Entity: e}, err
}

// fact spells a row of a dossier.
func (s *speller) fact(ctx context.Context, row app.FactRow) (fact, error) {
	st := row.Statement
	f := fact{
		ids: idsOf(s.c, store.KindStatement, st.ID), Property: st.Property, Label: row.Label, Value: st.Value, Shown: row.Shown,
		Lang: st.Lang, From: st.From, To: st.To, Valid: row.Valid, Disputes: row.Disputed, Contested: row.Contested, Live: st.Live,
		Unsourced: row.Unsourced, Origins: row.Origins, Warning: row.Warning, Notings: []noting{},
	}
	if !st.Target.IsZero() {
		e, err := s.entity(ctx, st.Target)
		if err != nil {
			return f, err
		}
		f.Target, f.Shown = &e, e.Caption
	}
	for _, st := range append([]store.Statement{st}, row.Others...) {
		for _, n := range st.Notings {
			if st.Live && n.Withdrawn {
				continue
			}
			f.Notings = append(f.Notings, s.noting(st, n))
		}
	}
	return f, nil
}

func (s *speller) noting(st store.Statement, n store.Noting) noting {
	src := s.sources[st.Source]
	grade := src.Grade
	if n.Credibility != 0 {
		grade.Credibility = n.Credibility
	}
	origin := n.Origin
	if origin == "" {
		origin = src.Origin
	}
	layer := ""
	if !n.Citation.Layer.IsZero() {
		layer = n.Citation.Layer.String()
	}
	return noting{
		Layer: layer, Start: n.Citation.Start, Stop: n.Citation.Stop, Statement: s.c.Short(store.KindStatement, st.ID), Number: src.Number, Source: s.c.Short(store.KindSource, st.Source), Title: src.Title, Publisher: src.Publisher, Grade: grade.String(),
		Passage: n.Citation.Passage, Locator: n.Citation.Locator, Quote: n.Citation.Quote, SaidBy: n.SaidBy, Hedge: n.Hedge,
		Origin: origin, Original: n.Original, Author: n.Author, At: stamp(n.At),
		Withdrawn: n.Withdrawn, WithdrawnAt: stamp(n.WithdrawnAt), Why: n.Why, elsewhere: n.Origin != "" && n.Origin != src.Origin,
	}
}

// mark is the citation of a noting: "[3] ¶ 12".
func (n noting) mark() string {
	return app.Mark{Number: n.Number, Passage: n.Passage, Locator: n.Locator}.String()
}

// text is a noting on one line. Where nobody is named, the source itself
// speaks; an origin is named where it is not the source's, which stands in the
// list of sources.
func (n noting) text() string {
	who := n.SaidBy
	if who == "" {
		who = n.Publisher
	}
	if who == "" {
		who = n.Title
	}
	origin := ""
	if n.elsewhere {
		origin = after("origin: ", n.Origin)
	}
	s := joined(n.mark(), n.Grade, after("said by ", who), after("hedge: ", n.Hedge), origin, after("prints: ", n.Original), quoted(n.Quote))
	if n.Withdrawn {
		s = joined(s, "withdrawn "+moment(n.WithdrawnAt)+after(": ", n.Why))
	}
	return s
}

func quoted(s string) string {
	if s == "" {
		return ""
	}
	return "“" + s + "”"
}

// value is what is said, with its time and its standing.
func (f fact) value() string {
	s := f.Shown
	if f.Disputes {
		s = "not: " + s
	}
	if f.Target != nil {
		s += " (" + f.Target.ID + ")"
	}
	state := ""
	if f.Contested {
		state = "contested"
	}
	return joined(s, after("language ", f.Lang), f.Valid, state, f.Warning)
}
