package tables

import (
	"strings"
	"testing"

	"redthread/app/tables/records"
)

func drafted(t *testing.T, name, text string, memory *Memory) *Draft {
	t.Helper()
	d, err := OpenDraft(t.Context(), written(t, name, text), records.Options{}, memory)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	return d
}

func previewed(t *testing.T, d *Draft) string {
	t.Helper()
	all, err := d.Preview(10)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, l := range all {
		b.WriteString(strings.TrimRight(l.Kind+" | "+l.Title+" | "+l.Text, " |") + "\n")
	}
	return b.String()
}

// A sheet whose headings say nothing is mapped step by step, and each step
// shows what the rows become.
func TestDraft(t *testing.T) {
	d := drafted(t, "x.csv", "c1,c2,c3,c4\nMokran,7811489970,Kim Chol,\"49,5\"\nZenco,12,Pak Il,oops\n", nil)
	q := d.Query()
	q.Entities = nil // whatever was told from the contents
	if p := previewed(t, d); p != "" {
		t.Errorf("nothing is mapped, and it shows %q", p)
	}
	firm, err := q.AddEntity("Company")
	if err != nil {
		t.Fatal(err)
	}
	person, _ := q.AddEntity("Person")
	for column, to := range map[string][2]string{"c1": {firm, "name"}, "c3": {person, "name"}} {
		if err := q.Assign(column, to[0], to[1], d.Hint(column, "Company", to[1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := q.Assign("c2", firm, "innCode", Property{}); err != nil {
		t.Fatal(err)
	}
	link, err := q.AddLink("Ownership", person, firm)
	if err != nil {
		t.Fatal(err)
	}
	if err := q.Assign("c4", link, "percentage", d.Hint("c4", "Ownership", "percentage")); err != nil {
		t.Fatal(err)
	}
	want := "Company | Mokran | INN (tax number): 7811489970\nPerson | Kim Chol\nOwnership | Kim Chol owns Mokran | Share: 49.5% (“49,5”)\n" +
		"Company | Zenco | INN (tax number): 12\nPerson | Pak Il\nOwnership | Pak Il owns Zenco\nBad | c4 | \"oops\" is not a share"
	if got := previewed(t, d); !strings.HasPrefix(got, want) {
		t.Errorf("it shows\n%s\nwant\n%s", got, want)
	}
	q.SetKeys(firm, []string{"c2"})
	if e := q.Entity(firm); e.KeyLiteral != "ru-inn" {
		t.Errorf("the key is of %q", e.KeyLiteral)
	}
	// A column fills one thing; put elsewhere it leaves where it was.
	if err := q.Assign("c2", firm, "ogrnCode", Property{}); err != nil {
		t.Fatal(err)
	}
	if _, p, _ := q.Assigned("c2"); p != "ogrnCode" {
		t.Errorf("c2 fills %q", p)
	}
	if e := q.Entity(firm); len(e.Keys) == 0 {
		t.Error("a firm without keys")
	}
	if err := q.Assign("c4", link, "asset", Property{}); err == nil {
		t.Error("a column fills the end of a link")
	}
	if _, err := q.AddLink("Family", person, firm); err == nil {
		t.Error("a firm is kin to a person")
	}
	if err := q.SetSchema(person, "Company"); err != nil || q.Entity(link) == nil {
		t.Errorf("a firm cannot own: %v", err)
	}
	if err := q.SetSchema(firm, "Person"); err != nil || q.Entity(link) != nil {
		t.Errorf("a person is owned: %v", err)
	}
	q.RemoveEntity(person)
	if len(q.Entities) != 1 {
		t.Errorf("there is %+v", q.Entities)
	}
}

// What was mapped is remembered by the headings.
func TestDraftRemembers(t *testing.T) {
	memory := NewMemory(t.TempDir())
	d := drafted(t, "a.csv", "foo,bar\nMokran,x\n", memory)
	name, err := d.Query().AddEntity("Company")
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Query().Assign("foo", name, "name", Property{}); err != nil {
		t.Fatal(err)
	}
	if err := d.Remember(memory); err != nil {
		t.Fatal(err)
	}
	again := drafted(t, "b.csv", "bar,foo\ny,Zenco\n", memory)
	if !strings.Contains(again.Origin, "last time") || !strings.Contains(previewed(t, again), "Company | Zenco") {
		t.Errorf("%q: %s", again.Origin, previewed(t, again))
	}
	other := drafted(t, "c.csv", "foo,baz\nMokran,x\n", memory)
	if strings.Contains(other.Origin, "last time") {
		t.Error("a table of other headings is remembered")
	}
	if err := other.Use(t.Context(), again.Mapping, "loaded"); err != nil {
		t.Error(err) // it needs foo alone
	}
	m := mapped(t, firmsMap)
	if err := other.Use(t.Context(), m, "loaded"); err == nil || !strings.Contains(err.Error(), "has no column INN") {
		t.Errorf("a mapping that does not fit is used: %v", err)
	}
}

// A mapping with several queries shows each with its own rows.
func TestDraftOfARegister(t *testing.T) {
	d, err := OpenDraft(t.Context(), "testdata/egrul.xml", records.Options{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = d.Close() }()
	if len(d.Mapping.Queries) < 5 {
		t.Fatalf("%s: %d queries", d.Origin, len(d.Mapping.Queries))
	}
	if err := d.Look(t.Context(), 2); err != nil {
		t.Fatal(err)
	}
	if p := previewed(t, d); !strings.Contains(p, "Ownership | КИМ ЧХОЛЬ owns ") || !strings.Contains(p, "1/3") {
		t.Error(p)
	}
}
