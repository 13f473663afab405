package tables

import (
	"testing"

	"redthread/app/tables/records"
)

func TestMemory(t *testing.T) {
	f, err := records.OpenBytes(t.Context(), "a.csv", []byte("Firm,INN\nA,1\n"), records.Options{})
	if err != nil {
		t.Fatal(err)
	}
	one := Fingerprint(f, records.Part{}, []string{"Firm", "INN"})
	if two := Fingerprint(f, records.Part{}, []string{"inn", "FIRM"}); one != two {
		t.Error("the order or the case of headings changes the fingerprint")
	}
	if Fingerprint(f, records.Part{}, []string{"Firm", "OGRN"}) == one {
		t.Error("other headings have the same fingerprint")
	}
	m := NewMemory(t.TempDir())
	if _, ok := m.Recall(one); ok {
		t.Error("something is remembered before anything was kept")
	}
	want := mapped(t, firmsMap)
	if err := m.Keep(one, want); err != nil {
		t.Fatal(err)
	}
	got, ok := m.Recall(one)
	a, _ := want.YAML()
	b, _ := got.YAML()
	if !ok || string(a) != string(b) {
		t.Errorf("remembered %s", b)
	}
	for i := range mostRemembered + 5 {
		if err := m.Keep(Fingerprint(f, records.Part{}, []string{string(rune('a' + i))}), want); err != nil {
			t.Fatal(err)
		}
	}
	var none *Memory
	if _, ok := none.Recall(one); ok || none.Keep(one, want) != nil {
		t.Error("no memory remembers")
	}
}
