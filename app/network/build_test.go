package network_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"redthread/app/network"
	"redthread/app/sample"
	"redthread/store"
	"redthread/store/ontology"
	"redthread/store/value"
)

// build is a case under construction whose clock goes on an hour with each change.
type build struct {
	t   *testing.T
	c   *store.Case
	now time.Time
}

func newCase(t *testing.T) *build {
	t.Helper()
	b := &build{t: t, now: time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)}
	c, err := store.Create(context.Background(), filepath.Join(t.TempDir(), "test.rtcase"), store.Options{
		Now: func() time.Time { return b.now }, Rand: rand.NewChaCha8([32]byte{1}), Author: "Tester", LateIndex: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	b.c = c
	return b
}

func (b *build) do(f func(tx *store.Tx) error) {
	b.t.Helper()
	b.now = b.now.Add(time.Hour)
	if _, err := b.c.Update(context.Background(), "test", f); err != nil {
		b.t.Fatal(err)
	}
}

func (b *build) source(s store.Source) (id store.ID) {
	b.t.Helper()
	b.do(func(tx *store.Tx) (err error) {
		id, err = tx.AddSource(s)
		return err
	})
	return id
}

// said is a statement with its noting.
type said struct {
	p, v    string
	to      store.ID
	source  store.ID
	n       store.Noting
	dispute bool
}

func (b *build) entity(schema string, all ...said) (id store.ID) {
	b.t.Helper()
	b.do(func(tx *store.Tx) (err error) {
		if id, err = tx.AddEntity(schema); err != nil {
			return err
		}
		return note(tx, id, all)
	})
	return id
}

func (b *build) say(id store.ID, all ...said) {
	b.t.Helper()
	b.do(func(tx *store.Tx) error { return note(tx, id, all) })
}

func note(tx *store.Tx, id store.ID, all []said) error {
	for _, s := range all {
		st := store.Statement{Entity: id, Property: s.p, Value: s.v, Target: s.to, Source: s.source, Stance: store.Asserts}
		if s.dispute {
			st.Stance = store.Disputes
		}
		if _, err := tx.Assert(st, s.n); err != nil {
			return err
		}
	}
	return nil
}

func (b *build) firm(name string, more ...said) store.ID {
	b.t.Helper()
	return b.entity("Company", append([]said{{p: "name", v: name}}, more...)...)
}

func (b *build) owns(owner, asset store.ID, more ...said) store.ID {
	b.t.Helper()
	return b.entity("Ownership", append([]said{{p: "owner", to: owner}, {p: "asset", to: asset}}, more...)...)
}

func (b *build) graph(o network.Options) *network.Graph {
	b.t.Helper()
	g, err := network.Build(context.Background(), b.c, o)
	if err != nil {
		b.t.Fatal(err)
	}
	return g
}

// lines gives the edges in words, sorted.
func lines(g *network.Graph) string {
	var all []string
	for i := range g.Edges {
		e := &g.Edges[i]
		line := g.Nodes[e.From].Caption + " -" + e.Kind + "- " + g.Nodes[e.To].Caption
		if e.Suspected {
			line += " ?"
		}
		if e.Disputed {
			line += " !"
		}
		all = append(all, line)
	}
	slices.Sort(all)
	return strings.Join(all, "\n")
}

func want(t *testing.T, got string, lines ...string) {
	t.Helper()
	if w := strings.Join(lines, "\n"); got != w {
		t.Errorf("got\n%s\nwant\n%s", got, w)
	}
}

func TestLinksAndPropertiesBecomeEdges(t *testing.T) {
	b := newCase(t)
	paper := b.source(store.Source{Title: "Extract", Kind: "registry", Grade: store.Grade{Reliability: 'B', Credibility: 3}, Origin: "the register"})
	copied := b.source(store.Source{Title: "Copy", Kind: "article", Grade: store.Grade{Reliability: 'A'}, Origin: "the register"})
	a, c := b.firm("Asta"), b.firm("Corvo")
	own := b.owns(a, c, said{p: "percentage", v: "10%..25%", source: paper}, said{p: "startDate", v: "2015"}, said{p: "endDate", v: "2018-07"})
	b.say(own, said{p: "owner", to: a, source: paper}, said{p: "owner", to: a, source: copied, n: store.Noting{Credibility: 2}})
	b.entity("WorkerGroup", said{p: "name", v: "Welders"}, said{p: "employer", to: c, source: paper})
	b.entity("Claim", said{p: "claim", v: "It is so"}, said{p: "about", to: own})
	b.entity("Directorship", said{p: "organization", to: c}, said{p: "role", v: "only one end"})

	g := b.graph(network.Options{})
	want(t, lines(g),
		"Asta -Ownership- Corvo",
		"It is so -Claim.about- Asta",
		"It is so -Claim.about- Corvo",
		"Welders -WorkerGroup.employer- Corvo")
	i, ok := g.FindEdge(own.String())
	if !ok {
		t.Fatal("the ownership is not found by its key")
	}
	e := g.Edges[i]
	if e.Caption != value.Show(value.KindShare, "10%..25%") || e.Label != "owns" || !e.Directed || e.Link != own {
		t.Errorf("the ownership reads %+v", e)
	}
	if e.Grade.String() != "A2" || e.Origins != 1 || e.Since != "2015" || e.Until != "2018-07" || len(e.Statements) != 7 {
		t.Errorf("grade %s, origins %d, %s to %s, %d statements", e.Grade, e.Origins, e.Since, e.Until, len(e.Statements))
	}
	for day, holds := range map[value.Day]bool{{Year: 2014, Month: 12, Day: 31}: false, {Year: 2015, Month: 1, Day: 1}: true, {Year: 2018, Month: 7, Day: 31}: true, {Year: 2018, Month: 8, Day: 1}: false} {
		if got, dated := e.HoldsOn(day); got != holds || !dated {
			t.Errorf("on %s: holds %v, dated %v", day, got, dated)
		}
	}
	if n, ok := g.Find(c); !ok || g.Degree(n) != 3 || g.Nodes[n].Group != ontology.GroupFirm {
		t.Errorf("Corvo has %d neighbours, group %s", g.Degree(n), g.Nodes[n].Group)
	}
	about, _ := g.Find(a)
	for _, k := range g.Incident(about) {
		if e := g.Edges[k]; e.Kind == "Claim.about" && e.Via != own {
			t.Errorf("the claim is about %s", e.Via)
		}
	}
}

func TestDoubtIsMarked(t *testing.T) {
	b := newCase(t)
	s := b.source(store.Source{Title: "Paper", Kind: "article"})
	all := map[string]store.ID{}
	for _, name := range []string{"hub", "tied", "advised", "related", "hedged", "said twice", "improbable", "denied", "share denied", "wholly denied"} {
		all[name] = b.firm(name)
	}
	hub := all["hub"]
	b.entity("UnknownLink", said{p: "subject", to: hub}, said{p: "object", to: all["tied"]})
	b.entity("UnknownLink", said{p: "subject", to: hub}, said{p: "object", to: all["advised"]}, said{p: "role", v: "Adviser"})
	b.entity("UnknownLink", said{p: "subject", to: hub}, said{p: "object", to: all["related"]}, said{p: "status", v: "Suspected"})
	hedge := store.Noting{Hedge: "it appears"}
	b.entity("Ownership", said{p: "owner", to: hub, n: hedge}, said{p: "asset", to: all["hedged"], n: hedge})
	twice := b.entity("Ownership", said{p: "owner", to: hub, n: hedge}, said{p: "asset", to: all["said twice"], n: hedge})
	b.say(twice, said{p: "owner", to: hub, source: s, n: store.Noting{Hedge: "one of its owners"}})
	b.entity("Ownership", said{p: "owner", to: hub, n: store.Noting{Credibility: 5}}, said{p: "asset", to: all["improbable"], n: store.Noting{Credibility: 4}})
	b.say(b.owns(hub, all["denied"]), said{p: "owner", to: hub, source: s, dispute: true})
	b.say(b.owns(hub, all["share denied"], said{p: "percentage", v: "5%"}), said{p: "percentage", v: "5%", source: s, dispute: true})
	b.entity("Ownership", said{p: "owner", to: hub}, said{p: "asset", to: all["wholly denied"], dispute: true})
	want(t, lines(b.graph(network.Options{})),
		"hub -Ownership- denied !",
		"hub -Ownership- hedged ?",
		"hub -Ownership- improbable ?",
		"hub -Ownership- said twice",
		"hub -Ownership- share denied",
		"hub -UnknownLink- advised",
		"hub -UnknownLink- related ?",
		"hub -UnknownLink- tied ?")
}

func TestSameEntitiesAreOneNode(t *testing.T) {
	b := newCase(t)
	x, y, z := b.firm("Asta"), b.firm("Aсta"), b.firm("Corvo")
	b.owns(x, z)
	b.owns(z, y)
	b.do(func(tx *store.Tx) error {
		_, err := tx.Judge(x, y, store.Same, "one number")
		return err
	})
	g := b.graph(network.Options{})
	nx, _ := g.Find(x)
	ny, _ := g.Find(y)
	if nx != ny || len(g.Nodes) != 2 || len(g.Nodes[nx].Members) != 2 || len(g.Edges) != 2 {
		t.Fatalf("%d nodes, %d edges, nodes %d and %d", len(g.Nodes), len(g.Edges), nx, ny)
	}
	for _, id := range []store.ID{x, y} {
		if n, ok := g.Lookup(id.String()); !ok || n != nx {
			t.Errorf("%s is not found", id)
		}
	}
	before := b.now
	b.do(func(tx *store.Tx) error {
		_, err := tx.Judge(x, y, store.Different, "two numbers")
		return err
	})
	if g := b.graph(network.Options{}); len(g.Nodes) != 3 {
		t.Errorf("judged different they are %d nodes, want 3", len(g.Nodes))
	}
	if g := b.graph(network.Options{KnownAt: before}); len(g.Nodes) != 2 {
		t.Errorf("as known then they are %d nodes, want 2", len(g.Nodes))
	}
}

func TestSharedIdentifiersTieFirms(t *testing.T) {
	b := newCase(t)
	b.firm("Asta", said{p: "email", v: "Office@asta-trade.ru"}, said{p: "phone", v: "+7 4242 55-12-34"})
	corvo := b.firm("Corvo", said{p: "email", v: "office@asta-trade.ru"}, said{p: "phone", v: "+7 (4242) 551234"})
	b.firm("Dunay", said{p: "email", v: "office@asta-trade.ru", dispute: true})
	chief := b.entity("Person", said{p: "name", v: "Somebody"})
	for _, id := range []store.ID{corvo, b.firm("Elba")} {
		b.entity("Directorship", said{p: "director", to: chief}, said{p: "organization", to: id})
	}
	g := b.graph(network.Options{})
	want(t, lines(g),
		"Asta -shared.email- office@asta-trade.ru",
		"Asta -shared.phone- +74242551234",
		"Asta -shared.site- asta-trade.ru",
		"Corvo -shared.email- office@asta-trade.ru",
		"Corvo -shared.phone- +74242551234",
		"Corvo -shared.site- asta-trade.ru",
		"Somebody -Directorship- Corvo",
		"Somebody -Directorship- Elba")
	mail, ok := g.Lookup("email:office@asta-trade.ru")
	if !ok || g.Nodes[mail].Shared.Parties != 2 || g.Nodes[mail].Shared.Weight <= 0 || g.Nodes[mail].Group != ontology.GroupIdentifier {
		t.Errorf("the address is not a node of two parties: %+v", g.Nodes[mail])
	}
	if e := g.Edges[g.Incident(mail)[0]]; len(e.Statements) != 1 || e.Suspected {
		t.Errorf("the tie rests on %d statements, suspected %v", len(e.Statements), e.Suspected)
	}
	if n := len(b.graph(network.Options{NoShared: true}).Nodes); n != 5 {
		t.Errorf("without identifiers there are %d nodes, want 5", n)
	}
}

func TestNearNamesAreSuspectedAndCrowdsMuted(t *testing.T) {
	b := newCase(t)
	x, y := b.firm("Zenco-39 Ltd"), b.firm("Zenko-39 OOO")
	for i := range 60 {
		b.firm(fmt.Sprintf("Firm %c%c", 'A'+i/26, 'A'+i%26), said{p: "phone", v: "+7 495 771-23-98"})
	}
	g := b.graph(network.Options{})
	n, _ := g.Find(x)
	o, _ := g.Find(y)
	near := false
	for _, k := range g.Incident(n) {
		e := g.Edges[k]
		near = near || g.Other(int(k), n) == o && e.Suspected && e.Kind == "shared.name"
	}
	if !near {
		t.Errorf("two names that are nearly one are not a suspected edge")
	}
	crowd, ok := g.Lookup("phone:+74957712398")
	if !ok || !g.Nodes[crowd].Shared.Muted || g.Nodes[crowd].Shared.Why == "" {
		t.Fatalf("a number of sixty firms is not muted")
	}
	if keep := g.KeepNodes(network.Filter{NoMuted: true}); keep[crowd] || !keep[n] {
		t.Error("the filter keeps what is muted")
	}
}

func TestSanctionedAndDated(t *testing.T) {
	b := newCase(t)
	listed := b.firm("Listed", said{p: "incorporationDate", v: "2010-05"})
	topic := b.firm("Topic", said{p: "topics", v: "sanction"})
	near := b.firm("Near", said{p: "topics", v: "sanction.linked"}, said{p: "createdAt", v: "1999"})
	b.entity("Sanction", said{p: "entity", to: listed}, said{p: "listingDate", v: "2016-12-02"})
	g := b.graph(network.Options{})
	for id, sanctioned := range map[store.ID]bool{listed: true, topic: true, near: false} {
		n, _ := g.Find(id)
		if g.Nodes[n].Sanctioned != sanctioned {
			t.Errorf("%s: sanctioned %v", g.Nodes[n].Caption, g.Nodes[n].Sanctioned)
		}
	}
	n, _ := g.Find(listed)
	if d, ok := g.Nodes[n].First(); !ok || d.String() != "2010-05" {
		t.Errorf("first date %s", d)
	}
	n, _ = g.Find(near)
	if d, ok := g.Nodes[n].First(); ok {
		t.Errorf("the date of a record is taken for one of the thing: %s", d)
	}
}

func TestTheGraphIsAsItWasKnown(t *testing.T) {
	b := newCase(t)
	a, c, d := b.firm("Asta"), b.firm("Corvo"), b.firm("Dunay")
	own := b.owns(a, c)
	b.now = b.now.Add(time.Minute)
	then := b.now
	b.owns(c, d)
	st, err := b.c.Statements(context.Background(), store.StatementFilter{Entity: own, Property: "owner"})
	if err != nil {
		t.Fatal(err)
	}
	b.do(func(tx *store.Tx) error { return tx.Withdraw(st[0].ID, "misread") })
	want(t, lines(b.graph(network.Options{})), "Corvo -Ownership- Dunay")
	want(t, lines(b.graph(network.Options{KnownAt: then})), "Asta -Ownership- Corvo")
}

func TestTheSampleCase(t *testing.T) {
	path := filepath.Join(t.TempDir(), "sample.rtcase")
	if err := sample.Create(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	c, err := store.Open(t.Context(), path, store.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	g, err := network.Build(t.Context(), c, network.Options{})
	if err != nil {
		t.Fatal(err)
	}
	again, err := network.Build(t.Context(), c, network.Options{})
	if err != nil || lines(g) != lines(again) {
		t.Error("the same case gives two graphs")
	}
	for i := range g.Nodes {
		if n, ok := again.Lookup(g.Nodes[i].Key); !ok || n != i || g.Nodes[i].Caption == "" {
			t.Errorf("node %d is %q", i, g.Nodes[i].Caption)
		}
	}
	for _, line := range []string{
		"General Corporation for External Construction -Ownership- Sakorenma Ltd.\n", "Kanson Ltd. -Thing.addressEntity- Warehouse",
	} {
		if !strings.Contains(lines(g), line) {
			t.Errorf("there is no %q in\n%s", line, lines(g))
		}
	}
}
