package command

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"redthread/app"
	"redthread/app/network"
	"redthread/store"
	"redthread/store/ontology"
	"redthread/store/value"
)

func graphCommands() []command {
	return []command{
		{
			name: "path", args: []arg{argCase, {name: "A"}, {name: "B"}}, brief: "find how two things of a case hang together", answer: pathAnswer{}, run: runPath,
			flags: []flag{
				{name: "all", help: "every way, not the shortest alone"},
				{name: "hops", value: "N", help: "with --all: ways of so many hops at most, 1 to 20; 4 where it is left out"},
				{name: "kind", value: "KIND", many: true, help: "through ties of this kind only, such as Ownership, WorkerGroup or shared.email; may be repeated"},
				{name: "on", value: "DATE", help: "through what may have held on that day; what has no date stays"},
				{name: "known", value: "DATE", help: "as the case knew it at the end of that day"},
				{name: "along", help: "in the direction of the ties: from owner to owned"},
				{name: "firm", help: "through nothing that is suspected or disputed"},
				{name: "own", help: "not through shared e-mails, phones, addresses, sites and numbers"},
				{name: "claims", help: "also through claims, observations and conflicts that speak of several"},
				{name: "muted", help: "also through details that very many share"},
				flagLimit,
			},
			more: "A and B are ids or names. The shortest way with the least doubt comes first, each tie with its statements and sources. " +
				"The exit code is 1 where there is no way.",
			examples: []string{
				"redthread path harbour.rtcase GENCO \"Zenco-39\"",
				"redthread path harbour.rtcase GENCO E-7K3Q --all --hops 3 --kind Ownership --kind Directorship --on 2018-08-02 --json",
			},
		},
		layoutCommand(),
	}
}

type pathNode struct {
	Key     string `json:"key" doc:"32 hexadecimal digits of the entity, or the key of a shared detail"`
	ID      string `json:"id" doc:"short id of the entity; \"\" of a shared detail"`
	Schema  string `json:"schema" doc:"kind of entity; \"\" of a shared detail"`
	Caption string `json:"caption" doc:"what it is called"`
	Shared  string `json:"shared" doc:"what is shared, such as email; \"\" of an entity"`
}

type pathTie struct {
	Kind       string   `json:"kind" doc:"such as Ownership, WorkerGroup.employer or shared.email"`
	Label      string   `json:"label" doc:"the kind in words"`
	Caption    string   `json:"caption" doc:"what stands on the line, such as a share; often \"\""`
	Directed   bool     `json:"directed" doc:"true where it has a direction"`
	Reverse    bool     `json:"reverse" doc:"true where it points back to the node before"`
	Suspected  bool     `json:"suspected" doc:"true where nothing firmer than a suspicion stands behind it"`
	Disputed   bool     `json:"disputed" doc:"true where a source denies it"`
	Since      string   `json:"since" doc:"when it began, EDTF, \"\" where it is not known"`
	Until      string   `json:"until" doc:"when it ended, EDTF"`
	Grade      string   `json:"grade" doc:"the best grade among its statements, such as B2"`
	Origins    int      `json:"origins" doc:"independent origins; 0: unsourced"`
	Link       string   `json:"link_id" doc:"short id of the link's entity, \"\" where it is none"`
	Statements []string `json:"statements" doc:"short ids of the statements it rests on"`
	Marks      []string `json:"marks" doc:"where they stand, such as [3] ¶ 12"`
}

type pathHop struct {
	Ties []pathTie `json:"ties" doc:"everything that ties the two nodes"`
}

type pathRow struct {
	Length int        `json:"length" doc:"number of hops"`
	Doubt  int        `json:"doubt" doc:"hops that rest on suspected or disputed ties alone"`
	Nodes  []pathNode `json:"nodes" doc:"from A to B"`
	Hops   []pathHop  `json:"hops" doc:"between each node and the next"`
}

type pathAnswer struct {
	From  pathNode  `json:"from" doc:"A"`
	To    pathNode  `json:"to" doc:"B"`
	Paths []pathRow `json:"paths" doc:"the shortest first"`
	More  bool      `json:"more" doc:"true where there are others beyond the limit"`
}

func (a pathAnswer) refusal() error {
	if len(a.Paths) > 0 {
		return nil
	}
	return refuse(store.ErrNotFound, "No way leads from %s to %s through these ties.", flat(a.From.Caption), flat(a.To.Caption))
}

func (a pathAnswer) print(p *page) {
	for i, w := range a.Paths {
		if i > 0 {
			p.blank()
		}
		doubt := ""
		if w.Doubt > 0 {
			doubt = ", " + counted(w.Doubt, "of them in doubt", "of them in doubt")
		}
		p.line("%s%s", counted(w.Length, "hop", "hops"), doubt)
		for k, n := range w.Nodes {
			what := joined(n.Schema, n.ID)
			if n.Shared != "" {
				what = "shared " + n.Shared
			}
			p.line("  %s (%s)", flat(n.Caption), what)
			if k == len(w.Hops) {
				break
			}
			for _, t := range w.Hops[k].Ties {
				t.print(p)
			}
		}
	}
	if a.More {
		p.blank()
		p.line("There are more ways; --limit shows more of them.")
	}
}

func (t pathTie) print(p *page) {
	arrow := "—"
	if t.Directed {
		arrow = "↓"
		if t.Reverse {
			arrow = "↑"
		}
	}
	var doubt []string
	if t.Suspected {
		doubt = append(doubt, "suspected")
	}
	if t.Disputed {
		doubt = append(doubt, "disputed")
	}
	origins := "unsourced"
	if t.Origins > 0 {
		origins = counted(t.Origins, "origin", "origins")
	}
	p.line("    %s %s  %s", arrow, joined(flat(t.Label), flat(t.Caption), strings.Join(doubt, ", "), app.ValidText(t.Since, t.Until), t.Grade, origins), strings.Join(t.Marks, " "))
}

func runPath(ctx context.Context, k *call) (answer, error) {
	f, o, err := k.pathFilter()
	if err != nil {
		return nil, err
	}
	hops, err := k.whole("hops", 1, 20)
	if err != nil {
		return nil, err
	}
	if hops != 0 && !k.has("all") {
		return nil, misusef("--hops belongs to --all.")
	}
	if hops == 0 {
		hops = 4
	}
	limit, err := k.whole("limit", 1, 1<<31-1)
	if err != nil {
		return nil, err
	}
	if limit == 0 {
		limit = 100
	}
	a := &pathAnswer{Paths: []pathRow{}}
	err = k.reading(ctx, func(c *store.Case) error {
		g, err := network.Build(ctx, c, o)
		if err != nil {
			return err
		}
		if err := kindsKnown(g, f.Kinds); err != nil {
			return err
		}
		from, err := k.pathEnd(ctx, c, g, k.args[1])
		if err != nil {
			return err
		}
		to, err := k.pathEnd(ctx, c, g, k.args[2])
		if err != nil {
			return err
		}
		if from == to {
			return refuse(store.ErrInvalid, "Both ends are %s; name two things.", flat(g.Nodes[from].Caption))
		}
		var ways []network.Path
		if k.has("all") {
			ways, a.More, err = g.Paths(ctx, from, to, f, hops, limit)
		} else {
			var w network.Path
			var ok bool
			if w, ok, err = g.Shortest(ctx, from, to, f); ok {
				ways = []network.Path{w}
			}
		}
		if err != nil {
			return err
		}
		s := pathSpeller{c: c, g: g, marks: map[store.ID][]string{}}
		if s.speller, err = newSpeller(ctx, c); err != nil {
			return err
		}
		a.From, a.To = s.node(from), s.node(to)
		for _, w := range ways {
			row, err := s.way(ctx, w)
			if err != nil {
				return err
			}
			a.Paths = append(a.Paths, row)
		}
		return nil
	})
	return a, err
}

// pathFilter reads through what a way may lead.
func (k *call) pathFilter() (f network.Filter, o network.Options, err error) {
	f = network.Filter{
		Kinds: k.all("kind"), Along: k.has("along"), NoShared: k.has("own"), NoMuted: !k.has("muted"),
		NoSuspected: k.has("firm"), NoDisputed: k.has("firm"),
	}
	if !k.has("claims") {
		f.Without = []ontology.Group{ontology.GroupClaim}
	}
	if k.has("on") {
		if f.TrueAt, err = k.day("on"); err != nil {
			return f, o, err
		}
	}
	if k.has("known") {
		day, err := k.day("known")
		if err != nil {
			return f, o, err
		}
		o.KnownAt = day.Time().Add(24*time.Hour - time.Millisecond)
	}
	return f, o, nil
}

// day reads a flag as one day.
func (k *call) day(flag string) (value.Day, error) {
	d, err := value.ParseDate(k.text(flag))
	if err == nil {
		first, okFirst := d.Earliest()
		last, okLast := d.Latest()
		if okFirst && okLast && first == last {
			return first, nil
		}
	}
	return value.Day{}, misusef("--%s takes a day such as 2018-08-02, not %q.", flag, k.text(flag))
}

// kindsKnown refuses a kind that no tie of the case has, so that a slip does
// not pass for an answer.
func kindsKnown(g *network.Graph, kinds []string) error {
	have := g.Kinds()
	for _, kind := range kinds {
		if slices.ContainsFunc(have, func(c network.KindCount) bool { return c.Kind == kind || strings.HasPrefix(c.Kind, kind+".") }) {
			continue
		}
		var names []string
		for _, c := range have {
			names = append(names, c.Kind)
		}
		if n := nearest(kind, names); n != "" {
			return refuse(store.ErrNotFound, "No tie of this case is of the kind %q; did you mean %q?", kind, n)
		}
		return refuse(store.ErrNotFound, "No tie of this case is of the kind %q; there are %s.", kind, strings.Join(names[:min(12, len(names))], ", "))
	}
	return nil
}

// pathEnd finds what a person names as an end: an entity, or the key of a
// shared detail.
func (k *call) pathEnd(ctx context.Context, c *store.Case, g *network.Graph, text string) (int, error) {
	if n, ok := g.Lookup(text); ok {
		return n, nil
	}
	id, err := app.FindEntity(ctx, c, text)
	if err != nil {
		return 0, err
	}
	if n, ok := g.Find(id); ok {
		return n, nil
	}
	if _, link := g.FindEdge(id.String()); link {
		return 0, refuse(store.ErrInvalid, "%s is a tie itself; name one of its ends.", text)
	}
	return 0, refuse(store.ErrNotFound, "Nothing was said of %s at that time.", text)
}

// pathSpeller puts ways into their shapes.
type pathSpeller struct {
	*speller
	c     *store.Case
	g     *network.Graph
	marks map[store.ID][]string
}

func (s *pathSpeller) node(n int) pathNode {
	node := &s.g.Nodes[n]
	p := pathNode{Key: node.Key, Schema: node.Schema, Caption: node.Caption}
	if node.Shared != nil {
		p.Shared = node.Shared.Kind
	} else {
		p.ID = s.c.Short(store.KindEntity, node.Entity)
	}
	return p
}

func (s *pathSpeller) way(ctx context.Context, w network.Path) (pathRow, error) {
	row := pathRow{Length: w.Len(), Doubt: s.g.Doubt(w), Nodes: []pathNode{}, Hops: []pathHop{}}
	for _, n := range w.Nodes {
		row.Nodes = append(row.Nodes, s.node(n))
	}
	for i, hop := range w.Hops {
		h := pathHop{Ties: []pathTie{}}
		for _, e := range hop {
			t, err := s.tie(ctx, &s.g.Edges[e], w.Nodes[i])
			if err != nil {
				return row, err
			}
			h.Ties = append(h.Ties, t)
		}
		row.Hops = append(row.Hops, h)
	}
	return row, nil
}

func (s *pathSpeller) tie(ctx context.Context, e *network.Edge, from int) (pathTie, error) {
	t := pathTie{
		Kind: e.Kind, Label: e.Label, Caption: e.Caption, Directed: e.Directed, Reverse: e.Directed && e.To == from,
		Suspected: e.Suspected, Disputed: e.Disputed, Since: e.Since, Until: e.Until, Grade: e.Grade.String(), Origins: e.Origins,
		Statements: []string{}, Marks: []string{},
	}
	if !e.Link.IsZero() {
		t.Link = s.c.Short(store.KindEntity, e.Link)
	}
	for _, id := range e.Statements {
		t.Statements = append(t.Statements, s.c.Short(store.KindStatement, id))
		marks, seen := s.marks[id]
		if !seen {
			st, err := s.c.Statement(ctx, id)
			if err != nil {
				return t, fmt.Errorf("reading a statement of a tie: %w", err)
			}
			for _, n := range st.Notings {
				if !st.Source.IsZero() && !n.Withdrawn {
					marks = append(marks, s.noting(st, n).mark())
				}
			}
			s.marks[id] = marks
		}
		for _, m := range marks {
			if !slices.Contains(t.Marks, m) {
				t.Marks = append(t.Marks, m)
			}
		}
	}
	return t, nil
}
