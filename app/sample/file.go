package sample

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// file is the YAML as it is written.
type file struct {
	Case      fileCase       `yaml:"case"`
	Sources   []fileSource   `yaml:"sources"`
	Entities  []fileEntity   `yaml:"entities"`
	Conflicts []fileConflict `yaml:"conflicts"`
}

type fileCase struct {
	Title    string       `yaml:"title"`
	Question string       `yaml:"question"`
	Tags     []fileTag    `yaml:"tags"`
	Tasks    []fileRemark `yaml:"tasks"`
	Notes    []fileRemark `yaml:"notes"`
}

type fileTag struct {
	Name string   `yaml:"name"`
	On   []string `yaml:"on"`
}

type fileRemark struct {
	About string `yaml:"about"`
	Text  string `yaml:"text"`
}

type fileSource struct {
	Key       string         `yaml:"key"`
	Action    string         `yaml:"action"`
	Title     string         `yaml:"title"`
	Kind      string         `yaml:"kind"`
	Publisher string         `yaml:"publisher"`
	Author    string         `yaml:"author"`
	Published string         `yaml:"published"`
	Accessed  string         `yaml:"accessed"`
	URL       string         `yaml:"url"`
	Origin    string         `yaml:"origin"`
	Language  string         `yaml:"language"`
	Grade     string         `yaml:"grade"`
	About     string         `yaml:"about"`
	Notes     map[int]string `yaml:"notes"`
}

type fileEntity struct {
	Key    string     `yaml:"key"`
	Schema string     `yaml:"schema"`
	Class  string     `yaml:"class"`
	Cite   cites      `yaml:"cite"`
	Said   string     `yaml:"said"`
	Cred   int        `yaml:"cred"`
	Origin string     `yaml:"origin"`
	Facts  []fileFact `yaml:"facts"`
}

type fileFact struct {
	P        string `yaml:"p"`
	V        words  `yaml:"v"`
	To       words  `yaml:"to"`
	Cite     cites  `yaml:"cite"`
	Said     string `yaml:"said"`
	Hedge    string `yaml:"hedge"`
	Cred     int    `yaml:"cred"`
	Origin   string `yaml:"origin"`
	Original string `yaml:"original"`
	Since    string `yaml:"since"`
	Until    string `yaml:"until"`
}

type fileConflict struct {
	Key   string   `yaml:"key"`
	Name  string   `yaml:"name"`
	Sides []string `yaml:"sides"`
	Cite  cites    `yaml:"cite"`
}

// words is one text or a list of texts.
type words []string

// UnmarshalYAML reads both forms.
func (w *words) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind == yaml.ScalarNode {
		*w = words{n.Value}
		return nil
	}
	var list []string
	if err := n.Decode(&list); err != nil {
		return err
	}
	*w = list
	return nil
}

// cite is one citation: "wsj 31", or the same spelt out with what differs for
// this one source.
type cite struct {
	Source string `yaml:"source"`
	Note   int    `yaml:"note"`
	Said   string `yaml:"said"`
	Hedge  string `yaml:"hedge"`
}

// UnmarshalYAML reads both forms. A decoder does not hand its strictness on to
// methods like this one, so unknown keys are looked for here.
func (c *cite) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind == yaml.ScalarNode {
		source, number, ok := strings.Cut(n.Value, " ")
		note, err := strconv.Atoi(number)
		if !ok || err != nil {
			return fmt.Errorf("line %d: %q is not a citation; write the key of a source and the number of a note", n.Line, n.Value)
		}
		*c = cite{Source: source, Note: note}
		return nil
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		switch key := n.Content[i]; key.Value {
		case "source", "note", "said", "hedge":
		default:
			return fmt.Errorf("line %d: a citation has no key %q", key.Line, key.Value)
		}
	}
	type plain cite // without this method
	return n.Decode((*plain)(c))
}

// cites is one citation or a list of them.
type cites []cite

// UnmarshalYAML reads both forms.
func (c *cites) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind != yaml.SequenceNode {
		var one cite
		if err := n.Decode(&one); err != nil {
			return err
		}
		*c = cites{one}
		return nil
	}
	var list []cite
	if err := n.Decode(&list); err != nil {
		return err
	}
	*c = list
	return nil
}

func decode(text []byte) (*file, error) {
	d := yaml.NewDecoder(bytes.NewReader(text))
	d.KnownFields(true)
	var f file
	if err := d.Decode(&f); err != nil {
		return nil, fmt.Errorf("reading the facts: %w", err)
	}
	if err := d.Decode(new(yaml.Node)); !errors.Is(err, io.EOF) {
		return nil, errors.New("reading the facts: the file holds more than one document")
	}
	return &f, nil
}
