package network_test

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"redthread/app/network"
	"redthread/app/network/graphfile"
	"redthread/app/redact"
	"redthread/store"
)

// exported writes a case's graph in every format, all put together.
func exported(t *testing.T, b *build, profile redact.Profile) (*graphfile.Graph, string) {
	t.Helper()
	ctx := context.Background()
	gate, err := redact.Open(ctx, b.c, profile)
	if err != nil {
		t.Fatal(err)
	}
	g := b.graph(network.Options{})
	nodes, at, err := g.Whole(ctx, 1)
	if err != nil {
		t.Fatal(err)
	}
	file, err := network.Export(ctx, b.c, g, gate, nodes, at)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	for _, format := range []string{"graphml", "gexf", "dot"} {
		if err := graphfile.Write(&out, file, format); err != nil {
			t.Fatal(err)
		}
	}
	if err := graphfile.WriteNodes(&out, file); err != nil {
		t.Fatal(err)
	}
	if err := graphfile.WriteEdges(&out, file); err != nil {
		t.Fatal(err)
	}
	return file, out.String()
}

func TestNobodyWhoIsProtectedLeaves(t *testing.T) {
	b := newCase(t)
	firm := b.firm("Asta", said{p: "phone", v: "+7 4242 55-12-34"}, said{p: "description", v: "Kim Chol Su works there"})
	worker := b.entity("Person", said{p: "name", v: "Kim Chol Su"}, said{p: "phone", v: "+7 4242 55-12-34"}, said{p: "passportNumber", v: "KP7712345"})
	b.do(func(tx *store.Tx) error { return tx.SetClass(worker, store.ClassWorker) })
	b.entity("Employment", said{p: "employee", to: worker}, said{p: "employer", to: firm}, said{p: "role", v: "Kim Chol Su, welder"})
	file, public := exported(t, b, redact.Public)
	for _, secret := range []string{"Kim", "Chol", "KP7712345", "55-12-34", "4242551234"} {
		if strings.Contains(public, secret) {
			t.Errorf("%q leaves the case", secret)
		}
	}
	if !strings.Contains(public, "Worker A") || !strings.Contains(public, "Asta") {
		t.Error("the stand-in or the firm is missing")
	}
	if len(file.Nodes) < 3 || len(file.Edges) < 3 {
		t.Errorf("%d nodes and %d edges", len(file.Nodes), len(file.Edges))
	}
	if _, full := exported(t, b, redact.Full); !strings.Contains(full, "Kim Chol Su") {
		t.Error("the full profile hides somebody")
	}
}

func TestEveryAttributeLeavesWithItsType(t *testing.T) {
	b := newCase(t)
	src := b.source(store.Source{Title: "Extract", Kind: "registry", Grade: store.Grade{Reliability: 'B', Credibility: 2}})
	a := b.firm("Asta", said{p: "country", v: "ru"}, said{p: "country", v: "kp"}, said{p: "innCode", v: "7811489970"}, said{p: "topics", v: "sanction"})
	c := b.firm("=Corvo")
	b.owns(a, c, said{p: "percentage", v: "10%..25%", source: src}, said{p: "startDate", v: "2015"})
	file, _ := exported(t, b, redact.Public)
	cell := func(columns []graphfile.Column, values []graphfile.Value, name string) string {
		for i, k := range columns {
			if k.Name == name {
				return string(k.Type) + " " + values[i].Text
			}
		}
		return "no column"
	}
	n := file.Nodes[0]
	for name, want := range map[string]string{
		"schema": "string Company", "country": "string Russia; North Korea", "innCode": "string 7811489970", "sanctioned": "boolean true", "neighbours": "int 1",
	} {
		if got := cell(file.NodeColumns, n.Values, name); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
	e := file.Edges[0]
	for name, want := range map[string]string{
		"kind of tie": "string Ownership", "on the line": "string 10%–25%", "since": "string 2015", "grade": "string B2", "origins": "int 1", "suspected": "boolean false",
		"sources": "string [1]", "percentage": "string 10%–25%",
	} {
		if got := cell(file.EdgeColumns, e.Values, name); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
	if !n.Placed || n.Size <= 0 || n.Colour == nil || n.Shape == "" || e.Label != "owns" {
		t.Errorf("node %+v, edge %+v", n, e)
	}
	for _, format := range []string{"graphml", "gexf"} {
		var out bytes.Buffer
		if err := graphfile.Write(&out, file, format); err != nil {
			t.Fatal(err)
		}
		again, err := graphfile.Read(context.Background(), &out)
		if err != nil || len(again.NodeColumns) != len(file.NodeColumns) || again.Nodes[0].X != n.X || again.Nodes[1].Label != "=Corvo" {
			t.Errorf("%s: %v", format, err)
		}
	}
}
