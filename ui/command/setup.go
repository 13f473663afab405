package command

import (
	"context"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"

	"redthread/store"
	"redthread/store/ontology"
)

func setupCommands() []command {
	return []command{
		{
			name: "schema", args: []arg{{name: "NAME", optional: true}}, brief: "list the kinds of entities and links, or the properties of one", answer: schemaAnswer{}, run: runSchema,
			examples: []string{"redthread schema WageObservation"},
		},
		{
			name: "author", args: []arg{{name: "NAME", optional: true}}, brief: "show or set the name written beside your changes", answer: authorAnswer{}, run: runAuthor,
			more: "The name is one you choose. The user name of this computer is never used.",
		},
		{
			name: "version", brief: "say which Redthread this is", answer: versionAnswer{}, run: runVersion,
		},
	}
}

type authorAnswer struct {
	Author string `json:"author" doc:"the name on changes"`
	Chosen bool   `json:"chosen" doc:"false where nobody has chosen one yet"`
}

func (a authorAnswer) print(p *page) {
	if a.Chosen {
		p.line("%s", a.Author)
		return
	}
	p.line("%s (nobody has chosen a name yet; \"redthread author NAME\" does)", a.Author)
}

func runAuthor(_ context.Context, k *call) (answer, error) {
	env, err := k.env()
	if err != nil {
		return nil, err
	}
	if len(k.args) == 1 {
		name := strings.TrimSpace(k.args[0])
		if name == "" || len([]rune(name)) > 100 || harmless(name) != name || strings.Contains(name, "\n") {
			return nil, refuse(store.ErrInvalid, "A name has one to a hundred letters and stands on one line.")
		}
		if err := env.SetAuthor(name); err != nil {
			return nil, err
		}
	}
	return authorAnswer{Author: env.Author(), Chosen: env.Named()}, nil
}

type versionAnswer struct {
	Version string `json:"version" doc:"version, or the revision it was built from"`
	Format  int    `json:"format" doc:"newest format of a case that it reads and writes"`
	Go      string `json:"go" doc:"version of Go it was built with"`
	System  string `json:"system" doc:"system and processor"`
	Window  bool   `json:"window" doc:"false in a build that has the command line alone"`
}

func (a versionAnswer) print(p *page) {
	p.line("redthread %s", a.Version)
	window := ""
	if !a.Window {
		window = "command line alone"
	}
	p.line("%s", joined("case format "+strconv.Itoa(a.Format), a.Go, a.System, window))
}

func runVersion(_ context.Context, k *call) (answer, error) {
	return versionAnswer{
		Version: version(), Format: store.Format(), Go: runtime.Version(), System: runtime.GOOS + "/" + runtime.GOARCH, Window: k.Window != nil,
	}, nil
}

// version is the version of a release, or the revision it was built from.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "of no release"
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		return v
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			return s.Value[:min(12, len(s.Value))]
		}
	}
	return "of no release"
}

type choice struct {
	Value string `json:"value" doc:"as stored"`
	Label string `json:"label" doc:"for people"`
}

type property struct {
	Name        string   `json:"name" doc:"what statement add takes"`
	Label       string   `json:"label" doc:"for people"`
	Kind        string   `json:"kind" doc:"text, date, money, entity and so on"`
	Range       string   `json:"range" doc:"of an entity kind: what it may point at, \"\" anything"`
	Single      bool     `json:"single" doc:"true where two values are a conflict"`
	Extension   bool     `json:"extension" doc:"true where FollowTheMoney does not have it"`
	Description string   `json:"description" doc:"what it means"`
	Choices     []choice `json:"choices" doc:"the values there are to choose from"`
}

type schema struct {
	Name        string     `json:"name" doc:"what entity add and link take"`
	Label       string     `json:"label" doc:"for people"`
	Description string     `json:"description" doc:"one sentence"`
	Group       string     `json:"group" doc:"firm, person, workers and so on"`
	Abstract    bool       `json:"abstract" doc:"true where no entity has it itself"`
	Extension   bool       `json:"extension" doc:"true where FollowTheMoney does not have it"`
	Link        bool       `json:"link" doc:"true where it joins two entities"`
	From        string     `json:"from" doc:"of a link: the property that names where it starts"`
	To          string     `json:"to" doc:"of a link: the property that names where it ends"`
	Extends     []string   `json:"extends" doc:"the kinds it inherits from"`
	Required    []string   `json:"required" doc:"properties a complete one has"`
	Properties  []property `json:"properties" doc:"in the order of the form; empty in the list of all kinds"`
}

type schemaAnswer struct {
	Schemata []schema `json:"schemata" doc:"all kinds, or the one asked for"`
	one      bool
}

func (a schemaAnswer) print(p *page) {
	if a.one {
		a.Schemata[0].print(p)
		return
	}
	for _, links := range []bool{false, true} {
		var rows [][]string
		for _, s := range a.Schemata {
			if s.Link == links && !s.Abstract {
				rows = append(rows, []string{s.Name, s.ends(), s.Description})
			}
		}
		p.head("%s", map[bool]string{false: "Entities", true: "Links"}[links])
		p.table("  ", []string{"Name", "Joins", "What it is"}, rows)
	}
}

// ends says what a link joins: "LegalEntity owns Asset".
func (s schema) ends() string {
	o, ok := ontology.Default().Schema(s.Name)
	if !ok || o.Edge == nil {
		return ""
	}
	end := func(name string) string {
		p, _ := o.Property(name)
		if p == nil || p.Range == ontology.Any {
			return "anything"
		}
		return p.Range
	}
	return end(o.Edge.Source) + " → " + end(o.Edge.Target)
}

func (s schema) print(p *page) {
	p.line("%s: %s", s.Name, s.Description)
	p.blank()
	p.pairs("  ", [][2]string{
		{"Label", s.Label},
		{"Extends", strings.Join(s.Extends, ", ")},
		{"Required", strings.Join(s.Required, ", ")},
		{"Joins", s.ends()},
	}...)
	p.blank()
	var rows [][]string
	for _, q := range s.Properties {
		more := ""
		if len(q.Choices) > 0 && len(q.Choices) <= 12 {
			var all []string
			for _, c := range q.Choices {
				all = append(all, c.Value)
			}
			more = strings.Join(all, ", ")
		}
		kind := q.Kind
		if q.Kind == "entity" {
			kind = "entity: " + q.Range
			if q.Range == "" {
				kind = "entity: any"
			}
		}
		single := ""
		if q.Single {
			single = "one value at a time"
		}
		rows = append(rows, []string{q.Name, kind, q.Label, joined(more, single)})
	}
	p.table("  ", []string{"Property", "Kind", "Label", ""}, rows)
}

func runSchema(_ context.Context, k *call) (answer, error) {
	if len(k.args) == 1 {
		s, err := schemaNamed(k.args[0])
		if err != nil {
			return nil, err
		}
		return schemaAnswer{Schemata: []schema{schemaShape(s, true)}, one: true}, nil
	}
	a := schemaAnswer{}
	for _, s := range ontology.Default().Schemata() {
		a.Schemata = append(a.Schemata, schemaShape(s, false))
	}
	return a, nil
}

func schemaShape(s *ontology.Schema, properties bool) schema {
	out := schema{
		Name: s.Name, Label: s.Label, Description: s.Description, Group: string(s.Group), Abstract: s.Abstract, Extension: s.Extension,
		Extends: append([]string{}, s.Extends...), Required: append([]string{}, s.Required...), Properties: []property{},
	}
	if s.Edge != nil {
		out.Link, out.From, out.To = true, s.Edge.Source, s.Edge.Target
	}
	if !properties {
		return out
	}
	for _, p := range s.Properties() {
		q := property{
			Name: p.Name, Label: p.Label, Kind: string(p.Kind), Range: p.Range, Single: p.Single, Extension: p.Extension,
			Description: p.Description, Choices: []choice{},
		}
		for _, c := range p.Choices {
			q.Choices = append(q.Choices, choice(c))
		}
		out.Properties = append(out.Properties, q)
	}
	return out
}
