package report

import (
	"path/filepath"
	"testing"

	"redthread/app/chart"
	"redthread/app/network"
	"redthread/app/redact"
	"redthread/app/sample"
	"redthread/store"
)

func TestSavedChartsStandInTheReport(t *testing.T) {
	path := filepath.Join(t.TempDir(), "sakhalin.rtcase")
	if err := sample.Create(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	c, err := store.Open(t.Context(), path, store.Options{Author: "A. Person"})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Close() }()
	g, err := network.Build(t.Context(), c, network.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := chart.MakeWhole(t.Context(), c, g, nil); err != nil {
		t.Fatal(err)
	}
	pdf, made := written(t, c, redact.Public, Options{Sections: []Section{{ID: Charts, On: true}}})
	if len(made.Outline) < 2 || made.Outline[1].Title != "The whole case" {
		t.Errorf("outline: %+v", made.Outline)
	}
	wants(t, textOf(t, pdf), "The whole case", "Zenco-39", "Figure 1.")
}
