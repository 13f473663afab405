package command

import (
	"context"
	"strings"

	"redthread/app/tables"
	"redthread/store"
)

func mappingsCommand() command {
	return command{
		name: "mappings", args: []arg{{name: "NAME", optional: true}}, brief: "list the mappings for tables that come with the program, or print one", answer: mappingsAnswer{}, run: runMappings,
		more: "A mapping that is printed can be saved, changed and given to \"redthread import --map\".",
	}
}

type readyMapping struct {
	Name    string `json:"name" doc:"what --map takes"`
	Label   string `json:"label" doc:"what it is for"`
	Mapping string `json:"mapping" doc:"the mapping as YAML; only where one is asked for"`
}

type mappingsAnswer struct {
	Mappings []readyMapping `json:"mappings" doc:"by their names"`
}

func (a mappingsAnswer) print(p *page) {
	if len(a.Mappings) == 1 && a.Mappings[0].Mapping != "" {
		for _, l := range strings.Split(strings.TrimSuffix(a.Mappings[0].Mapping, "\n"), "\n") {
			p.line("%s", l)
		}
		return
	}
	var rows [][2]string
	for _, m := range a.Mappings {
		rows = append(rows, [2]string{m.Name, m.Label})
	}
	p.pairs("", rows...)
}

func runMappings(_ context.Context, k *call) (answer, error) {
	a := mappingsAnswer{Mappings: []readyMapping{}}
	want := ""
	if len(k.args) > 0 {
		want = k.args[0]
	}
	for _, r := range tables.Ready() {
		one := readyMapping{Name: r.ID, Label: r.Label}
		if want != "" {
			if !strings.EqualFold(r.ID, want) {
				continue
			}
			y, err := r.YAML()
			if err != nil {
				return nil, err
			}
			one.Mapping = string(y)
		}
		a.Mappings = append(a.Mappings, one)
	}
	if len(a.Mappings) == 0 {
		return nil, refuse(store.ErrNotFound, "There is no mapping %q; \"redthread mappings\" lists those there are.", want)
	}
	return a, nil
}
