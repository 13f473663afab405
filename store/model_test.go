package store

import (
	"context"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// model is the case as plain maps say it should be.
type model struct {
	sources    map[ID]string
	entities   map[ID]string
	statements map[ID]modelStatement
	judgements map[ID]Verdict
	title      string
}

type modelStatement struct {
	entity  ID
	value   string
	stance  Stance
	notings int
	gone    int // notings that are withdrawn
}

func (m *model) clone() *model {
	n := *m
	n.sources, n.entities = maps.Clone(m.sources), maps.Clone(m.entities)
	n.statements, n.judgements = maps.Clone(m.statements), maps.Clone(m.judgements)
	return &n
}

// machine drives a real case and the model side by side.
type machine struct {
	t     *rapid.T
	c     *Case
	dir   string
	files int
	skew  time.Duration
	tick  int
	rand  uint64
	now   *model
	undo  []*model // the model before each action that can be taken back
	redo  []*model
	dumps []string // the canonical dump that belongs to each model of undo
	acts  int
}

func (m *machine) options() Options {
	m.rand++
	o := testOptions(m.rand)
	o.Now = func() time.Time {
		m.tick++
		return time.Date(2018, 8, 3, 9, 0, m.tick, 0, time.UTC).Add(m.skew)
	}
	return o
}

func (m *machine) act(label string, fn func(tx *Tx, next *model) error) {
	next, before := m.now.clone(), dump(m.t, m.c)
	id, err := m.c.Update(context.Background(), label, func(tx *Tx) error { return fn(tx, next) })
	if err != nil {
		m.t.Fatalf("%s: %v", label, err)
	}
	if id.IsZero() {
		if dump(m.t, m.c) != before {
			m.t.Fatalf("%s: changed the state without an action", label)
		}
		return
	}
	m.undo, m.redo = append(m.undo, m.now), nil
	m.dumps = append(m.dumps, before)
	m.now = next
	m.acts++
}

func pick[V any](t *rapid.T, all map[ID]V, label string) (ID, bool) {
	if len(all) == 0 {
		return ID{}, false
	}
	ids := slices.SortedFunc(maps.Keys(all), func(a, b ID) int { return slices.Compare(a[:], b[:]) })
	return rapid.SampledFrom(ids).Draw(t, label), true
}

func (m *machine) addSource() {
	title := rapid.SampledFrom([]string{"Extract", "Advert", "Статья", "계약서"}).Draw(m.t, "title")
	m.act("Log source", func(tx *Tx, next *model) error {
		id, err := tx.AddSource(Source{Title: title, Kind: "article"})
		next.sources[id] = title
		return err
	})
}

func (m *machine) editSource() {
	id, ok := pick(m.t, m.now.sources, "source")
	if !ok {
		return
	}
	title := rapid.SampledFrom([]string{"Extract", "Copy"}).Draw(m.t, "new title")
	m.act("Edit source", func(tx *Tx, next *model) error {
		next.sources[id] = title
		return tx.SetSource(Source{ID: id, Title: title, Kind: "article"})
	})
}

func (m *machine) addEntity() {
	schema := rapid.SampledFrom([]string{"Company", "Person", "WorkerGroup"}).Draw(m.t, "schema")
	m.act("Add entity", func(tx *Tx, next *model) error {
		id, err := tx.AddEntity(schema)
		next.entities[id] = schema
		return err
	})
}

func (m *machine) assert() {
	entity, ok := pick(m.t, m.now.entities, "entity")
	if !ok {
		return
	}
	source, _ := pick(m.t, m.now.sources, "source")
	value := rapid.SampledFrom([]string{"Mokran", "Kanson", "Бу Хён", "Zenco-39"}).Draw(m.t, "value")
	stance := rapid.SampledFrom([]Stance{Asserts, Disputes}).Draw(m.t, "stance")
	m.act("Assert", func(tx *Tx, next *model) error {
		id, err := tx.Assert(Statement{Entity: entity, Property: "name", Value: value, Source: source, Stance: stance}, Noting{Hedge: "appears"})
		s := next.statements[id]
		s.entity, s.value, s.stance = entity, value, stance
		s.notings++
		next.statements[id] = s
		return err
	})
}

func (m *machine) withdraw() {
	live := map[ID]bool{}
	for id, s := range m.now.statements {
		if s.gone < s.notings {
			live[id] = true
		}
	}
	id, ok := pick(m.t, live, "statement")
	if !ok {
		return
	}
	m.act("Withdraw", func(tx *Tx, next *model) error {
		s := next.statements[id]
		s.gone = s.notings
		next.statements[id] = s
		return tx.Withdraw(id, "tested")
	})
}

func (m *machine) judge() {
	a, ok1 := pick(m.t, m.now.entities, "a")
	b, ok2 := pick(m.t, m.now.entities, "b")
	if !ok1 || !ok2 || a == b {
		return
	}
	v := rapid.SampledFrom([]Verdict{Same, Different, Unsure}).Draw(m.t, "verdict")
	m.act("Judge", func(tx *Tx, next *model) error {
		id, err := tx.Judge(a, b, v, "tested")
		next.judgements[id] = v
		return err
	})
}

func (m *machine) retitle() {
	title := rapid.SampledFrom([]string{"One", "Two"}).Draw(m.t, "case title")
	m.act("Edit the case", func(tx *Tx, next *model) error {
		next.title = title
		return tx.SetCase(CaseFields{Title: title})
	})
}

func (m *machine) undoOne() {
	_, err := m.c.Undo(context.Background())
	if len(m.undo) == 0 {
		if err == nil {
			m.t.Fatal("undo of nothing worked")
		}
		return
	}
	if err != nil {
		m.t.Fatalf("undo: %v", err)
	}
	n := len(m.undo) - 1
	m.redo = append(m.redo, m.now)
	m.now, m.undo = m.undo[n], m.undo[:n]
	if got := dump(m.t, m.c); got != m.dumps[n] {
		m.t.Fatalf("undo did not restore the state:\n%s\nwant\n%s", got, m.dumps[n])
	}
	m.dumps = m.dumps[:n]
	m.acts++
}

func (m *machine) redoOne() {
	before := dump(m.t, m.c)
	_, err := m.c.Redo(context.Background())
	if len(m.redo) == 0 {
		if err == nil {
			m.t.Fatal("redo of nothing worked")
		}
		return
	}
	if err != nil {
		m.t.Fatalf("redo: %v", err)
	}
	n := len(m.redo) - 1
	m.undo, m.dumps = append(m.undo, m.now), append(m.dumps, before)
	m.now, m.redo = m.redo[n], m.redo[:n]
	m.acts++
}

// reopen closes the case and opens it, or a clean copy of it, again: what can
// be undone must survive both.
func (m *machine) reopen() {
	path := m.c.Path()
	if rapid.Bool().Draw(m.t, "copy") {
		m.files++
		path = filepath.Join(m.dir, fmt.Sprintf("copy-%d.rtcase", m.files))
		if err := m.c.SaveCopy(context.Background(), path); err != nil {
			m.t.Fatalf("copy: %v", err)
		}
	}
	if err := m.c.Close(); err != nil {
		m.t.Fatalf("close: %v", err)
	}
	c, err := Open(context.Background(), path, m.options())
	if err != nil {
		m.t.Fatalf("open: %v", err)
	}
	m.c = c
}

func (m *machine) skewClock() {
	m.skew = time.Duration(rapid.IntRange(-100000, 100000).Draw(m.t, "skew")) * time.Second
}

// check compares what the case answers with the model.
func (m *machine) check() {
	ctx := context.Background()
	all, err := m.c.Statements(ctx, StatementFilter{Withdrawn: true})
	if err != nil {
		m.t.Fatal(err)
	}
	if len(all) != len(m.now.statements) {
		m.t.Fatalf("%d statements, the model has %d", len(all), len(m.now.statements))
	}
	named := map[ID]bool{}
	for _, s := range all {
		want := m.now.statements[s.ID]
		gone := 0
		for _, n := range s.Notings {
			if n.Withdrawn {
				gone++
			}
		}
		if s.Value != want.value || s.Entity != want.entity || s.Stance != want.stance || len(s.Notings) != want.notings || gone != want.gone || s.Live != (want.gone < want.notings) {
			m.t.Fatalf("statement %+v, the model has %+v", s, want)
		}
		named[s.Entity] = named[s.Entity] || s.Live
	}
	rows, _, err := m.c.Entities(ctx, EntityFilter{})
	if err != nil {
		m.t.Fatal(err)
	}
	for _, r := range rows {
		if !named[r.ID] || r.Schema != m.now.entities[r.ID] {
			m.t.Fatalf("entity %+v is listed against the model", r)
		}
		delete(named, r.ID)
	}
	for id, live := range named {
		if live {
			m.t.Fatalf("entity %s is not listed", id)
		}
	}
	sources, err := m.c.Sources(ctx)
	if err != nil || len(sources) != len(m.now.sources) {
		m.t.Fatalf("%d sources, the model has %d; %v", len(sources), len(m.now.sources), err)
	}
	for _, s := range sources {
		if s.Title != m.now.sources[s.ID] {
			m.t.Fatalf("source %q, the model has %q", s.Title, m.now.sources[s.ID])
		}
	}
	judged, err := m.c.Judgements(ctx, ID{})
	if err != nil || len(judged) != len(m.now.judgements) {
		m.t.Fatalf("%d judgements, the model has %d; %v", len(judged), len(m.now.judgements), err)
	}
	info, err := m.c.Info(ctx)
	if err != nil || info.Title != m.now.title || info.Actions != m.acts {
		m.t.Fatalf("info %+v against title %q and %d actions; %v", info, m.now.title, m.acts, err)
	}
	actions, err := m.c.History(ctx, HistoryFilter{})
	if err != nil {
		m.t.Fatal(err)
	}
	for i := 1; i < len(actions); i++ {
		if actions[i-1].Clock <= actions[i].Clock {
			m.t.Fatal("the logical clock ran backwards")
		}
	}
}

// TestModel runs random lives of a case against the model: anything that can
// be done, undone, done again, withdrawn, judged, copied or timed by a wrong clock.
func TestModel(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		m := &machine{t: rt, dir: t.TempDir(), now: &model{
			sources: map[ID]string{}, entities: map[ID]string{}, statements: map[ID]modelStatement{}, judgements: map[ID]Verdict{},
		}}
		c, err := Create(context.Background(), filepath.Join(m.dir, "a.rtcase"), m.options())
		if err != nil {
			rt.Fatal(err)
		}
		m.c = c
		defer func() { _ = m.c.Close() }()
		steps := []func(){m.addSource, m.editSource, m.addEntity, m.assert, m.assert, m.withdraw, m.judge, m.retitle, m.undoOne, m.undoOne, m.redoOne, m.skewClock}
		for range rapid.IntRange(1, 25).Draw(rt, "steps") {
			if rapid.IntRange(0, 30).Draw(rt, "rare") == 0 {
				m.reopen()
			} else {
				rapid.SampledFrom(steps).Draw(rt, "step")()
			}
			m.check()
		}
		sound(rt, m.c)
	})
}
