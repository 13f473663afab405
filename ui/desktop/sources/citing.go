package sources

import (
	"strings"

	"redthread/store/ontology"
	"redthread/store/value"
)

// citable lists the properties of a kind of entity that fit what was typed,
// in the order of the ontology; those that are rarely used only when asked for.
func citable(schema, typed string) []*ontology.Property {
	s, ok := ontology.Default().Schema(schema)
	if !ok {
		return nil
	}
	want := value.Fold(typed)
	var all []*ontology.Property
	for _, p := range s.Properties() {
		if p.Hidden && want == "" {
			continue
		}
		if strings.Contains(value.Fold(p.Label+" "+p.Name), want) {
			all = append(all, p)
		}
	}
	return all
}

// madeHere are the kinds of entity that a passage most often speaks of for the
// first time. Others are made on the screen of entities.
var madeHere = []string{"Company", "Person", "PublicBody", "WorkerGroup", "Claim", "Observation", "WageObservation"}

// makeable lists the kinds that can be made in place.
func makeable() []*ontology.Schema {
	var all []*ontology.Schema
	for _, name := range madeHere {
		if s, ok := ontology.Default().Schema(name); ok {
			all = append(all, s)
		}
	}
	return all
}
