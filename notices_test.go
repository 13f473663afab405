package main_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"redthread/assets"
)

// welcome are licences under which a program may be given to anybody, as long
// as their notices travel with it.
var welcome = []string{
	"Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "BSL-1.0", "CC-BY-4.0", "FTL", "ICC", "ISC", "MIT", "OFL-1.1",
	"Public domain", "SunPro", "Unlicense", "Zlib",
	"collected notices", // several of these in one file, as some modules keep them
}

// noticed reads the table of the notices: module and version, and its licences.
func noticed(t *testing.T) map[string][]string {
	t.Helper()
	table, _, ok := strings.Cut(assets.Notices(), "\n=====")
	if !ok {
		t.Fatal("the notices hold no licence")
	}
	all := map[string][]string{}
	for line := range strings.Lines(table) {
		if f := strings.Split(strings.TrimSuffix(line, "\n"), "\t"); len(f) == 3 {
			all[f[0]+" "+f[1]] = strings.Split(f[2], ", ")
		}
	}
	return all
}

func TestEveryLicenceIsWelcome(t *testing.T) {
	all := noticed(t)
	if len(all) < 20 {
		t.Fatalf("the notices name only %d things", len(all))
	}
	for name, kinds := range all {
		for _, k := range kinds {
			if !slices.Contains(welcome, k) {
				t.Errorf("%s is under %q, which nobody has looked at", name, k)
			}
		}
	}
}

// linked lists the modules of the program for a system.
func linked(system, cgo, tags string) ([]string, error) {
	cmd := exec.Command("go", "list", "-deps", "-tags="+tags, "-f", "{{with .Module}}{{if not .Main}}{{with .Replace}}{{.Path}} {{.Version}}{{else}}{{.Path}} {{.Version}}{{end}}{{end}}{{end}}", ".")
	cmd.Env = append(os.Environ(), "GOOS="+system, "GOARCH=amd64", "CGO_ENABLED="+cgo)
	var said bytes.Buffer
	cmd.Stderr = &said
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("go list for %s: %w\n%s", system, err, &said)
	}
	return strings.FieldsFunc(string(out), func(r rune) bool { return r == '\n' }), nil
}

func TestNoticesNameWhatIsLinked(t *testing.T) {
	everySource(t) // so that go test asks again when an import changes
	if _, err := os.ReadFile("go.mod"); err != nil {
		t.Fatal(err)
	}
	want := map[string]bool{}
	for _, target := range [][3]string{{"linux", "1", ""}, {"darwin", "1", ""}, {"windows", "1", ""}, {"linux", "0", "nogui"}} {
		modules, err := linked(target[0], target[1], target[2])
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range modules {
			want[m] = true
		}
	}
	have := noticed(t)
	for m := range want {
		if have[m] == nil {
			t.Errorf("the notices lack %s: run make notices", m)
		}
	}
	for m := range have {
		if !want[m] && !strings.HasSuffix(m, " -") {
			t.Errorf("the notices name %s, which is not linked: run make notices", m)
		}
	}
}

func TestNoticesCarryTheFontsLicence(t *testing.T) {
	if !strings.Contains(assets.Notices(), strings.TrimSpace(strings.Split(assets.FontLicence(), "\n")[0])) {
		t.Error("the notices lack the licence of the fonts: run make notices")
	}
}
