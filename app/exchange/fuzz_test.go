package exchange

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"redthread/app/redact"
	"redthread/store"
)

// fuzzed reads bytes as a format and, where they are taken, writes the case:
// no input may panic, and what was taken in must leave again.
func fuzzed(t *testing.T, c *store.Case, format Format, name string, data []byte) {
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	r, err := Import(t.Context(), c, path, format, nil)
	if err != nil {
		return
	}
	if _, err := Export(t.Context(), c, filepath.Join(t.TempDir(), "out"+filepath.Ext(name)), Options{Format: format, Profile: redact.Full}, nil); err != nil {
		t.Fatalf("%+v cannot be written: %v", r, err)
	}
	if r.Changed {
		if _, err := c.Undo(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
}

func FuzzEntities(f *testing.F) {
	f.Add([]byte(strange))
	f.Add([]byte(`{"id":"a","schema":"Company","properties":{"name":"x","amount":[1,null,{"a":[]}],"currency":["USD"]},"redthread":{"class":"nobody","facts":[{"p":"name","v":"y","s":"d","from":"never"}]}}`))
	f.Add([]byte(`{"id":"rt-source-1","schema":"Document","redthread":{"source":{"title":"x","grade":"Z9"}}}`))
	c := newCase(f)
	f.Fuzz(func(t *testing.T, data []byte) { fuzzed(t, c, FTM, "a.json", data) })
}

func FuzzStatements(f *testing.F) {
	f.Add([]byte(strangeRows))
	f.Add([]byte(`{"entity_id":"a","prop":"name","schema":"Company","value":"x","dataset":"d","external":true}`))
	f.Add([]byte("entity_id,prop,schema,value,dataset,redthread\na,name,Company,x,d,\"{\"\"fact\"\":{\"\"p\"\":\"\"name\"\",\"\"v\"\":\"\"z\"\"}}\"\n"))
	c := newCase(f)
	f.Fuzz(func(t *testing.T, data []byte) { fuzzed(t, c, Statements, "a.csv", data) })
}

func FuzzSheets(f *testing.F) {
	f.Add([]byte("entity,schema,property,value,part,target,source\ne1,Company,name,Mokran,,,s\ne1,Company,name,more,2,,s\n"))
	c := newCase(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		dir := t.TempDir()
		for name, text := range map[string][]byte{sourceSheet: []byte("source,title\ns,A source\n"), statementSheet: data} {
			if err := os.WriteFile(filepath.Join(dir, name+".csv"), text, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if r, err := Import(t.Context(), c, dir, CSV, nil); err == nil && r.Changed {
			if _, err := c.Undo(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
	})
}

func TestHostileFilesAreRefusedInASentence(t *testing.T) {
	c := newCase(t)
	deep := `{"id":"a","schema":"Company","properties":{"name":[` + strings.Repeat("[", 20000) + strings.Repeat("]", 20000) + `]}}`
	for name, k := range map[string]struct {
		format Format
		text   string
	}{
		"empty.json":  {FTM, "{}\n"},
		"deep.json":   {FTM, deep},
		"binary.json": {FTM, "\x00\x01\x02"},
		"not.csv":     {Statements, "a,b\n1,2\n"},
		"not.xlsx":    {XLSX, "PK nothing"},
	} {
		_, err := Import(t.Context(), c, write(t, name, k.text), k.format, nil)
		if err == nil || !strings.HasSuffix(err.Error(), ".") || strings.Count(err.Error(), "\n") > 0 {
			t.Errorf("%s: %v", name, err)
		}
	}
	// A line without end is refused while it is read, not after.
	path := filepath.Join(t.TempDir(), "long.json")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Truncate(lineLimit + 1<<20); err != nil {
		t.Fatal(err)
	}
	_ = f.Close()
	for _, format := range []Format{FTM, Statements} {
		if _, err := Import(t.Context(), c, path, format, nil); err == nil || !strings.Contains(err.Error(), "MB") {
			t.Errorf("%s: %v", format, err)
		}
	}
	info, err := c.Info(t.Context())
	if err != nil || info.Actions != 0 {
		t.Errorf("something was written: %+v, %v", info, err)
	}
}
