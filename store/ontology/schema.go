package ontology

import (
	"slices"

	"redthread/store/value"
)

// Group gathers schemata for people: it chooses the colour on the chart and
// the facet in a list.
type Group string

// The groups, in the order in which people meet them.
const (
	GroupFirm       Group = "firm"
	GroupPerson     Group = "person"
	GroupBody       Group = "body"
	GroupContract   Group = "contract"
	GroupWorkers    Group = "workers"
	GroupIdentifier Group = "identifier"
	GroupClaim      Group = "claim"
	GroupPlace      Group = "place"
	GroupDocument   Group = "document"
	GroupEvent      Group = "event"
)

// Groups returns every group in its order.
func Groups() []Group {
	return []Group{
		GroupFirm, GroupPerson, GroupBody, GroupContract, GroupWorkers,
		GroupIdentifier, GroupClaim, GroupPlace, GroupDocument, GroupEvent,
	}
}

// Schema is a kind of entity. The lists hold names of properties or schemata and
// must not be changed.
type Schema struct {
	Name        string // as in files and exports: "ContractAward"
	Label       string // for people: "Contract award"
	Plural      string
	Description string   // one sentence
	Abstract    bool     // only to be extended; no entity has it as its schema
	Extension   bool     // ours, not FollowTheMoney's
	Hidden      bool     // not among the first offers of an add menu
	Group       Group    // empty only for abstract schemata
	Extends     []string // direct parents
	Required    []string // what a complete entity has
	Featured    []string // what a form and a profile show first
	Caption     []string // what an entity is called by: the first of these that has a value
	Edge        *Edge    // nil unless the schema is a link

	properties  []*Property
	byName      map[string]*Property
	ancestors   map[string]bool
	descendants []*Schema
	counts      []*Property
	captions    []*Property
	edgeSource  *Property
	edgeTarget  *Property
}

// Edge says how a schema joins two entities.
type Edge struct {
	Source   string // property with the entity the line starts at
	Target   string // property with the entity it ends at
	Label    string // read between the two: "owns"
	Caption  string // property whose value stands on the line; empty for none
	Directed bool   // false where both ends are alike
}

// Any is the range of a property that takes an entity of every schema.
const Any = ""

// Property is a kind of statement about an entity. Choices must not be changed.
type Property struct {
	Name        string // as in files and exports: "innCode"
	Label       string // for people: "INN (tax number)"
	Description string // may be empty
	Owner       string // name of the schema that declares it
	Kind        value.Kind
	Range       string   // for entity kinds: the schema the other end must be, or Any
	Scheme      string   // for some identifier kinds: which of value.Schemes the number belongs to, such as "INN"
	Reverse     string   // for entity kinds: label of the link seen from the other end
	Single      bool     // only one value can be true at a time, so two are a conflict
	Hidden      bool     // behind "more" in a form
	Extension   bool     // ours, not FollowTheMoney's
	Choices     []Choice // every value of a choice; for a topic the values to offer
}

// Choice is one value of a list, with its words for people.
type Choice struct {
	Value, Label string
}

// Property returns the property of that name, own or inherited.
func (s *Schema) Property(name string) (*Property, bool) {
	p, ok := s.byName[name]
	return p, ok
}

// Properties returns all properties: featured ones in their order, then the schema's own,
// then those of its parents, nearest first; hidden ones that are not featured come last.
func (s *Schema) Properties() []*Property { return slices.Clone(s.properties) }

// CaptionProperties returns the properties an entity is called by, first choice first. It is
// empty for links that are best named by their two ends.
func (s *Schema) CaptionProperties() []*Property { return slices.Clone(s.captions) }

// Counts returns those of the four counts of people that the schema has, in the order
// registered, approved, permitted, present. They count different things; one is
// never taken from another.
func (s *Schema) Counts() []*Property { return slices.Clone(s.counts) }

// IsA tells whether s is the named schema or inherits from it.
func (s *Schema) IsA(name string) bool { return s.Name == name || s.ancestors[name] }

// Descendants returns the schemata that inherit from s, however far, in the order of
// [Ontology.Schemata]; s is not among them.
func (s *Schema) Descendants() []*Schema { return slices.Clone(s.descendants) }

// Accepts tells whether the property can point at an entity of schema s. It is false for
// properties that do not point at entities.
func (p *Property) Accepts(s *Schema) bool {
	return p.Kind == value.KindEntity && (p.Range == Any || s.IsA(p.Range))
}

// Choice returns the choice with that value.
func (p *Property) Choice(text string) (Choice, bool) {
	for _, c := range p.Choices {
		if c.Value == text {
			return c, true
		}
	}
	return Choice{}, false
}
