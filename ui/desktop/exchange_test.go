package desktop

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"redthread/app/exchange"
	"redthread/app/redact"
	"redthread/store"
)

func TestTheExportForm(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	s := withSample(t)
	s.menu(menuFile, "Export for other programs…")
	if len(s.sheets) != 1 {
		t.Fatalf("%d sheets are open", len(s.sheets))
	}
	s.win.Canvas().Capture() // it can be drawn
	s.sheets[0].shut()
	f := s.bench.askExport()
	if f.warning.Visible() || !f.extra.Visible() || !strings.HasSuffix(f.file.Path(), "sakhalin.ftm.json") {
		t.Errorf("at first: %s", f.file.Path())
	}
	f.profile.Select(string(redact.Full))
	f.format.Select(string(exchange.XLSX))
	f.picked("")
	if !f.warning.Visible() || f.extra.Visible() || !strings.HasSuffix(f.file.Path(), "sakhalin full.xlsx") {
		t.Errorf("in full as a workbook: %s", f.file.Path())
	}
	if !f.export() {
		t.Fatal("the form did not go")
	}
	s.settled()
	if info, err := os.Stat(f.file.Path()); err != nil || info.Size() < 10_000 {
		t.Errorf("the workbook: %v, %v", info, err)
	}
	if f.export() {
		t.Error("it wrote over a file")
	}
}

func TestAForeignFileIsToldOf(t *testing.T) {
	s := withSample(t)
	path := filepath.Join(t.TempDir(), "strange.json")
	if err := os.WriteFile(path, []byte(`{"id":"q-1","schema":"Person","properties":{"name":["A. B."],"shoeSize":["44"]}}`+"\nnonsense\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	s.bench.importFrom(path)
	s.settled()
	if len(s.sheets) != 1 {
		t.Fatalf("%d sheets are open", len(s.sheets))
	}
	s.win.Canvas().Capture() // it can be drawn
	found, err := s.bench.c.List(t.Context(), store.EntityFilter{Text: "a b", Limit: 5})
	if err != nil || found.Total == 0 {
		t.Fatalf("%+v, %v", found, err)
	}
	s.sheets[0].shut()
	s.bench.undo()
	s.settled()
	if found, err = s.bench.c.List(t.Context(), store.EntityFilter{Text: "shoe", Limit: 5}); err != nil || found.Total != 0 {
		t.Errorf("after undo: %+v, %v", found, err)
	}
}

func TestExchangeRowsTellEverything(t *testing.T) {
	r := &exchange.Report{
		Flattened: []exchange.Count{{What: "Work permit written as License", Times: 2, Example: "Permit"}},
		Kept:      []exchange.Count{{What: "unknown schema X", Times: 1}},
		Faults:    []exchange.Fault{{Place: "line 2", Why: "It is no JSON object."}}, Bad: 1,
	}
	var all []string
	for _, row := range exchangeRows(r) {
		all = append(all, row.Title+" "+row.Subtitle)
	}
	text := strings.Join(all, "\n")
	for _, want := range []string{"In other words", "such as Permit", "Kept aside", "unknown schema X", "1 line left out", "line 2"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in\n%s", want, text)
		}
	}
}
