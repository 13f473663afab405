package network

import (
	"slices"
	"time"

	"redthread/store"
	"redthread/store/ontology"
	"redthread/store/value"
)

// Graph is a case as it stood when [Build] read it.
type Graph struct {
	Nodes []Node
	Edges []Edge

	byKey    map[string]int
	byEntity map[store.ID]int
	edgeKey  map[string]int
	start    []int32 // of the incident edges of each node in incident, with one more at the end
	incident []int32
	degree   []int32
}

// Node is a thing of the case, or an identifier that several parties share.
type Node struct {
	Key        string     // stays the same from one Build to the next: 32 hex digits of Entity, or "email:info@x.ru"
	Entity     store.ID   // zero for a shared identifier
	Members    []store.ID // every entity judged the same, Entity first
	Schema     string     // "" for a shared identifier
	Group      ontology.Group
	Caption    string // never empty
	Class      store.Class
	Sanctioned bool    // on a list, marked so by a topic, or classed as listed
	Shared     *Shared // nil for an entity
	Dates      []Date  // what is said of it with a date, earliest first
}

// Date is a dated property of a node.
type Date struct {
	Property string
	Value    value.Date
}

// Shared is a detail that several parties give.
type Shared struct {
	Kind    string // number, email, phone, address, site, name or, where only names say so, director and founder
	Value   string
	Note    string // what to know of it, a sentence; often empty
	Parties int
	Weak    bool // a guess joins the spellings
	Muted   bool // says little, for the reason Why
	Why     string
	Weight  float64 // how much it ties: the fewer share it the more; 0 where it is muted
}

// Edge ties two nodes.
type Edge struct {
	Key      string // stays the same from one Build to the next
	From, To int    // nodes
	Kind     string // "Ownership", a link's schema; "WorkerGroup.employer", a property; "shared.email"
	Label    string // in words: "owns", "Employer", "E-mail"
	Caption  string // what stands on the line, in words: "10%–25%"; often empty
	Directed bool
	Link     store.ID // the link's entity; zero for the other two kinds
	Via      store.ID // the link that a thing is about; see the package comment
	Note     string   // what to know of a shared detail, a sentence; often empty

	Suspected bool
	Disputed  bool

	Statements   []store.ID  // live statements that it rests on, its ends first
	Grade        store.Grade // the best among them
	Since, Until string      // valid time, EDTF; empty where it is not known
	Known        time.Time   // when the case first noted it
	Origins      int         // independent origins behind it; 0: unsourced
}

// Find gives the node of an entity, whichever member of it it is.
func (g *Graph) Find(id store.ID) (node int, ok bool) {
	node, ok = g.byEntity[id]
	return node, ok
}

// Lookup gives the node of a key, or of the 32 hexadecimal digits of any of
// its members.
func (g *Graph) Lookup(key string) (node int, ok bool) {
	if node, ok = g.byKey[key]; ok {
		return node, true
	}
	id, err := store.ParseID(key)
	if err != nil {
		return 0, false
	}
	return g.Find(id)
}

// FindEdge gives the edge of a key.
func (g *Graph) FindEdge(key string) (edge int, ok bool) {
	edge, ok = g.edgeKey[key]
	return edge, ok
}

// Incident lists the edges at a node. The slice must not be changed.
func (g *Graph) Incident(node int) []int32 {
	return g.incident[g.start[node]:g.start[node+1]]
}

// Other gives the end of an edge that is not node.
func (g *Graph) Other(edge, node int) int {
	e := &g.Edges[edge]
	return e.From + e.To - node
}

// Degree counts the different neighbours of a node.
func (g *Graph) Degree(node int) int { return int(g.degree[node]) }

// Dashed tells whether the edge is drawn as one in doubt.
func (e *Edge) Dashed() bool { return e.Suspected || e.Disputed }

// First is the earliest date said of a node; ok is false where there is none.
func (n *Node) First() (d value.Date, ok bool) {
	if len(n.Dates) == 0 {
		return value.Date{}, false
	}
	return n.Dates[0].Value, true
}

// index makes the look-ups of a graph whose nodes and edges are there.
func (g *Graph) index() {
	g.byKey, g.byEntity = make(map[string]int, len(g.Nodes)), make(map[store.ID]int, len(g.Nodes))
	for i := range g.Nodes {
		g.byKey[g.Nodes[i].Key] = i
		for _, id := range g.Nodes[i].Members {
			g.byEntity[id] = i
		}
	}
	g.edgeKey = make(map[string]int, len(g.Edges))
	g.start = make([]int32, len(g.Nodes)+1)
	for i := range g.Edges {
		g.edgeKey[g.Edges[i].Key] = i
		g.start[g.Edges[i].From]++
		g.start[g.Edges[i].To]++
	}
	sum := int32(0)
	for i, n := range g.start {
		g.start[i] = sum
		sum += n
	}
	g.incident = make([]int32, sum)
	next := slices.Clone(g.start)
	for i := range g.Edges {
		for _, n := range []int{g.Edges[i].From, g.Edges[i].To} {
			g.incident[next[n]] = int32(i)
			next[n]++
		}
	}
	g.degree = make([]int32, len(g.Nodes))
	seen := make([]int32, len(g.Nodes)) // the node that last counted a neighbour, plus one
	for n := range g.Nodes {
		for _, e := range g.Incident(n) {
			if other := g.Other(int(e), n); seen[other] != int32(n)+1 {
				seen[other] = int32(n) + 1
				g.degree[n]++
			}
		}
	}
}
