package tables

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"redthread/app/capture/document"
	"redthread/app/tables/records"
	"redthread/store"
)

const firms = `Firm;INN;Share;Owner;Born;Since
Mokran LLC;7811489970;49,5;Kim Chol;1961-05-02;02.08.2012
Zenco-39;7704010041;;;;
Third;123;10;Pak Il;02/03/1960;
Mokran LLC;7811489970;51;Pak Il;1970;
`

const firmsMap = `
firms:
  queries:
    - entities:
        firm:
          schema: Company
          key: INN
          key_literal: ru-inn
          properties:
            name: {column: Firm}
            innCode: {column: INN}
        owner:
          schema: Person
          keys: [Owner, Born]
          properties:
            name: {column: Owner}
            birthDate: {column: Born}
        owns:
          schema: Ownership
          properties:
            owner: {entity: owner}
            asset: {entity: firm}
            percentage: {column: Share, decimal: ",", unit: percent}
            startDate: {column: Since}
`

func newCase(t testing.TB) *store.Case {
	t.Helper()
	c, err := store.Create(context.Background(), filepath.Join(t.TempDir(), "a.rtcase"), store.Options{Author: "A. Tester"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	return c
}

func mapped(t testing.TB, text string) Mapping {
	t.Helper()
	m, err := ParseMapping([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func written(t testing.TB, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func imported(t testing.TB, c *store.Case, name, text, mapping string) Result {
	t.Helper()
	r, err := Import(context.Background(), c, written(t, name, text), mapped(t, mapping), Options{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// said lists what the case says, "caption property value".
func said(t testing.TB, c *store.Case, f store.StatementFilter) map[string]store.Statement {
	t.Helper()
	all, err := c.Statements(context.Background(), f)
	if err != nil {
		t.Fatal(err)
	}
	m := map[string]store.Statement{}
	for _, s := range all {
		e, err := c.Entity(context.Background(), s.Entity)
		if err != nil {
			t.Fatal(err)
		}
		v := s.Value
		if !s.Target.IsZero() {
			to, err := c.Entity(context.Background(), s.Target)
			if err != nil {
				t.Fatal(err)
			}
			v = to.Caption
		}
		m[strings.TrimSpace(e.Schema+" "+e.Caption)+" "+s.Property+" "+v] = s
	}
	return m
}

func TestImport(t *testing.T) {
	c := newCase(t)
	r := imported(t, c, "firms.csv", firms, firmsMap)
	if r.Rows != 4 || r.Bad != 1 || r.New != 6 || !r.Kept || !r.Text || !r.Changed {
		t.Errorf("%+v", r)
	}
	if len(r.Faults) != 1 || !strings.HasPrefix(r.Faults[0].Sentence(), `Row 4, column Born: "02/03/1960" is not a date`) {
		t.Errorf("faults %+v", r.Faults)
	}
	all := said(t, c, store.StatementFilter{})
	for _, want := range []string{
		"Company Mokran LLC innCode 7811489970", "Person Kim Chol birthDate 1961-05-02", "Ownership owner Kim Chol", "Ownership asset Mokran LLC",
		"Ownership percentage 49.5%", "Ownership percentage 51%", "Ownership startDate 2012-08-02", "Company Zenco-39 name Zenco-39",
	} {
		if _, ok := all[want]; !ok {
			t.Errorf("nobody says %q; there is %v", want, all)
		}
	}
	// What was typed stands beside what was read, and the row is cited.
	n := all["Ownership percentage 49.5%"].Notings[0]
	if n.Original != "49,5" || n.Citation.Locator != "row 2" || n.Citation.Passage != 2 {
		t.Errorf("noted as %+v", n)
	}
	if n := all["Ownership startDate 2012-08-02"].Notings[0]; n.Original != "02.08.2012" {
		t.Errorf("noted as %+v", n)
	}
	// The firm of rows 2 and 5 is one, and both rows say its name.
	if s := all["Company Mokran LLC name Mokran LLC"]; len(s.Notings) != 2 || s.Notings[1].Citation.Locator != "row 5" {
		t.Errorf("the name is noted as %+v", s.Notings)
	}
	text, ok, err := c.Text(t.Context(), r.Source)
	if err != nil || !ok || text.Passages[1].Text != "Mokran LLC\t7811489970\t49,5\tKim Chol\t1961-05-02\t02.08.2012" {
		t.Errorf("the text is %+v (%v)", text.Passages, err)
	}
	// Again: nothing is new. Another file with the same keys merges.
	if r := imported(t, c, "firms.csv", firms, firmsMap); r.Changed || r.New != 0 || !r.Known {
		t.Errorf("again: %+v", r)
	}
	r = imported(t, c, "more.csv", "Firm;INN;Share;Owner;Born;Since\nMokran;7811489970;;;;\n", firmsMap)
	if r.New != 0 || !r.Changed {
		t.Errorf("another file: %+v", r)
	}
	if p, err := c.Verify(t.Context(), "", nil); err != nil || !p.Sound() {
		t.Error(p.Problems, err)
	}
	// Each is one action.
	for range 2 {
		if _, err := c.Undo(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if all := said(t, c, store.StatementFilter{}); len(all) != 0 {
		t.Errorf("after two undos there is %v", all)
	}
	if s, err := c.Sources(t.Context()); err != nil || len(s) != 0 {
		t.Errorf("after two undos there are sources: %v %v", s, err)
	}
}

func TestCheckAgreesWithImport(t *testing.T) {
	for _, rest := range []bool{false, true} {
		f, err := records.Open(t.Context(), written(t, "firms.csv", firms), records.Options{})
		if err != nil {
			t.Fatal(err)
		}
		found, err := Check(t.Context(), f, mapped(t, firmsMap), rest, nil)
		if err != nil {
			t.Fatal(err)
		}
		_ = f.Close()
		c := newCase(t)
		r, err := Import(t.Context(), c, written(t, "firms.csv", firms), mapped(t, firmsMap), Options{KeepRest: rest}, nil)
		if err != nil || found.Rows != r.Rows || found.Bad != r.Bad || found.Entities != r.New || found.Statements != r.Statements {
			t.Errorf("keep the rest %v: check %+v, import %+v (%v)", rest, found, r.Found, err)
		}
	}
}

// An import that is cancelled leaves nothing.
func TestCancelled(t *testing.T) {
	c := newCase(t)
	var b strings.Builder
	b.WriteString("Name\n")
	for i := range 20_000 {
		b.WriteString("Firm " + strings.Repeat("x", i%7) + "\n")
	}
	path := written(t, "many.csv", b.String())
	ctx, cancel := context.WithCancel(t.Context())
	m := mapped(t, "a: {queries: [{entities: {f: {schema: Company, properties: {name: Name}}}}]}")
	_, err := Import(ctx, c, path, m, Options{}, func(rows int, _, _ int64) {
		if rows > 5000 {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	if _, total, err := c.Entities(t.Context(), store.EntityFilter{}); err != nil || total != 0 {
		t.Errorf("%d entities are left (%v)", total, err)
	}
	if h, err := c.History(t.Context(), store.HistoryFilter{}); err != nil || len(h) != 0 {
		t.Errorf("history %v (%v)", h, err)
	}
}

// An entity that the case has as another kind takes what fits it.
func TestOtherKind(t *testing.T) {
	c := newCase(t)
	imported(t, c, "a.csv", "id,name\n1,Kim\n", "a: {queries: [{entities: {p: {schema: Person, key: id, key_literal: x, properties: {name: name}}}}]}")
	r := imported(t, c, "b.csv", "id,name,capital\n1,Kim Co,100\n", "a: {queries: [{entities: {p: {schema: Company, key: id, key_literal: x, properties: {name: name, capital: {column: capital, currency: RUB}}}}}]}")
	if r.New != 0 || r.Bad != 1 || !strings.Contains(r.Faults[0].Sentence(), "the case has this entity as Person, which has no capital") {
		t.Errorf("%+v", r)
	}
}

func TestFilters(t *testing.T) {
	c := newCase(t)
	r := imported(t, c, "a.csv", "name,kind\nA,firm\nB,person\nC,firm\n", "a: {queries: [{filters: {kind: firm}, filters_not: {name: [C, D]}, entities: {f: {schema: Company, properties: {name: name}}}}]}")
	if r.Rows != 1 || r.New != 1 {
		t.Errorf("%+v", r)
	}
}

// rowOf makes a row of a program's columns.
func rowOf(p *program, cells map[string]string) document.Row {
	r := document.Row{Number: 2}
	for _, c := range p.columns {
		r.Cells = append(r.Cells, document.Cell{Text: cells[c]})
	}
	return r
}
