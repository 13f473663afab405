package command

import (
	"context"
	"slices"
	"strings"

	"redthread/app"
	"redthread/store"
	"redthread/store/ontology"
	"redthread/store/value"
)

func statementCommands() []command {
	return []command{
		{
			name: "statement list", args: []arg{argCase}, brief: "list statements", answer: statementListAnswer{}, run: runStatementList,
			flags: []flag{
				{name: "source", value: "ID", help: "only those this source makes"},
				{name: "property", value: "PROPERTY", help: "only those of this property"},
				flagLimit,
			},
		},
		{
			name: "statement add", brief: "note a fact on an entity", answer: statementAddAnswer{}, run: runStatementAdd,
			args: []arg{argCase, {name: "ENTITY"}, {name: "PROPERTY"}, {name: "VALUE"}},
			flags: slices.Concat(flagsCite, []flag{
				{name: "dispute", help: "the source denies the value"},
				{name: "from", value: "DATE", help: "since when it held"},
				{name: "to", value: "DATE", help: "until when it held"},
				{name: "lang", value: "TAG", help: "language of the value, such as ru"},
			}),
			more: "ENTITY is an id, or a name that fits just one. Where the property points at an entity, VALUE is an id or a name too. " +
				"A fact that is there already is noted once more. \"redthread schema NAME\" lists the properties and how their values are written.",
			examples: []string{
				"redthread statement add harbour.rtcase \"Sea Works\" country ru --source 1 --passage \"p. 3\"",
				"redthread statement add harbour.rtcase E-7K3Q amount \">=16000 RUB/month\" --source S-2QMC --hedge \"at least\"",
			},
		},
		{
			name: "statement withdraw", args: []arg{argCase, {name: "ID"}}, brief: "take a statement back, with the reason", answer: statementWithdrawAnswer{}, run: runStatementWithdraw,
			flags: []flag{{name: "why", value: "TEXT", need: true, help: "the reason, kept in the history"}},
			more:  "Nothing is deleted: the statement stays in the case and is shown as withdrawn.",
		},
		{
			name: "link", brief: "tie two entities", answer: linkAnswer{}, run: runLink,
			args:  []arg{argCase, {name: "FROM"}, {name: "KIND"}, {name: "TO"}, argFacts},
			flags: flagsCite,
			more:  "KIND is a link such as Ownership; \"redthread schema\" lists them with what they join. A link's own facts, such as a share or a role, follow as PROPERTY=VALUE.",
			examples: []string{
				"redthread link harbour.rtcase \"Ivan Petrov\" Directorship \"Sea Works\" --source 1 role=director startDate=2015",
			},
		},
	}
}

func contains(all []string, s string) bool { return slices.Contains(all, s) }

// cite reads the flags that say where a statement comes from.
func (k *call) cite(ctx context.Context, c *store.Case) (app.Cite, error) {
	cred, err := k.whole("cred", 1, 6)
	if err != nil {
		return app.Cite{}, err
	}
	cite := app.Cite{SaidBy: k.text("said-by"), Hedge: k.text("hedge"), Origin: k.text("origin"), Credibility: byte(cred)}
	if s := strings.TrimSpace(k.text("source")); !strings.EqualFold(s, "none") {
		if cite.Source, err = app.FindSource(ctx, c, s); err != nil {
			return cite, err
		}
	} else {
		for _, name := range []string{"passage", "quote", "layer"} {
			if k.has(name) {
				return cite, misusef("--%s needs a source; --source is none.", name)
			}
		}
	}
	if k.has("passage") {
		cite = cite.At(k.text("passage"))
	}
	if k.has("layer") {
		layers, err := c.Layers(ctx, cite.Source)
		if err != nil {
			return cite, err
		}
		if cite.Layer, err = layerNamed(k.text("layer"), layers); err != nil {
			return cite, err
		}
	}
	if k.has("quote") {
		if cite.Quote != "" || cite.Stop > 0 {
			return cite, misusef("--passage says the words already; leave --quote out, or give the number of the passage.")
		}
		cite.Quote = strings.TrimSpace(k.text("quote"))
	}
	return app.Place(ctx, c, cite)
}

// schemaOf finds the schema of an entity that a fact is about to be said of.
func schemaOf(ctx context.Context, c *store.Case, id store.ID) (*ontology.Schema, error) {
	row, err := c.Entity(ctx, id)
	if err != nil {
		return nil, err
	}
	s, ok := ontology.Default().Schema(row.Schema)
	if !ok {
		return nil, refuse(store.ErrInvalid, "This case has a kind of entity that this Redthread does not know: %s.", row.Schema)
	}
	return s, nil
}

// factFor reads one property and its value as typed. Where the property points
// at an entity, the value is an id or a name.
func factFor(ctx context.Context, c *store.Case, s *ontology.Schema, property, text string) (app.Fact, error) {
	p, ok := s.Property(property)
	if !ok {
		var names []string
		for _, q := range s.Properties() {
			if strings.EqualFold(q.Name, property) || strings.EqualFold(q.Label, property) {
				p, ok = q, true
				break
			}
			names = append(names, q.Name)
		}
		if !ok {
			if n := nearest(property, names); n != "" {
				return app.Fact{}, refuse(store.ErrInvalid, "A %s has no property %q; did you mean %q?", strings.ToLower(s.Label), property, n)
			}
			return app.Fact{}, refuse(store.ErrInvalid, "A %s has no property %q; \"redthread schema %s\" lists those it has.", strings.ToLower(s.Label), property, s.Name)
		}
	}
	f := app.Fact{Property: p.Name, Text: text}
	if p.Kind == value.KindEntity {
		id, err := app.FindEntity(ctx, c, text)
		if err != nil {
			return f, err
		}
		f.Target, f.Text = id, ""
	}
	return f, nil
}

// factArgs reads arguments of the form PROPERTY=VALUE.
func factArgs(ctx context.Context, c *store.Case, s *ontology.Schema, args []string) ([]app.Fact, error) {
	var all []app.Fact
	for _, a := range args {
		property, text, _ := strings.Cut(a, "=")
		f, err := factFor(ctx, c, s, property, text)
		if err != nil {
			return nil, err
		}
		all = append(all, f)
	}
	return all, nil
}

// checkFactArgs finds arguments that are no PROPERTY=VALUE before a case is opened.
func checkFactArgs(args []string) error {
	for _, a := range args {
		if property, text, ok := strings.Cut(a, "="); !ok || property == "" || text == "" {
			return misusef("%q is not of the form PROPERTY=VALUE.", a)
		}
	}
	return nil
}

type statementListAnswer struct {
	Statements []statement `json:"statements" doc:"in the order they came in"`
	Total      int         `json:"total" doc:"how many there are, those beyond --limit too"`
}

func (a statementListAnswer) print(p *page) {
	if a.Total == 0 {
		p.line("No statements fit.")
		return
	}
	printStatements(p, "", a.Statements)
	printMore(p, len(a.Statements), a.Total)
}

// printStatements prints one line a statement and its notings below.
func printStatements(p *page, indent string, all []statement) {
	for _, s := range all {
		p.line("%s%s  %s (%s, %s)  %s: %s", indent, s.ID, flat(s.Entity.Caption), s.Entity.Schema, s.Entity.ID, s.Label, flat(s.value()))
		for _, n := range s.Notings {
			p.line("%s%s  %s", indent, pad("", columns(s.ID)), flat(n.text()))
		}
	}
}

func runStatementList(ctx context.Context, k *call) (answer, error) {
	limit, err := k.limit()
	if err != nil {
		return nil, err
	}
	a := statementListAnswer{Statements: []statement{}}
	err = k.reading(ctx, func(c *store.Case) error {
		f := store.StatementFilter{Property: k.text("property"), Limit: limit}
		if f.Property != "" && !isProperty(f.Property) {
			return refuse(store.ErrInvalid, "No kind of entity has a property %q; \"redthread schema NAME\" lists properties.", f.Property)
		}
		if k.has("source") {
			id, err := app.FindSource(ctx, c, k.text("source"))
			if err != nil {
				return err
			}
			f.Source = id
		}
		all, err := c.Statements(ctx, f)
		if err != nil {
			return err
		}
		s, err := newSpeller(ctx, c)
		if err != nil {
			return err
		}
		for _, st := range all {
			row, err := s.statement(ctx, st)
			if err != nil {
				return err
			}
			a.Statements = append(a.Statements, row)
		}
		a.Total, err = c.CountStatements(ctx, f)
		return err
	})
	return a, err
}

func isProperty(name string) bool {
	return slices.ContainsFunc(ontology.Default().Schemata(), func(s *ontology.Schema) bool {
		_, ok := s.Property(name)
		return ok
	})
}

type statementAddAnswer struct {
	Statement statement `json:"statement" doc:"the statement as it now stands"`
}

func (a statementAddAnswer) print(p *page) {
	p.line("Noted:")
	printStatements(p, "  ", []statement{a.Statement})
}

func runStatementAdd(ctx context.Context, k *call) (answer, error) {
	if strings.TrimSpace(k.args[3]) == "" {
		return nil, misusef("The value is empty.")
	}
	var a statementAddAnswer
	err := k.writing(ctx, func(c *store.Case) error {
		id, err := app.FindEntity(ctx, c, k.args[1])
		if err != nil {
			return err
		}
		schema, err := schemaOf(ctx, c, id)
		if err != nil {
			return err
		}
		f, err := factFor(ctx, c, schema, k.args[2], k.args[3])
		if err != nil {
			return err
		}
		f.Dispute, f.From, f.To, f.Lang = k.has("dispute"), k.text("from"), k.text("to"), k.text("lang")
		cite, err := k.cite(ctx, c)
		if err != nil {
			return err
		}
		made, err := app.AddFacts(ctx, c, id, []app.Fact{f}, cite)
		if err != nil {
			return err
		}
		a.Statement, err = spellOne(ctx, c, made[0])
		return err
	})
	return a, err
}

func spellOne(ctx context.Context, c *store.Case, id store.ID) (statement, error) {
	st, err := c.Statement(ctx, id)
	if err != nil {
		return statement{}, err
	}
	s, err := newSpeller(ctx, c)
	if err != nil {
		return statement{}, err
	}
	return s.statement(ctx, st)
}

type statementWithdrawAnswer struct {
	Statement statement `json:"statement" doc:"the statement with its withdrawn notings"`
}

func (a statementWithdrawAnswer) print(p *page) {
	p.line("Withdrawn:")
	printStatements(p, "  ", []statement{a.Statement})
}

func runStatementWithdraw(ctx context.Context, k *call) (answer, error) {
	if strings.TrimSpace(k.text("why")) == "" {
		return nil, misusef("--why is empty; give the reason.")
	}
	var a statementWithdrawAnswer
	err := k.writing(ctx, func(c *store.Case) error {
		ref, err := c.Resolve(ctx, k.args[1])
		if err != nil {
			return err
		}
		if ref.Kind != store.KindStatement {
			return refuse(store.ErrNotFound, "%s is not a statement; statements have ids that start with F.", k.args[1])
		}
		if err := app.Withdraw(ctx, c, ref.ID, k.text("why")); err != nil {
			return err
		}
		a.Statement, err = spellOne(ctx, c, ref.ID)
		return err
	})
	return a, err
}

type linkAnswer struct {
	entity
	From  entity `json:"from" doc:"the entity it starts at"`
	To    entity `json:"to" doc:"the entity it ends at"`
	Facts []fact `json:"facts" doc:"what is said of the link, its ends too"`
}

func (a linkAnswer) print(p *page) { p.line("Linked %s  %s", flat(a.Caption), a.ID) }

func runLink(ctx context.Context, k *call) (answer, error) {
	if err := checkFactArgs(k.args[4:]); err != nil {
		return nil, err
	}
	a := linkAnswer{Facts: []fact{}}
	err := k.writing(ctx, func(c *store.Case) error {
		from, err := app.FindEntity(ctx, c, k.args[1])
		if err != nil {
			return err
		}
		to, err := app.FindEntity(ctx, c, k.args[3])
		if err != nil {
			return err
		}
		schema, err := schemaNamed(k.args[2])
		if err != nil {
			return err
		}
		facts, err := factArgs(ctx, c, schema, k.args[4:])
		if err != nil {
			return err
		}
		cite, err := k.cite(ctx, c)
		if err != nil {
			return err
		}
		id, err := app.Link(ctx, c, from, schema.Name, to, facts, cite)
		if err != nil {
			return err
		}
		s, err := newSpeller(ctx, c)
		if err != nil {
			return err
		}
		for _, e := range []struct {
			into *entity
			id   store.ID
		}{{&a.entity, id}, {&a.From, from}, {&a.To, to}} {
			if *e.into, err = s.entity(ctx, e.id); err != nil {
				return err
			}
		}
		a.Facts, err = factsOf(ctx, c, s, id)
		return err
	})
	return &a, err
}

func factsOf(ctx context.Context, c *store.Case, s *speller, id store.ID) ([]fact, error) {
	all, err := c.Statements(ctx, store.StatementFilter{Entity: id})
	if err != nil {
		return nil, err
	}
	facts := []fact{}
	for _, st := range all {
		row, err := s.statement(ctx, st)
		if err != nil {
			return nil, err
		}
		facts = append(facts, row.fact)
	}
	return facts, nil
}
