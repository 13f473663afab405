package index_test

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"testing"

	"redthread/app/names"
	"redthread/app/names/index"
)

func entry(id, schema string, all ...string) index.Entry {
	r := names.Record{Schema: schema}
	for _, n := range all {
		r.Names = append(r.Names, names.Alias{Text: n})
	}
	return index.Entry{ID: id, Record: r}
}

func few(t *testing.T) *index.Index {
	t.Helper()
	all := []index.Entry{
		entry("zenco39", "Company", "Zenco-39", "Зенко-39"),
		entry("zenco93", "Company", "Zenco-93"),
		entry("genco", "Company", "GENCO"),
		entry("petrov", "Person", "PETROV, Ivan Sergeevich"),
		entry("kim", "Person", "김철수"),
		entry("lena", "Vessel", "MV LENA"),
	}
	all[5].Record.IDs = []names.ID{{Kind: "imoNumber", Value: "IMO 9645061"}}
	for i := range 300 {
		all = append(all, entry(fmt.Sprint("p", i), "Person", fmt.Sprintf("Person%c%c Number%c", 'a'+i%26, 'a'+i/26, 'a'+i%7)))
	}
	x, err := index.Of(context.Background(), all)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

func first(x *index.Index, name, schema string) string {
	if c := x.Search(names.NameRecord(name, schema), 3); len(c) > 0 {
		return c[0].ID
	}
	return ""
}

func TestSearchFindsNamesAcrossScripts(t *testing.T) {
	x := few(t)
	for _, c := range []struct{ name, schema, want string }{
		{"ЗЕНКО-39", "Company", "zenco39"},
		{"Иван Петров", "Person", "petrov"},
		{"Petrof Iwan", "Person", "petrov"},
		{"Kim Cheol-su", "Person", "kim"},
		{"Lena", "Vessel", "lena"},
		{"", "Person", ""},
		{"...", "Company", ""},
	} {
		if got := first(x, c.name, c.schema); got != c.want {
			t.Errorf("%s finds %q, want %q", c.name, got, c.want)
		}
	}
}

func TestAnIdentifierFindsItsEntry(t *testing.T) {
	r := names.Record{Schema: "Vessel", Names: []names.Alias{{Text: "Something Else"}}, IDs: []names.ID{{Kind: "imoNumber", Value: "9645061"}}}
	c := few(t).Search(r, 2)
	if len(c) == 0 || c[0].ID != "lena" || c[0].Match.Score < names.Alert {
		t.Errorf("the IMO number finds %+v", c)
	}
}

func TestAStoredIndexAnswersAlike(t *testing.T) {
	x := few(t)
	path := filepath.Join(t.TempDir(), "list.index")
	if err := x.Write(path); err != nil {
		t.Fatal(err)
	}
	y, err := index.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer y.Close()
	if x.Len() != y.Len() || x.Names() != y.Names() {
		t.Fatalf("%d entries and %d names were stored, %d and %d came back", x.Len(), x.Names(), y.Len(), y.Names())
	}
	for _, q := range []string{"Zenco 39", "Ivan Petrov", "김철수", "Personaa Numbera"} {
		a, b := x.Search(names.NameRecord(q, ""), 5), y.Search(names.NameRecord(q, ""), 5)
		if fmt.Sprint(a) != fmt.Sprint(b) {
			t.Errorf("%s: %v, after storing %v", q, a, b)
		}
	}
}

// A damaged file is refused, or at the very least answers without a panic.
func FuzzRead(f *testing.F) {
	x, err := index.Of(context.Background(), []index.Entry{entry("a", "Person", "Ivan Petrov"), entry("b", "Company", "Zenco-39 Ltd", "Зенко")})
	if err != nil {
		f.Fatal(err)
	}
	var b bytes.Buffer
	if err := x.Encode(&b); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes(), 0, byte(0))
	f.Fuzz(func(t *testing.T, data []byte, at int, with byte) {
		if len(data) > 1<<20 {
			return
		}
		if at >= 0 && at < len(data) {
			data = bytes.Clone(data)
			data[at] ^= with
		}
		for _, d := range [][]byte{data, index.Resealed(data)} {
			y, err := index.Read(d)
			if err != nil {
				continue
			}
			y.Search(names.NameRecord("Ivan Petrov", "Person"), 3)
			y.Search(names.NameRecord("Zenko 39", ""), 3)
			for n := range min(y.Len(), 10) {
				y.Entry(n)
			}
		}
	})
}
