package exchange

import (
	"bytes"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"redthread/store/ontology"
	"redthread/store/value"
)

// schemaYAML is a schema as FollowTheMoney reads it.
type schemaYAML struct {
	Label       string                  `yaml:"label"`
	Plural      string                  `yaml:"plural"`
	Description string                  `yaml:"description,omitempty"`
	Extends     []string                `yaml:"extends,omitempty"`
	Matchable   bool                    `yaml:"matchable"`
	Featured    []string                `yaml:"featured,omitempty"`
	Required    []string                `yaml:"required,omitempty"`
	Caption     []string                `yaml:"caption,omitempty"`
	Properties  map[string]propertyYAML `yaml:"properties"`
}

type propertyYAML struct {
	Label       string       `yaml:"label"`
	Description string       `yaml:"description,omitempty"`
	Type        string       `yaml:"type,omitempty"`
	Range       string       `yaml:"range,omitempty"`
	Reverse     *reverseYAML `yaml:"reverse,omitempty"`
}

type reverseYAML struct {
	Name  string `yaml:"name"`
	Label string `yaml:"label"`
}

// SchemaFile is our extension as a schema file of FollowTheMoney: put into the
// folder of its schemata, it lets that program load what Redthread writes.
func SchemaFile() ([]byte, error) {
	all := map[string]schemaYAML{}
	for _, s := range ontology.Default().Schemata() {
		if !s.Extension {
			continue
		}
		y := schemaYAML{
			Label: s.Label, Plural: s.Plural, Description: s.Description, Extends: s.Extends,
			Required: written(s, s.Required), Featured: written(s, s.Featured), Caption: written(s, s.Caption), Properties: map[string]propertyYAML{},
		}
		for _, p := range s.Properties() {
			if p.Owner != s.Name {
				continue
			}
			q := propertyYAML{Label: p.Label, Description: p.Description, Type: typeOf(p)}
			if p.Kind == value.KindEntity {
				// A property that may point at anything points at things there.
				if q.Range = p.Range; p.Range == ontology.Any {
					q.Range = "Thing"
				}
				q.Reverse = &reverseYAML{Name: lowered(s.Name) + strings.ToUpper(p.Name[:1]) + p.Name[1:], Label: p.Reverse}
			}
			y.Properties[p.Name] = q
		}
		all[s.Name] = y
	}
	var b bytes.Buffer
	b.WriteString("# What Redthread adds to FollowTheMoney: counted workers, permits, pay and claims. Put this file into the\n" +
		"# folder of its schemata to load files that Redthread has written.\n")
	e := yaml.NewEncoder(&b)
	e.SetIndent(2)
	if err := e.Encode(all); err != nil {
		return nil, err
	}
	return b.Bytes(), e.Close()
}

// written leaves out what is not written as a property.
func written(s *ontology.Schema, names []string) []string {
	return slices.DeleteFunc(slices.Clone(names), func(name string) bool {
		p, ok := s.Property(name)
		return !ok || p.Extension && p.Owner != s.Name
	})
}

func lowered(s string) string { return strings.ToLower(s[:1]) + s[1:] }
