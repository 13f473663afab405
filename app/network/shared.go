package network

import (
	"cmp"
	"context"
	"strings"

	"redthread/app/network/ties"
	"redthread/store"
	"redthread/store/ontology"
)

// sharedKind begins the kind of every edge to a shared identifier.
const sharedKind = "shared."

// shared makes a node of each e-mail address, telephone number, address, web
// site or registry number that several parties share, as package ties finds
// them. What they share through another thing of the case, a director or a record of
// an address, is a way in the graph already. Two names that are nearly one are a suspected
// edge between their bearers.
func (b *builder) shared(ctx context.Context, c *store.Case) error {
	found, err := ties.Find(ctx, c, ties.Options{})
	if err != nil {
		return err
	}
	known := map[store.ID]*store.Statement{}
	for _, all := range b.about {
		for i := range all {
			known[all[i].ID] = &all[i]
		}
	}
	for i := range found.Shared {
		sh := &found.Shared[i]
		if sh.Entity.IsZero() {
			b.tie(found, sh, known)
		}
	}
	return nil
}

// bearer is a node that gives a shared detail.
type bearer struct {
	node  int
	rests []store.Statement
}

func (b *builder) tie(found *ties.Ties, sh *ties.Shared, known map[store.ID]*store.Statement) {
	var bearers []bearer
	for _, h := range sh.Holders {
		n, ok := b.node[found.Parties[h.Party].Entity]
		if !ok {
			continue
		}
		var rests []store.Statement
		for _, id := range h.Statements {
			if st := known[id]; st != nil { // as it was known then
				rests = append(rests, *st)
			}
		}
		if len(rests) > 0 {
			bearers = append(bearers, bearer{n, rests})
		}
	}
	if len(bearers) < 2 {
		return
	}
	e := Edge{Kind: sharedKind + string(sh.Kind), Label: sh.Kind.Label(), Note: sh.Note, Suspected: sh.Weak || sh.Kind == ties.Name}
	if sh.Kind == ties.Name && len(bearers) == 2 {
		e.Key, e.From, e.To, e.Caption = sh.Key, bearers[0].node, bearers[1].node, sh.Value
		if !sh.Muted {
			b.edge(e, append(bearers[0].rests, bearers[1].rests...), nil)
		}
		return
	}
	at := len(b.g.Nodes)
	b.g.Nodes = append(b.g.Nodes, Node{
		Key: sh.Key, Group: ontology.GroupIdentifier, Caption: cmp.Or(sh.Value, sh.Key),
		Shared: &Shared{Kind: string(sh.Kind), Value: sh.Value, Note: sh.Note, Parties: len(bearers), Weak: sh.Weak, Muted: sh.Muted, Why: sh.Why, Weight: sh.Weight},
	})
	for _, h := range bearers {
		e.Key, e.From, e.To = sh.Key+"~"+b.g.Nodes[h.node].Key, h.node, at
		b.edge(e, h.rests, nil)
	}
}

// sharedLabel words the kind of an edge to a shared identifier.
func sharedLabel(kind string) string {
	return "Shared " + strings.ToLower(ties.Kind(strings.TrimPrefix(kind, sharedKind)).Label())
}

// weight orders nodes by how much they tie together: more neighbours first.
func (g *Graph) weight(x, y int) int {
	return cmp.Or(cmp.Compare(g.degree[y], g.degree[x]), cmp.Compare(g.Nodes[x].Caption, g.Nodes[y].Caption), cmp.Compare(g.Nodes[x].Key, g.Nodes[y].Key))
}
