//go:build bench

package network_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"redthread/app/network"
	"redthread/store"
)

// TestBenchBuild reads a case of 3,000 parties and 9,000 links as a graph, beside
// reading its statements, which it cannot do without.
func TestBenchBuild(t *testing.T) {
	b := newCase(t)
	r := rand.New(rand.NewPCG(1, 1))
	var firms []store.ID
	for range 3 {
		b.do(func(tx *store.Tx) error {
			for range 1000 {
				id, err := tx.AddEntity("Company")
				if err != nil {
					return err
				}
				i := len(firms)
				firms = append(firms, id)
				if err := note(tx, id, []said{{p: "name", v: fmt.Sprintf("Firm %d of %x", i, r.Uint32())}, {p: "phone", v: fmt.Sprintf("+7 4242 %06d", r.IntN(100_000))}}); err != nil {
					return err
				}
			}
			return nil
		})
	}
	for range 9 {
		b.do(func(tx *store.Tx) error {
			for range 1000 {
				id, err := tx.AddEntity("Ownership")
				if err != nil {
					return err
				}
				if err := note(tx, id, []said{{p: "owner", to: firms[r.IntN(len(firms))]}, {p: "asset", to: firms[r.IntN(len(firms))]}}); err != nil {
					return err
				}
			}
			return nil
		})
	}
	start := time.Now()
	if _, err := b.c.Statements(context.Background(), store.StatementFilter{}); err != nil {
		t.Fatal(err)
	}
	bare := time.Since(start)
	start = time.Now()
	g := b.graph(network.Options{NoShared: true})
	took := time.Since(start)
	start = time.Now()
	b.graph(network.Options{})
	shared := time.Since(start)
	fmt.Printf("BENCH | a case of %d nodes and %d edges as a graph / reading its statements | %.2f s | %.2f s | %.2f | <= 2 | %s\n",
		len(g.Nodes), len(g.Edges), took.Seconds(), bare.Seconds(), took.Seconds()/bare.Seconds(), map[bool]string{true: "met", false: "MISSED"}[took < 2*bare])
	fmt.Printf("BENCH | the same with what parties share | %.2f s | %.2f s | %.2f | | \n", shared.Seconds(), bare.Seconds(), shared.Seconds()/bare.Seconds())
	score := time.Now()
	if _, exact, err := g.Betweenness(context.Background(), network.Filter{}); err != nil {
		t.Fatal(err)
	} else {
		fmt.Printf("BENCH | betweenness of it (exact: %v) | %.2f s | – | – | | \n", exact, time.Since(score).Seconds())
	}
	score = time.Now()
	if _, n, err := g.Communities(context.Background(), network.Filter{}); err != nil {
		t.Fatal(err)
	} else {
		fmt.Printf("BENCH | its %d communities | %.2f s | – | – | | \n", n, time.Since(score).Seconds())
	}
	score = time.Now()
	const asked = 20
	for k := range asked {
		from, _ := g.Find(firms[k*7])
		to, _ := g.Find(firms[len(firms)-1-k*11])
		if _, _, err := g.Shortest(context.Background(), from, to, network.Filter{}); err != nil {
			t.Fatal(err)
		}
	}
	fmt.Printf("BENCH | a shortest way in it | %.1f ms | – | – | | \n", time.Since(score).Seconds()*1000/asked)
}
