package ontology

import (
	"bytes"
	"flag"
	"os"
	"strings"
	"testing"
	"testing/fstest"
)

var update = flag.Bool("update", false, "write compiled.json anew from the YAML files")

const assetsFolder = "../../assets/ontology"

// TestCompiledIsCurrent fails when a YAML file was changed and compiled.json was not made again.
func TestCompiledIsCurrent(t *testing.T) {
	want, err := compile(os.DirFS(assetsFolder))
	if err != nil {
		t.Fatal(err)
	}
	path := assetsFolder + "/compiled.json"
	if *update {
		if err := os.WriteFile(path, want, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	have, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(have, want) {
		t.Error("compiled.json is not what the YAML files say: run go generate ./store/ontology")
	}
	if _, err := embedded(); err != nil {
		t.Errorf("the embedded ontology does not load: %v", err)
	}
}

// base is a small sound ontology that the cases below spoil in one place.
const base = `
choices:
  sizes: [{value: s, label: Small}, {value: l, label: Large}]
schemata:
  - name: Root
    label: Root
    plural: Roots
    description: The root.
    abstract: true
    properties:
      - {name: name, kind: name, label: Name}
      - {name: size, kind: choice, choices: sizes, label: Size}
  - name: Leaf
    extends: [Root]
    label: Leaf
    plural: Leaves
    description: A leaf.
    group: firm
    required: [name]
    featured: [size]
    caption: [name]
  - name: Tie
    label: Tie
    plural: Ties
    description: A tie.
    group: event
    edge: {source: from, target: to, label: ties, caption: note, directed: true}
    properties:
      - {name: from, kind: entity, range: Leaf, label: From, reverse: Tied to}
      - {name: to, kind: entity, range: Root, label: To, reverse: Tied from}
      - {name: note, kind: text, label: Note}
`

func loadText(text string) (*Ontology, error) {
	return Load(fstest.MapFS{"base.yaml": {Data: []byte(text)}})
}

func TestLoadRefuses(t *testing.T) {
	if _, err := loadText(base); err != nil {
		t.Fatalf("the sound ontology does not load: %v", err)
	}
	for _, c := range []struct{ why, old, with, want string }{
		{"unknown key of a schema", "abstract: true", "abstrakt: true", "abstrakt"},
		{"unknown key of a property", "kind: text, label: Note", "kind: text, colour: red, label: Note", "colour"},
		{"unknown key of an edge", "directed: true", "directional: true", "directional"},
		{"missing parent", "extends: [Root]", "extends: [Stem]", `Leaf: it extends "Stem"`},
		{"circle", "abstract: true", "abstract: true\n    extends: [Leaf]", "Root: it inherits in a circle"},
		{"own parent", "extends: [Root]", "extends: [Leaf]", "Leaf: it inherits in a circle"},
		{"unknown range", "range: Leaf", "range: Twig", `Tie: the property from points at "Twig"`},
		{"unknown kind", "kind: text", "kind: prose", `Tie: the property note has the unknown kind "prose"`},
		{"entity without range", "range: Leaf, ", "", "the property from must have a range"},
		{"entity without reverse", ", reverse: Tied to", "", "the property from must have a range and a reverse label"},
		{"range on a text", "kind: text, label", "kind: text, range: Leaf, label", "the property note must have a range"},
		{"choice without list", "choices: sizes, ", "", "the property size is a choice without choices"},
		{"unknown list", "choices: sizes, ", "choices: weights, ", `the unknown list of choices "weights"`},
		{"list on a text", "kind: text, label", "kind: text, choices: sizes, label", "has choices but is of the kind text"},
		{"scheme on a text", "kind: text, label", "kind: text, scheme: INN, label", "has a scheme but is of the kind text"},
		{"unknown scheme", "kind: text, label: Note", "kind: identifier, scheme: PIN, label: Note", `the unknown scheme "PIN"`},
		{"empty choice", "value: s,", `value: "",`, "sizes"},
		{"repeated choice", "value: s,", "value: l,", "sizes"},
		{"caption", "caption: [name]", "caption: [title]", `Leaf: caption names the property "title"`},
		{"featured", "featured: [size]", "featured: [width]", `Leaf: featured names the property "width"`},
		{"featured twice", "featured: [size]", "featured: [size, size]", `Leaf: featured names the property "size" twice`},
		{"required", "required: [name]", "required: [title]", `Leaf: required names the property "title"`},
		{"edge source", "source: from", "source: start", `Tie: the source of its edge is the property "start"`},
		{"edge target is no entity", "target: to", "target: note", "Tie: the target of its edge is the property note"},
		{"edge caption", "caption: note", "caption: remark", `Tie: the caption of its edge is the property "remark"`},
		{"edge without label", "label: ties, ", "", "Tie: its edge needs a label"},
		{"edge ends", "target: to,", "target: from,", "Tie: its edge has the same source and target"},
		{"unknown group", "group: event", "group: weather", `Tie: the group "weather"`},
		{"no group", "group: event", "", "Tie: it needs a group"},
		{"no label", "label: Leaf\n", "label: ''\n", "Leaf: it needs a label"},
		{"property without label", "kind: text, label: Note", "kind: text", "the property note has no label"},
		{"property twice", "{name: note,", "{name: from,", "the property from is given twice"},
		{"schema twice", "name: Leaf\n", "name: Root\n", "the schema Root is already in base.yaml"},
		{"kind changed below", "caption: [name]", "caption: [name]\n    properties: [{name: name, kind: text, label: Name}]", "Leaf: the property name of Leaf and that of Root differ"},
		{"addition to nothing", "choices:\n", "additions: [{schema: Twig, properties: [{name: x, kind: text, label: X}]}]\nchoices:\n", `adds to the schema "Twig"`},
		{"second document", "choices:\n", "schemata: []\n---\nchoices:\n", "more than one YAML document"},
		{"not YAML", "choices:\n", "choices: [\n", "yaml"},
	} {
		t.Run(c.why, func(t *testing.T) {
			if !strings.Contains(base, c.old) {
				t.Fatalf("the base does not hold %q", c.old)
			}
			_, err := loadText(strings.Replace(base, c.old, c.with, 1))
			if err == nil {
				t.Fatal("it loads")
			}
			if !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "base.yaml") {
				t.Errorf("the error is %q; it should name base.yaml and say %q", err, c.want)
			}
		})
	}
}

func TestLoadRefusesEmpty(t *testing.T) {
	for name, folder := range map[string]fstest.MapFS{
		"folder": {},
		"file":   {"a.yaml": {}},
	} {
		if _, err := Load(folder); err == nil {
			t.Errorf("an empty %s loads", name)
		}
	}
}

// Any is the only range that needs no schema, and a child may word a property anew.
func TestLoadAccepts(t *testing.T) {
	text := strings.Replace(base, "range: Root", "range: any", 1)
	text = strings.Replace(text, "caption: [name]", "caption: [name]\n    properties: [{name: name, kind: name, label: Leaf name}]", 1)
	o, err := loadText(text)
	if err != nil {
		t.Fatal(err)
	}
	leaf, tie := mustSchema(t, o, "Leaf"), mustSchema(t, o, "Tie")
	if p, _ := tie.Property("to"); p.Range != Any || !p.Accepts(tie) {
		t.Errorf("a range of any gives %+v", p)
	}
	if p, _ := leaf.Property("name"); p.Label != "Leaf name" || p.Owner != "Leaf" {
		t.Errorf("the property worded anew is %+v", p)
	}
}

func BenchmarkStart(b *testing.B) {
	for b.Loop() {
		if _, err := embedded(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLoadYAML(b *testing.B) {
	folder := os.DirFS(assetsFolder)
	for b.Loop() {
		if _, err := Load(folder); err != nil {
			b.Fatal(err)
		}
	}
}
