package ontology

import (
	"slices"
	"strings"
	"testing"

	"redthread/store/value"
)

func mustSchema(t *testing.T, o *Ontology, name string) *Schema {
	t.Helper()
	s, ok := o.Schema(name)
	if !ok {
		t.Fatalf("the schema %s does not exist", name)
	}
	return s
}

func names[T any](list []T, name func(T) string) string {
	out := make([]string, len(list))
	for i, x := range list {
		out[i] = name(x)
	}
	return strings.Join(out, " ")
}

func propertyName(p *Property) string { return p.Name }
func schemaName(s *Schema) string     { return s.Name }

func TestPropertiesOrder(t *testing.T) {
	o := Default()
	got := names(mustSchema(t, o, "Directorship").Properties(), propertyName)
	want := "director organization role startDate endDate " + // featured
		"status date summary description " + // the parents', nearest first
		"secretary recordId sourceUrl publisher publisherUrl proof namesMentioned modifiedAt retrievedAt foreignId keptAside" // hidden
	if got != want {
		t.Errorf("properties of a directorship:\n got %s\nwant %s", got, want)
	}
	for _, s := range o.Schemata() {
		list := s.Properties()
		if !slices.Equal(s.Featured, strings.Fields(names(list[:len(s.Featured)], propertyName))) {
			t.Errorf("%s does not show its featured properties first", s.Name)
		}
		seen := map[string]bool{}
		for _, p := range list {
			if seen[p.Name] {
				t.Errorf("%s lists %s twice", s.Name, p.Name)
			}
			seen[p.Name] = true
			if q, ok := s.Property(p.Name); !ok || q != p {
				t.Errorf("%s lists another %s than it returns by name", s.Name, p.Name)
			}
		}
	}
}

// A caller that sorts or cuts what it was given must not change it for the others.
func TestListsAreCopies(t *testing.T) {
	o := Default()
	s := mustSchema(t, o, "WorkerGroup")
	before := names(s.Properties(), propertyName)
	slices.Reverse(s.Properties())
	slices.Reverse(s.Counts())
	clear(o.Schemata())
	if after := names(s.Properties(), propertyName); after != before {
		t.Error("the order of the properties changed")
	}
	if got := names(s.Counts(), propertyName); got != "registered approved permitted present" {
		t.Errorf("the counts are %s", got)
	}
	if o.Schemata()[0] == nil {
		t.Error("the schemata were cleared")
	}
}

func TestInheritance(t *testing.T) {
	o := Default()
	company := mustSchema(t, o, "Company")
	for _, name := range []string{"Company", "Organization", "LegalEntity", "Asset", "Thing", "Value"} {
		if !company.IsA(name) {
			t.Errorf("a company is not a %s", name)
		}
	}
	if company.IsA("Interval") || company.IsA("Person") || company.IsA("") {
		t.Error("a company is more than it should be")
	}
	got := names(mustSchema(t, o, "Organization").Descendants(), schemaName)
	if got != "Company PublicBody" {
		t.Errorf("descendants of an organisation: %s", got)
	}
	if n := len(mustSchema(t, o, "Passport").Descendants()); n != 0 {
		t.Errorf("a passport has %d descendants", n)
	}
	if p, ok := company.Property("innCode"); !ok || p.Owner != "LegalEntity" || p.Scheme != "INN" || !p.Single {
		t.Errorf("a company's INN is %+v", p)
	}
	// Interval comes before Thing among the parents of Event, so its summary holds.
	if p, _ := mustSchema(t, o, "Event").Property("summary"); p.Owner != "Interval" {
		t.Errorf("an event's summary comes from %s", p.Owner)
	}
}

func TestSchemataOrder(t *testing.T) {
	at, abstract := 0, false
	for _, s := range Default().Schemata() {
		if s.Group == "" {
			abstract = true
			continue
		}
		i := slices.Index(Groups(), s.Group)
		if i < at || abstract {
			t.Errorf("%s stands out of the order of groups", s.Name)
		}
		at = i
	}
}

func TestLinksBetween(t *testing.T) {
	o := Default()
	show := func(l Link) string {
		if l.Reversed {
			return "<" + l.Schema.Name
		}
		return l.Schema.Name
	}
	for _, c := range []struct{ from, to, want string }{
		{"Person", "Position", "Occupancy UnknownLink"},
		{"Position", "Person", "UnknownLink <Occupancy"},
		{"Contract", "Company", "UnknownLink <ContractAward <Ownership"},
		{"Company", "Contract", "ContractAward Ownership UnknownLink"},
		{"WorkerGroup", "Address", "UnknownLink"},
		{"Claim", "Company", ""},
	} {
		links := o.LinksBetween(mustSchema(t, o, c.from), mustSchema(t, o, c.to))
		if got := names(links, show); got != c.want {
			t.Errorf("from %s to %s: %s; want %s", c.from, c.to, got, c.want)
		}
	}
	person := mustSchema(t, o, "Person")
	got := strings.Fields(names(o.LinksBetween(person, mustSchema(t, o, "Company")), show))
	if got[0] != "Employment" || slices.Index(got, "Ownership") < 0 || slices.Index(got, "<Control") < 0 {
		t.Errorf("from a person to a company: %v", got)
	}
	both := strings.Fields(names(o.LinksBetween(person, person), show))
	for _, name := range []string{"Family", "Associate", "UnknownLink"} {
		if slices.Contains(both, "<"+name) || !slices.Contains(both, name) {
			t.Errorf("the undirected %s should be offered once: %v", name, both)
		}
	}
}

func TestAccepts(t *testing.T) {
	o := Default()
	owner, _ := mustSchema(t, o, "Ownership").Property("owner")
	share, _ := mustSchema(t, o, "Ownership").Property("percentage")
	side, _ := mustSchema(t, o, "Conflict").Property("side")
	for _, c := range []struct {
		p    *Property
		s    string
		want bool
	}{
		{owner, "Person", true},
		{owner, "LegalEntity", true},
		{owner, "Contract", false},
		{share, "Person", false},
		{side, "WorkPermit", true},
		{side, "WorkerGroup", true},
	} {
		if got := c.p.Accepts(mustSchema(t, o, c.s)); got != c.want {
			t.Errorf("%s.%s accepts %s: %v", c.p.Owner, c.p.Name, c.s, got)
		}
	}
}

func TestCaptions(t *testing.T) {
	o := Default()
	if got := names(mustSchema(t, o, "Contract").CaptionProperties(), propertyName); got != "title name procedureNumber" {
		t.Errorf("a contract is called by %s", got)
	}
	for _, s := range o.Schemata() {
		if !s.Abstract && s.Edge == nil && len(s.CaptionProperties()) == 0 {
			t.Errorf("%s is no link and has no caption", s.Name)
		}
	}
}

// A link is told by its two ends, so both must be asked for first.
func TestLinksFeatureTheirEnds(t *testing.T) {
	for _, s := range Default().Linkable() {
		if !slices.Contains(s.Featured[:2], s.Edge.Source) || !slices.Contains(s.Featured[:2], s.Edge.Target) {
			t.Errorf("%s shows %v first, not its two ends", s.Name, s.Featured[:2])
		}
	}
}

func TestSingle(t *testing.T) {
	o := Default()
	for schema, list := range map[string]string{
		"Person":          "birthDate deathDate innCode gender",
		"Company":         "incorporationDate dissolutionDate innCode ogrnCode kppCode leiCode imoNumber amount",
		"Contract":        "contractDate amount",
		"ContractAward":   "count amount startDate endDate",
		"Ownership":       "percentage startDate endDate",
		"WageObservation": "basis amount",
		"WorkerGroup":     "registered approved permitted present startDate endDate",
	} {
		for _, name := range strings.Fields(list) {
			if p, ok := mustSchema(t, o, schema).Property(name); !ok || !p.Single {
				t.Errorf("%s.%s should take one true value", schema, name)
			}
		}
	}
	for _, name := range []string{"name", "alias", "address", "nationality", "email"} {
		if p, _ := mustSchema(t, o, "Person").Property(name); p.Single {
			t.Errorf("Person.%s should take several values", name)
		}
	}
}

func TestChoices(t *testing.T) {
	o := Default()
	basis, _ := mustSchema(t, o, "WageObservation").Property("basis")
	if got := names(basis.Choices, func(c Choice) string { return c.Value }); got != "paid declared received withheld" {
		t.Errorf("the kinds of pay are %s", got)
	}
	if c, ok := basis.Choice("declared"); !ok || c.Label == "" {
		t.Errorf("declared is %+v", c)
	}
	if _, ok := basis.Choice("net"); ok {
		t.Error("net is taken for a kind of pay")
	}
	for _, s := range o.Schemata() {
		for _, p := range s.Properties() {
			for _, c := range p.Choices {
				if canonical, err := value.Canonical(p.Kind, c.Value); err != nil || canonical != c.Value {
					t.Errorf("%s.%s: the choice %q is stored as %q (%v)", s.Name, p.Name, c.Value, canonical, err)
				}
			}
		}
	}
}
