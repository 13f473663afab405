package network

import (
	"cmp"
	"slices"
	"strings"

	"redthread/store"
	"redthread/store/ontology"
	"redthread/store/value"
)

// sharedKind begins the kind of every edge to a shared identifier.
const sharedKind = "shared."

// share is a value on its way to becoming a node.
type share struct {
	kind, label, value string
	nodes              []int
	said               map[int][]store.Statement
}

// crowd is from how many parties on a shared value says little: the address of a
// registration agent, the number of a call centre.
const crowd = 50

// shared makes a node of each e-mail address, telephone number, address, web
// site or registry number that two nodes or more have.
func (b *builder) shared() {
	b.shares = map[string]*share{}
	var order []string
	for _, id := range b.order {
		n, ok := b.node[id]
		if !ok {
			continue
		}
		s := schemaOf(b.rows[id].Schema)
		if s == nil {
			continue
		}
		for _, st := range b.about[id] {
			p, ok := s.Property(st.Property)
			if !ok || st.Value == "" {
				continue
			}
			kind, normal := identifying(p, st.Value)
			if normal == "" {
				continue
			}
			key := kind + ":" + normal
			sh := b.shares[key]
			if sh == nil {
				sh = &share{kind: kind, label: p.Label, value: st.Value, said: map[int][]store.Statement{}}
				b.shares[key] = sh
				order = append(order, key)
			}
			if sh.said[n] == nil {
				sh.nodes = append(sh.nodes, n)
			}
			sh.said[n] = append(sh.said[n], st)
		}
	}
	for _, key := range order {
		b.tie(key, b.shares[key])
	}
	b.shares = nil
}

// tie makes the node of a value and its edges, where several share it.
func (b *builder) tie(key string, sh *share) {
	sh.nodes = slices.DeleteFunc(sh.nodes, func(n int) bool {
		return !slices.ContainsFunc(sh.said[n], func(st store.Statement) bool { return st.Stance == store.Asserts })
	})
	if len(sh.nodes) < 2 {
		return
	}
	at := len(b.g.Nodes)
	b.g.Nodes = append(b.g.Nodes, Node{
		Key: key, Group: ontology.GroupIdentifier, Caption: sh.value,
		Shared: &Shared{Kind: sh.kind, Value: sh.value, Parties: len(sh.nodes), Muted: len(sh.nodes) > crowd},
	})
	for _, n := range sh.nodes {
		b.edge(Edge{Key: key + "~" + b.g.Nodes[n].Key, From: n, To: at, Kind: sharedKind + sh.kind, Label: sh.label}, sh.said[n], nil)
	}
}

// identifying tells under which kind and form a property's value ties those
// who share it; an empty form means that it ties nobody.
func identifying(p *ontology.Property, v string) (kind, normal string) {
	switch p.Kind {
	case value.KindEmail:
		return "email", value.Normal(p.Kind, v)
	case value.KindPhone:
		normal = value.Normal(p.Kind, v)
		if len(normal) < 5 { // an extension, an emergency number
			return "", ""
		}
		return "phone", normal
	case value.KindURL:
		if p.Name == "website" {
			return "website", value.Normal(p.Kind, v)
		}
	case value.KindIdentifier:
		if numbering[p.Name] {
			normal = value.Normal(p.Kind, v)
			return "number", p.Name + ":" + normal
		}
	case value.KindText:
		if p.Name == "address" {
			if words := value.Words(v); len(words) >= 3 { // a street and a number at least; a town alone ties nobody
				return "address", strings.Join(words, " ")
			}
		}
	}
	return "", ""
}

// numbering are numbers given to one party, or one account, alone: two that
// give the same are tied. Codes that sort (of territories, offices, banks) tie nobody.
var numbering = map[string]bool{
	"registrationNumber": true, "idNumber": true, "taxNumber": true, "vatCode": true, "innCode": true, "ogrnCode": true, "okpoCode": true,
	"uscCode": true, "leiCode": true, "dunsCode": true, "imoNumber": true, "mmsi": true, "callSign": true, "passportNumber": true,
	"personalNumber": true, "accountNumber": true, "iban": true, "number": true,
}

// weight orders nodes by how much they tie together: more neighbours first.
func (g *Graph) weight(x, y int) int {
	return cmp.Or(cmp.Compare(g.degree[y], g.degree[x]), cmp.Compare(g.Nodes[x].Caption, g.Nodes[y].Caption), cmp.Compare(g.Nodes[x].Key, g.Nodes[y].Key))
}
