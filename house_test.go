package main_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"
)

// The rules of the house, from docs/architecture.md. They are read from the
// source itself, every file whatever its build tags, so that no tag hides a
// wrong arrow; and since the test opens every file, go test runs it again
// whenever one changes.

const module = "redthread"

// mostLines is how long a Go file may be before it is two subjects.
const mostLines = 500

// source is one Go file of ours.
type source struct {
	name   string // from the root, with slashes
	folder string
	test   bool
	text   []byte
	lines  int
	set    *token.FileSet
	tree   *ast.File
}

func (s *source) imports() []string {
	var all []string
	for _, i := range s.tree.Imports {
		if p, err := strconv.Unquote(i.Path.Value); err == nil {
			all = append(all, p)
		}
	}
	return all
}

func (s *source) at(n ast.Node) string { return s.set.Position(n.Pos()).String() }

// passedOver are folders that hold nothing of ours.
func passedOver(name string) bool {
	return name == ".git" || name == "bin" || name == "out"
}

func everyFile(t *testing.T, visit func(name string)) {
	t.Helper()
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && passedOver(name):
			return filepath.SkipDir
		case d.Type().IsRegular() && !passedOver(name): // in a worktree .git is a file
			visit(filepath.ToSlash(name))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func everySource(t *testing.T) []*source {
	t.Helper()
	var all []*source
	everyFile(t, func(name string) {
		if !strings.HasSuffix(name, ".go") || strings.HasPrefix(name, ".ci/") {
			return
		}
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		s := &source{name: name, folder: path.Dir(name), test: strings.HasSuffix(name, "_test.go"), text: text, set: token.NewFileSet()}
		s.lines = strings.Count(string(text), "\n")
		if s.tree, err = parser.ParseFile(s.set, name, text, parser.ParseComments|parser.SkipObjectResolution); err != nil {
			t.Fatalf("reading the source: %v", err)
		}
		all = append(all, s)
	})
	if len(all) < 50 {
		t.Fatalf("only %d source files were found; is this the root of the project?", len(all))
	}
	return all
}

// room is a part of the house and how high it stands; imports go down.
type room struct {
	name  string
	floor int
}

func roomOf(t *testing.T, folder string) room {
	t.Helper()
	top, rest, _ := strings.Cut(folder, "/")
	switch top {
	case ".":
		return room{"main", 5}
	case "ui":
		inner, _, _ := strings.Cut(rest, "/")
		return room{"ui/" + inner, 4}
	case "app":
		return room{"app", 3}
	case "store":
		switch rest {
		case "value":
			return room{"store/value", 0}
		case "ontology":
			return room{"store/ontology", 1}
		}
		return room{"store", 2}
	case "assets":
		return room{"assets", -1}
	case "testdata":
		return room{"testdata", -1}
	}
	t.Fatalf("the folder %s is in no room of docs/architecture.md", folder)
	return room{}
}

// ours gives the folder of one of our own packages.
func ours(imported string) (folder string, ok bool) {
	if imported == module {
		return ".", true
	}
	return strings.CutPrefix(imported, module+"/")
}

func TestImportsGoDown(t *testing.T) {
	for _, s := range everySource(t) {
		from := roomOf(t, s.folder)
		for _, imported := range s.imports() {
			folder, ok := ours(imported)
			if !ok {
				continue
			}
			to := roomOf(t, folder)
			switch {
			case strings.HasPrefix(s.folder, "testdata/"):
				// Journeys and helpers of tests look at the house from outside.
			case strings.HasPrefix(folder, "testdata/") && !s.test:
				t.Errorf("%s imports %s, which is for tests only", s.name, imported)
			case from == to && from.floor < 0 && s.folder != folder:
				t.Errorf("%s imports %s: %s imports nothing of ours", s.name, imported, from.name)
			case from != to && to.floor >= from.floor:
				t.Errorf("%s imports %s: %s may not know %s", s.name, imported, from.name, to.name)
			}
		}
	}
}

const (
	sqlStays  = "SQL stands in the store alone"
	noNetwork = "Redthread works without a network"
)

// keepers says who alone may import what.
var keepers = []struct {
	what string // an import path, or a prefix of one when it ends with /
	who  []string
	why  string
}{
	{"fyne.io/fyne/v2/app", []string{"."}, "every test of the window runs without C and without a display"},
	{"fyne.io/fyne/", []string{".", "ui/desktop"}, "only the window knows Fyne"},
	{"modernc.org/", []string{"store"}, sqlStays},
	{"database/sql", []string{"store"}, sqlStays},
	{"database/sql/", []string{"store"}, sqlStays},
	{"codeberg.org/go-pdf/", []string{"app/report/pdfdoc"}, "the PDF writer can be replaced in one place"},
	{"net", nil, noNetwork},
	{"net/http", nil, noNetwork},
	{"net/http/", nil, noNetwork},
	{"net/rpc", nil, noNetwork},
	{"net/smtp", nil, noNetwork},
	{"golang.org/x/net/html", []string{"app/capture"}, "only what reads files takes HTML apart"},
	{"golang.org/x/net/", nil, noNetwork},
}

func TestLibrariesStayInTheirRooms(t *testing.T) {
	for _, s := range everySource(t) {
		for _, imported := range s.imports() {
			for _, k := range keepers {
				if strings.HasPrefix(imported, "golang.org/x/net/html") && k.why == noNetwork {
					continue // it parses, and asks no network for anything
				}
				if imported != k.what && (!strings.HasSuffix(k.what, "/") || !strings.HasPrefix(imported, k.what)) {
					continue
				}
				allowed := slices.ContainsFunc(k.who, func(who string) bool {
					return s.folder == who || who != "." && strings.HasPrefix(s.folder, who+"/")
				})
				// A test may look into a case as a stranger would, and a helper of a journey open a window.
				outside := s.test && k.why == sqlStays || strings.HasPrefix(s.folder, "testdata/") && (s.test || s.tree.Name.Name == "main")
				if !allowed && (!outside || k.who == nil) {
					t.Errorf("%s imports %s: %s", s.name, imported, k.why)
				}
			}
		}
	}
}

func TestOneFileReachesTheWindowsGoroutine(t *testing.T) {
	callers := map[string]bool{}
	for _, s := range everySource(t) {
		ast.Inspect(s.tree, func(n ast.Node) bool {
			if sel, ok := n.(*ast.SelectorExpr); ok {
				if x, ok := sel.X.(*ast.Ident); ok && x.Name == "fyne" && (sel.Sel.Name == "Do" || sel.Sel.Name == "DoAndWait") {
					callers[s.name] = true
				}
			}
			return true
		})
	}
	if len(callers) != 1 {
		t.Errorf("fyne.Do stands in %d files, want one, the dispatcher that the window is given: %v", len(callers), callers)
	}
}

func TestPackagesAreNamedForWhatTheyDo(t *testing.T) {
	empty := []string{"util", "utils", "helper", "helpers", "common", "manager", "managers", "misc", "shared", "base"}
	for _, s := range everySource(t) {
		name := strings.TrimSuffix(s.tree.Name.Name, "_test")
		if slices.Contains(empty, name) {
			t.Errorf("%s: the name %s says nothing of what the package does", s.name, name)
		}
		if want := path.Base(s.folder); name != "main" && name != want {
			t.Errorf("%s: package %s lies in folder %s", s.name, name, want)
		}
	}
}

func TestFilesAreOfOneSubject(t *testing.T) {
	for _, s := range everySource(t) {
		if s.lines > mostLines && !ast.IsGenerated(s.tree) {
			t.Errorf("%s has %d lines, more than %d: cut it by subject", s.name, s.lines, mostLines)
		}
	}
}

func TestEverySkipSaysWhy(t *testing.T) {
	for _, s := range everySource(t) {
		ast.Inspect(s.tree, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			sel, ok := call.Fun.(*ast.SelectorExpr)
			if !ok || !s.test {
				return true
			}
			silent := sel.Sel.Name == "SkipNow"
			if sel.Sel.Name == "Skip" || sel.Sel.Name == "Skipf" {
				silent = len(call.Args) == 0
				if len(call.Args) > 0 {
					lit, ok := call.Args[0].(*ast.BasicLit)
					silent = ok && len(lit.Value) < len(`"a reason"`)
				}
			}
			if silent {
				t.Errorf("%s: a test is skipped without a reason", s.at(call))
			}
			return true
		})
	}
}

// machine finds paths of somebody's computer and hosts of registries; a file
// of the project must mean the same everywhere. /home/somebody is the example
// path of tests.
var machine = regexp.MustCompile(`/(work|root|Users)/[A-Za-z]|/home/[a-z]{2,}|[A-Z]:\\Users\\|` +
	`(proxy|sum)\.golang\.org|registry\.npmjs\.org|pypi\.org|goproxy|artifactory|(deb|ftp)\.debian\.org|127\.0\.0\.1:\d`)

func TestNoFileNamesAMachine(t *testing.T) {
	everyFile(t, func(name string) {
		if name == "house_test.go" {
			return
		}
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if !utf8.Valid(text) {
			return // a font, a picture, a case
		}
		for i, line := range strings.Split(string(text), "\n") {
			for _, found := range machine.FindAllString(line, -1) {
				if found != "/home/somebody" {
					t.Errorf("%s:%d names a machine: %s", name, i+1, found)
				}
			}
		}
	})
}

func TestMainIsShort(t *testing.T) {
	const most = 40
	for _, s := range everySource(t) {
		if s.name == "main.go" && s.lines > most {
			t.Errorf("main.go has %d lines, want at most %d: it opens the window or runs one command", s.lines, most)
		}
	}
}

// The test of the rules: a wrong arrow is seen.
func TestRoomsKnowUpFromDown(t *testing.T) {
	order := []string{".", "ui/desktop/part", "app/report", "store", "store/ontology", "store/value", "assets"}
	for i := range order[1:] {
		above, below := roomOf(t, order[i]), roomOf(t, order[i+1])
		if above.floor <= below.floor {
			t.Error(fmt.Sprint(order[i], " should stand above ", order[i+1]))
		}
	}
	if roomOf(t, "ui/desktop") == roomOf(t, "ui/command") {
		t.Error("the window and the command line are one room")
	}
}
