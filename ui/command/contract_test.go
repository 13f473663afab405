package command

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"redthread/store"
)

// The names are a contract with every script out there.
func TestNamesAreKept(t *testing.T) {
	want := map[string]string{
		"":                   "[CASE] --screen --theme --size",
		"sample":             "FILE --force",
		"new":                "FILE --title",
		"info":               "CASE",
		"verify":             "CASE --head",
		"copy":               "CASE FILE",
		"source list":        "CASE",
		"source show":        "CASE ID",
		"source add":         "CASE [PATH] --title --kind --publisher --author --published --accessed --grade --origin --url --language --note --class --passage --source --again --ocr --charset --no-text",
		"source text":        "CASE ID --layer --from --to",
		"source read":        "CASE ID --file --charset --ocr",
		"source save":        "CASE ID PATH --file",
		"source found":       "CASE ID --all --layer --limit",
		"import":             "CASE FILE --map --guess --sheet --format --dry-run --keep-rest --rows --charset --delimiter --title --kind --publisher --author --published --accessed --grade --origin --url --language --note --class",
		"mappings":           "[NAME]",
		"search":             "CASE QUERY --in --limit",
		"match pairs":        "",
		"match records":      "",
		"match screen":       "LIST QUERIES",
		"ties":               "CASE --entity --hops --most --unmute --mute --limit",
		"path":               "CASE A B --all --hops --kind --on --known --along --firm --own --claims --muted --limit",
		"layout":             "FILE -o --seed --as --effort --keep --measure",
		"ownership":          "CASE ENTITY --rules --on",
		"chart list":         "CASE",
		"chart make":         "CASE [PARTY] --title --around --as",
		"chart export":       "CASE --chart -o --dpi --as --redaction",
		"timeline":           "CASE -o --by --party --chart --kind --dpi --redaction",
		"manifest":           "CASE -o --full",
		"entity list":        "CASE --schema --find --limit",
		"entity show":        "CASE ID",
		"entity add":         "CASE [PROPERTY=VALUE] --schema --name --class --source --passage --layer --quote --said-by --hedge --cred --origin",
		"statement list":     "CASE --source --property --limit",
		"statement add":      "CASE ENTITY PROPERTY VALUE --source --passage --layer --quote --said-by --hedge --cred --origin --dispute --from --to --lang",
		"statement withdraw": "CASE ID --why",
		"link":               "CASE FROM KIND TO [PROPERTY=VALUE] --source --passage --layer --quote --said-by --hedge --cred --origin",
		"history":            "CASE --limit",
		"undo":               "CASE",
		"redo":               "CASE",
		"figure":             "CASE NAME -o --currency --rate --rate-date --rate-source --redaction",
		"report":             "CASE -o --redaction",
		"export":             "CASE --format -o --redaction --plain",
		"share":              "CASE -o --to --hybrid --passphrase-file --sign --key-passphrase-file --redaction",
		"unseal":             "SEALED -o --passphrase-file --key --key-passphrase-file",
		"diff":               "CASE OTHER --passphrase-file --key --key-passphrase-file",
		"merge":              "CASE OTHER --dry-run --passphrase-file --key --key-passphrase-file",
		"conflict list":      "CASE",
		"conflict decide":    "CASE NUMBER SIDE --why",
		"recover":            "DAMAGED NEW",
		"snapshots":          "CASE --take",
		"key new":            "NAME --passphrase-file",
		"key list":           "",
		"key export":         "NAME -o",
		"key add":            "FILE",
		"key remove":         "NAME",
		"lists add":          "FILE --as --title --date --format --map",
		"lists list":         "--removed",
		"lists show":         "LIST --limit",
		"lists changes":      "LIST --since --limit",
		"screen":             "[CASE] --list --name --schema --weak --all --record --limit",
		"duplicates":         "CASE --all --limit",
		"judge":              "CASE ENTITY VERDICT OTHER --why",
		"lists remove":       "LIST",
		"lists restore":      "LIST",
		"author":             "[NAME]",
		"schema":             "[NAME]",
		"help":               "[COMMAND]",
		"version":            "",
	}
	for _, c := range table() {
		var parts []string
		for _, a := range c.args {
			if a.optional {
				parts = append(parts, "["+a.name+"]")
			} else {
				parts = append(parts, a.name)
			}
		}
		for _, f := range c.flags {
			parts = append(parts, dashed(f))
		}
		if got := strings.Join(parts, " "); got != want[c.name] {
			t.Errorf("%q is %q, the contract says %q", c.name, got, want[c.name])
		}
		delete(want, c.name)
	}
	for name := range want {
		t.Errorf("there is no command %q", name)
	}
}

// Flags are read before the command is known, so a name must mean a value or a
// switch everywhere alike.
func TestFlagsMeanTheSameEverywhere(t *testing.T) {
	all := everyFlag()
	for _, c := range table() {
		for _, f := range c.allFlags() {
			at := slices.IndexFunc(all, func(g flag) bool { return g.name == f.name })
			if (all[at].value == "") != (f.value == "") || all[at].short != f.short {
				t.Errorf("--%s of %q differs from that of another command", f.name, c.name)
			}
			if f.help == "" {
				t.Errorf("--%s of %q has no help", f.name, c.name)
			}
		}
		if c.brief == "" || c.run == nil {
			t.Errorf("%q is not whole", c.name)
		}
		if c.answer == nil && c.name != "" {
			t.Errorf("%q has no JSON shape", c.name)
		}
	}
}

// What a flag that may be repeated in one command does in another must still be refused there.
func TestARepeatedFlagIsRefusedWhereItIsSingle(t *testing.T) {
	b := newBench(t)
	path := b.sample()
	code, _, errs := b.run("entity", "add", path, "--schema", "Company", "--name", "X", "--source", "1", "--passage", "1", "--passage", "2")
	if code != exitMisuse || !strings.Contains(errs, "--passage is given twice") {
		t.Errorf("exit code %d: %s", code, errs)
	}
}

func TestShapesAreDocumented(t *testing.T) {
	snake := regexp.MustCompile(`^[a-z][a-z0-9]*(_[a-z0-9]+)*$`)
	var visit func(t *testing.T, typ reflect.Type)
	seen := map[reflect.Type]bool{}
	visit = func(t *testing.T, typ reflect.Type) {
		for typ.Kind() == reflect.Slice || typ.Kind() == reflect.Pointer {
			typ = typ.Elem()
		}
		if typ.Kind() != reflect.Struct || seen[typ] {
			return
		}
		seen[typ] = true
		for i := range typ.NumField() {
			f := typ.Field(i)
			name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			if f.IsExported() && !f.Anonymous {
				if !snake.MatchString(name) {
					t.Errorf("%s.%s has the JSON name %q", typ, f.Name, name)
				}
				if f.Tag.Get("doc") == "" {
					t.Errorf("%s.%s is not explained", typ, f.Name)
				}
			}
			if f.IsExported() || f.Anonymous {
				visit(t, f.Type)
			}
		}
	}
	for _, c := range table() {
		if c.answer != nil {
			visit(t, reflect.TypeOf(c.answer))
		}
	}
	if len(seen) < 20 {
		t.Errorf("only %d shapes were looked at", len(seen))
	}
}

// Every reading command prints JSON that has just the fields of its shape and
// no null, so that nobody has to guess.
func TestJSONIsAsDocumented(t *testing.T) {
	b := newBench(t)
	path, dir := b.sample(), t.TempDir()
	letter := filepath.Join(dir, "letter.txt")
	if err := os.WriteFile(letter, []byte("Sakorenma Ltd. paid at least 16,000 roubles a month in July 2018.\n\nINN 7707083893."), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"info", path},
		{"verify", path},
		{"source", "list", path},
		{"source", "show", path, "1"},
		{"entity", "list", path},
		{"entity", "show", path, "Sakorenma Ltd."},
		{"entity", "show", path, "General Corporation for External Construction"},
		{"statement", "list", path, "--property", "owner"},
		{"history", path},
		{"schema"},
		{"schema", "WageObservation"},
		{"author"},
		{"help"},
		{"help", "json"},
		{"version"},
		{"statement", "add", path, "Sakorenma Ltd.", "summary", "A firm.", "--source", "none"},
		{"source", "text", path, "1", "--to", "3"},
		{"source", "found", path, "1", "--all"},
		{"search", path, "Genco OR workers OR 평양"},
		{"source", "add", path, letter, filepath.Join(dir, "none.txt")},
		{"source", "add", path, letter},
		{"source", "show", path, "letter"},
		{"source", "read", path, "letter", "--charset", "koi8-r"},
		{"source", "found", path, "letter"},
		{"source", "save", path, "letter", dir + "/saved.txt"},
		{"manifest", path, "-o", filepath.Join(dir, "proof")},
		{"undo", path},
		{"redo", path},
	} {
		name := args[0]
		if _, ok := commandNamed(name); !ok {
			name += " " + args[1]
		}
		c, _ := commandNamed(name)
		code, out, errs := b.run(append(args, "--json")...)
		if named := slices.Contains(args, filepath.Join(dir, "none.txt")); code != exitDone && !named {
			t.Fatalf("%q: exit code %d: %s", args, code, errs)
		}
		var v any
		if err := json.Unmarshal([]byte(out), &v); err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		typ := reflect.TypeOf(c.answer)
		if err := fits(name, typ, v); err != nil {
			t.Error(err)
		}
	}
}

// fits holds a JSON value against the struct it came from.
func fits(at string, typ reflect.Type, v any) error {
	if v == nil {
		return fmt.Errorf("%s is null", at)
	}
	switch typ.Kind() {
	case reflect.Pointer:
		return fits(at, typ.Elem(), v)
	case reflect.Slice:
		for i, x := range v.([]any) {
			if err := fits(fmt.Sprintf("%s[%d]", at, i), typ.Elem(), x); err != nil {
				return err
			}
		}
	case reflect.Struct:
		m := v.(map[string]any)
		n := 0
		for _, f := range shapeFields(typ) {
			name, option, _ := strings.Cut(f.Tag.Get("json"), ",")
			x, ok := m[name]
			if !ok {
				if option != "omitempty" {
					return fmt.Errorf("%s has no %q", at, name)
				}
				continue
			}
			n++
			if err := fits(at+"."+name, f.Type, x); err != nil {
				return err
			}
		}
		if n != len(m) {
			return fmt.Errorf("%s has fields that are not documented: %v", at, m)
		}
	}
	return nil
}

// A reading command leaves the bytes of a case as they are.
func TestReadingChangesNothing(t *testing.T) {
	b := newBench(t)
	path := b.sample()
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	b.must("info", path)
	b.must("verify", path)
	b.must("source", "list", path)
	b.must("entity", "show", path, "Sakorenma Ltd.")
	b.must("statement", "list", path)
	b.must("history", path)
	b.must("search", path, "workers")
	b.must("source", "text", path, "1")
	b.must("source", "found", path, "1")
	b.must("copy", path, filepath.Join(t.TempDir(), "copy.rtcase"))
	after, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(before, after) {
		t.Error("the case changed")
	}
	left, err := filepath.Glob(path + "*")
	if err != nil || len(left) != 1 {
		t.Errorf("beside the case lies %v (%v)", left, err)
	}
}

// While one has a case open, another reads it and is told who holds it.
func TestASecondWriterIsRefused(t *testing.T) {
	b := newBench(t)
	path := b.sample()
	if err := b.env.SetAuthor("A. Holder"); err != nil {
		t.Fatal(err)
	}
	c, err := b.env.Open(t.Context(), path, false)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	}()
	b.must("info", path)
	code, _, errs := b.run("source", "add", path, "--title", "X")
	if code != exitNo || !strings.Contains(errs, "A. Holder has had this case open since") {
		t.Errorf("exit code %d: %s", code, errs)
	}
	if _, err := c.Update(t.Context(), "Change it", func(tx *store.Tx) error {
		_, err := tx.AddSource(store.Source{Title: "Y"})
		return err
	}); err != nil {
		t.Fatal(err)
	}
	code, _, errs = b.run("sample", path, "--force")
	if code != exitNo || !strings.Contains(errs, "A. Holder") {
		t.Errorf("an open case was moved: exit code %d: %s", code, errs)
	}
}

func TestStoppingSaysSo(t *testing.T) {
	b := newBench(t)
	path := b.sample()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var out, errs bytes.Buffer
	code := Run(ctx, []string{"source", "add", path, "--title", "X"}, IO{Out: &out, Err: &errs, Env: b.env})
	if code != exitNo || errs.String() != "redthread: Stopped before it was done, so nothing was kept.\n" {
		t.Errorf("exit code %d: %s", code, errs.String())
	}
	if out := b.must("source", "list", path); strings.Contains(out, " X") {
		t.Error("the source was kept")
	}
}

// What a stranger wrote into a case must not steer the terminal.
func TestOutputIsHarmless(t *testing.T) {
	b := newBench(t)
	path := filepath.Join(t.TempDir(), "c.rtcase")
	b.must("new", path, "--title", "A case")
	b.must("source", "add", path, "--title", "List", "--note", "See \x1b]0;x\x07 \u202eexe.fdp", "--passage", "one\ntwo\u009b")
	b.must("author", "A. Reader")
	for _, args := range [][]string{{"source", "list", path}, {"source", "show", path, "1"}} {
		out := b.must(args...)
		if strings.ContainsAny(out, "\x1b\x07\u009b\u202e") {
			t.Errorf("%v prints %q", args, out)
		}
	}
	if code, _, errs := b.run("info", "none\x1b[2J.rtcase"); code != exitNo || strings.Contains(errs, "\x1b") {
		t.Errorf("exit code %d: %q", code, errs)
	}
}

func TestSentences(t *testing.T) {
	long := &fs.PathError{Op: "open", Path: "/a/.report.pdf.123.part", Err: fs.ErrPermission}
	for _, c := range []struct {
		err  error
		want string
	}{
		{misusef("--title is given twice."), "--title is given twice."},
		{fmt.Errorf("writing: %w", refuse(store.ErrExists, "a.pdf exists already.")), "a.pdf exists already."},
		{fmt.Errorf("writing a.pdf: %w", long), "report.pdf cannot be written there; choose a folder of your own."},
		{fmt.Errorf("x: %w", &fs.PathError{Op: "open", Path: "/none/a.svg", Err: fs.ErrNotExist}), "The folder of a.svg does not exist; make it first."},
		{context.Canceled, "Stopped before it was done, so nothing was kept."},
		{errors.New("odd\nthing"), "It did not work: odd thing."},
	} {
		if got := sentence(c.err); got != c.want {
			t.Errorf("%v: %q, want %q", c.err, got, c.want)
		}
	}
}

func TestVerboseGivesDetails(t *testing.T) {
	b := newBench(t)
	code, _, errs := b.run("info", "none.rtcase", "--verbose")
	if code != exitNo || strings.Count(errs, "\n") < 2 || !strings.Contains(errs, "no such file") {
		t.Errorf("exit code %d: %q", code, errs)
	}
}

func TestColumns(t *testing.T) {
	for text, want := range map[string]int{"abc": 3, "김정은": 6, "朝鮮": 4, "Морские": 7, "e\u0301": 1, "–": 1, "": 0} {
		if got := columns(text); got != want {
			t.Errorf("%q takes %d columns, want %d", text, got, want)
		}
	}
}
