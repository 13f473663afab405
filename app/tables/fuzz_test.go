package tables

import (
	"testing"

	"redthread/app/tables/records"
)

// FuzzParseMapping: no mapping makes the parser panic, and one that is taken
// is written and read again as it is.
func FuzzParseMapping(f *testing.F) {
	f.Add([]byte(firmsMap))
	for _, r := range Ready() {
		y, err := r.YAML()
		if err != nil {
			f.Fatal(err)
		}
		f.Add(y)
	}
	f.Add([]byte("a: &a {queries: [*a, *a, *a]}"))
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := ParseMapping(data)
		if err != nil {
			return
		}
		y, err := m.YAML()
		if err != nil {
			t.Fatal(err)
		}
		again, err := ParseMapping(y)
		if err != nil {
			t.Fatalf("%v\n%s", err, y)
		}
		y2, err := again.YAML()
		if err != nil || string(y) != string(y2) {
			t.Fatalf("written again it differs:\n%s\n%s", y, y2)
		}
	})
}

// FuzzRows: whatever the cells hold, a row becomes facts or faults.
func FuzzRows(f *testing.F) {
	f.Add("Mokran", "7811489970", "49,5", "02/03/2018", "408")
	f.Add("", "-0-", "1e400", "43314", "x;y")
	m, err := ParseMapping([]byte(`a: {queries: [{entities: {
f: {schema: Company, key: a, properties: {name: {columns: [a, b], join: " "}, capital: {column: c, currency: RUB, decimal: ","}, incorporationDate: {column: d, format: "%d/%m/%Y"}, country: e, phone: {column: e, split: ";"}}},
p: {schema: Person, keys: [b, d], properties: {name: {template: "{{a}} {{b}}"}, birthDate: {column: d, format: excel}}},
o: {schema: Ownership, properties: {owner: {entity: p}, asset: {entity: f}, percentage: {column: c, unit: fraction, hedge: {column: e}, from: {column: d}}}}}}]}`))
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, a, b, c, d, e string) {
		p := compile(&m)[0]
		p.locator = func(int) string { return "row 2" }
		var one Made
		row := rowOf(p, map[string]string{"a": a, "b": b, "c": c, "d": d, "e": e})
		if !p.make(row, &one) {
			t.Fatal("no filter leaves it out")
		}
		for _, x := range one.Facts {
			if x.Entity >= len(one.Entities) || x.Target >= len(one.Entities) || x.Value == "" && x.Target < 0 {
				t.Fatalf("%+v of %+v", x, one.Entities)
			}
		}
	})
}

// FuzzGuess: whatever a table looks like, the guess is a mapping that can be
// used, or has nothing in it.
func FuzzGuess(f *testing.F) {
	f.Add("Name,INN,Director\nA,1,B\n")
	f.Add("{\"a\": [1, {\"b\": 2}]}")
	f.Fuzz(func(t *testing.T, text string) {
		file, err := records.OpenBytes(t.Context(), "x", []byte(text), records.Options{})
		if err != nil {
			return
		}
		defer func() { _ = file.Close() }()
		m, err := Guess(t.Context(), file, records.Part{})
		if err != nil || len(m.Queries[0].Entities) == 0 {
			return
		}
		if err := m.Check(); err != nil {
			t.Fatal(err)
		}
		if _, err := Check(t.Context(), file, m, false, nil); err != nil {
			t.Fatal(err)
		}
	})
}
