package form

import (
	"strings"
	"testing"

	"redthread/store"
	"redthread/ui/desktop/desk/desktest"
)

func TestFindEntities(t *testing.T) {
	d := desktest.New(t)
	c := d.Case()
	tests := []struct {
		text, first string
		schemata    []string
	}{
		{"sako", "Sakorenma Ltd.", nil},                                 // called so before what mentions it
		{"kogen", "General Corporation for External Construction", nil}, // by another name
		{"zenco", "Zenco-39", []string{"Company"}},
		{"sako", "DPRK workers of Sakorenma", []string{"WorkerGroup"}},
		{c.Short(store.KindEntity, company(t, d, "Zenco-39")), "Zenco-39", nil},
	}
	for _, tt := range tests {
		found, err := FindEntities(t.Context(), c, tt.schemata, tt.text)
		if err != nil {
			t.Fatal(err)
		}
		if len(found) == 0 || found[0].Name != tt.first {
			t.Errorf("%q finds %v first, want %s", tt.text, found, tt.first)
		}
		if len(found) > offered {
			t.Errorf("%q offers %d", tt.text, len(found))
		}
	}
	if found, err := FindEntities(t.Context(), c, nil, "nobody of that name"); err != nil || len(found) != 0 {
		t.Errorf("found %v, %v", found, err)
	}
}

func TestDescribeTellsAlikesApart(t *testing.T) {
	d := desktest.New(t)
	rows, _, err := d.Case().Entities(t.Context(), store.EntityFilter{})
	if err != nil {
		t.Fatal(err)
	}
	all, err := Describe(t.Context(), d.Case(), rows)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range all {
		if f.Name == "" || f.Subtitle() == "" || f.Short == "" {
			t.Errorf("nothing to tell it by: %+v", f)
		}
		if f.Name == "Zenco-39" && f.Subtitle() != "company  ·  Krasnodar" {
			t.Errorf("Zenco-39 is described as %q", f.Subtitle())
		}
		if f.Schema.Name == "Ownership" && !strings.Contains(f.Name, "→") {
			t.Errorf("a link is named %q", f.Name)
		}
	}
}

func TestFindSources(t *testing.T) {
	d := desktest.New(t)
	for text, want := range map[string]int{"": 14, "[3]": 1, "ofac": 2, "resolution 2375": 1, "no such thing": 0} {
		got, err := FindSources(t.Context(), d.Case(), text)
		if err != nil || len(got) != want {
			t.Errorf("%q finds %d sources, want %d (%v)", text, len(got), want, err)
		}
	}
}
