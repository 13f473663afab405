package command

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var someFlags = []flag{
	{name: "title", value: "TITLE"},
	{name: "passage", value: "TEXT", many: true},
	{name: "o", short: "o", value: "FILE"},
	{name: "json"},
	{name: "help", short: "h"},
}

func TestParse(t *testing.T) {
	for _, c := range []struct {
		args  string
		want  []string
		words int
		flags []given
	}{
		{"", nil, 0, nil},
		{"info CASE", []string{"info", "CASE"}, 2, nil},
		{"--json info CASE", []string{"info", "CASE"}, 2, []given{{"json", ""}}},
		{"info --json CASE", []string{"info", "CASE"}, 2, []given{{"json", ""}}},
		{"new --title T FILE", []string{"new", "FILE"}, 2, []given{{"title", "T"}}},
		{"new --title=T=U FILE", []string{"new", "FILE"}, 2, []given{{"title", "T=U"}}},
		{"new --title= FILE", []string{"new", "FILE"}, 2, []given{{"title", ""}}},
		{"new --title=-5", []string{"new"}, 1, []given{{"title", "-5"}}},
		{"report -o a.pdf", []string{"report"}, 1, []given{{"o", "a.pdf"}}},
		{"report -o=a.pdf", []string{"report"}, 1, []given{{"o", "a.pdf"}}},
		{"--passage a --passage b", nil, 0, []given{{"passage", "a"}, {"passage", "b"}}},
		{"a - b", []string{"a", "-", "b"}, 3, nil},
		{"a -- -5 --json --", []string{"a", "-5", "--json", "--"}, 1, nil},
		{"-- info", []string{"info"}, 0, nil},
	} {
		got, err := parse(strings.Fields(c.args), someFlags)
		if err != nil {
			t.Errorf("%s: %v", c.args, err)
			continue
		}
		want := parsed{c.want, c.words, c.flags}
		if d := cmp.Diff(want, got, cmp.AllowUnexported(parsed{}, given{})); d != "" {
			t.Errorf("%s: %s", c.args, d)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for args, want := range map[string]string{
		"--titel T":           "did you mean --title?",
		"--colour red":        "There is no flag --colour; put --",
		"-5":                  "put -- before arguments",
		"--title":             "--title needs a value",
		"--title --json":      "write --title=TITLE where the value begins with a dash",
		"--title --":          "--title needs a value",
		"-o":                  "-o needs a value",
		"--json=yes":          "--json is a switch",
		"--title a --title b": "--title is given twice",
		"--json --json":       "--json is given twice",
		"-title T":            "did you mean --title?",
		"---":                 "There is no flag ---",
	} {
		_, err := parse(strings.Fields(args), someFlags)
		var m misuse
		if !errors.As(err, &m) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", args, err, want)
		}
	}
}

func TestNearest(t *testing.T) {
	names := []string{"source", "statement", "schema", "sample", "undo", "redo", "-"}
	for typed, want := range map[string]string{
		"sorce": "source", "soucre": "source", "statment": "statement", "st": "statement", "shcema": "schema",
		"udno": "undo", "SAMPLE": "sample", "xyzzy": "", "": "", strings.Repeat("a", 500): "",
	} {
		if got := nearest(typed, names); got != want {
			t.Errorf("nearest to %q is %q, want %q", typed, got, want)
		}
	}
}

// Whatever is typed, parse neither fails badly nor loses anything: what it
// understood, written out in the plainest form, is understood the same way.
func FuzzParse(f *testing.F) {
	for _, s := range []string{
		"", "info\nCASE", "--title\nT\n--json", "--title=-5\n--\n-x", "-o\na.pdf\n-h", "--passage=\n--passage\na", "--", "-\n--=\n-=x", "--jso\n--json=1",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		args := strings.Split(typed, "\n")
		p, err := parse(args, someFlags)
		if err != nil {
			var m misuse
			if !errors.As(err, &m) {
				t.Fatalf("%q: %v", args, err)
			}
			return
		}
		if p.words > len(p.args) {
			t.Fatalf("%q: %d words of %d", args, p.words, len(p.args))
		}
		var plain []string
		for _, g := range p.flags {
			known, ok := lookFlag(someFlags, "--"+g.name)
			switch {
			case !ok:
				t.Fatalf("%q: a flag %q from nowhere", args, g.name)
			case known.value == "":
				plain = append(plain, "--"+g.name)
			default:
				plain = append(plain, "--"+g.name+"="+g.value)
			}
		}
		plain = slices.Concat(plain, p.args[:p.words], []string{"--"}, p.args[p.words:])
		again, err := parse(plain, someFlags)
		if err != nil {
			t.Fatalf("%q, understood from %q: %v", plain, args, err)
		}
		if d := cmp.Diff(p, again, cmp.AllowUnexported(parsed{}, given{})); d != "" {
			t.Fatalf("%q, understood from %q: %s", plain, args, d)
		}
	})
}
