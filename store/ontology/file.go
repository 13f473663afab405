package ontology

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"go.yaml.in/yaml/v3"

	"redthread/store/value"
)

// file is the form of one YAML file. The same form, as JSON, is what the program reads when it starts: YAML
// takes about ten milliseconds, which a short command should not pay each time.
type file struct {
	Name      string              `yaml:"-"`
	Choices   map[string][]Choice `yaml:"choices" json:",omitempty"`
	Additions []addition          `yaml:"additions" json:",omitempty"`
	Schemata  []schemaEntry       `yaml:"schemata" json:",omitempty"`
}

// addition gives extension properties to a schema of another file.
type addition struct {
	Schema     string          `yaml:"schema"`
	Featured   []string        `yaml:"featured" json:",omitempty"` // put behind the schema's own
	Properties []propertyEntry `yaml:"properties"`
}

type schemaEntry struct {
	Name        string          `yaml:"name"`
	Extension   bool            `yaml:"extension" json:",omitempty"`
	Extends     []string        `yaml:"extends" json:",omitempty"`
	Label       string          `yaml:"label"`
	Plural      string          `yaml:"plural"`
	Description string          `yaml:"description"`
	Group       Group           `yaml:"group" json:",omitempty"`
	Abstract    bool            `yaml:"abstract" json:",omitempty"`
	Hidden      bool            `yaml:"hidden" json:",omitempty"`
	Required    []string        `yaml:"required" json:",omitempty"`
	Featured    []string        `yaml:"featured" json:",omitempty"`
	Caption     []string        `yaml:"caption" json:",omitempty"`
	Edge        *Edge           `yaml:"edge" json:",omitempty"`
	Properties  []propertyEntry `yaml:"properties" json:",omitempty"`
}

type propertyEntry struct {
	Name        string     `yaml:"name"`
	Kind        value.Kind `yaml:"kind"`
	Range       string     `yaml:"range" json:",omitempty"` // a schema, or "any"
	Scheme      string     `yaml:"scheme" json:",omitempty"`
	Choices     string     `yaml:"choices" json:",omitempty"` // name of a list
	Single      bool       `yaml:"single" json:",omitempty"`
	Label       string     `yaml:"label"`
	Reverse     string     `yaml:"reverse" json:",omitempty"`
	Hidden      bool       `yaml:"hidden" json:",omitempty"`
	Description string     `yaml:"description" json:",omitempty"`
}

// Load reads and checks every YAML file of a folder. The error names the file, and the schema where there is one.
func Load(folder fs.FS) (*Ontology, error) {
	files, err := readFiles(folder)
	if err != nil {
		return nil, err
	}
	return build(files)
}

// readFiles reads the YAML files in the order of their names. A key that is not part of the form is an
// error, so that a slip of the pen is not silently without effect.
func readFiles(folder fs.FS) ([]file, error) {
	names, err := fs.Glob(folder, "*.yaml")
	if err != nil {
		return nil, fmt.Errorf("listing the ontology files: %w", err)
	}
	if len(names) == 0 {
		return nil, errors.New("the ontology folder holds no YAML file")
	}
	files := make([]file, 0, len(names))
	for _, name := range names {
		text, err := fs.ReadFile(folder, name)
		if err != nil {
			return nil, fmt.Errorf("reading the ontology file %s: %w", name, err)
		}
		f := file{Name: name}
		dec := yaml.NewDecoder(bytes.NewReader(text))
		dec.KnownFields(true)
		if err := dec.Decode(&f); err != nil {
			if errors.Is(err, io.EOF) {
				err = errors.New("it is empty")
			}
			return nil, fmt.Errorf("reading the ontology file %s: %w", name, err)
		}
		if err := dec.Decode(new(file)); !errors.Is(err, io.EOF) {
			return nil, fmt.Errorf("reading the ontology file %s: it holds more than one YAML document", name)
		}
		files = append(files, f)
	}
	return files, nil
}

// compile turns a folder of YAML files into the JSON that the program reads, one file a line.
func compile(folder fs.FS) ([]byte, error) {
	files, err := readFiles(folder)
	if err != nil {
		return nil, err
	}
	if _, err := build(files); err != nil {
		return nil, err
	}
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	for _, f := range files {
		if err := enc.Encode(f); err != nil {
			return nil, fmt.Errorf("compiling the ontology file %s: %w", f.Name, err)
		}
	}
	return out.Bytes(), nil
}

// loadCompiled reads what compile wrote.
func loadCompiled(text []byte) (*Ontology, error) {
	var files []file
	dec := json.NewDecoder(bytes.NewReader(text))
	for {
		var f file
		err := dec.Decode(&f)
		if errors.Is(err, io.EOF) {
			return build(files)
		}
		if err != nil {
			return nil, fmt.Errorf("reading the compiled ontology: %w", err)
		}
		files = append(files, f)
	}
}
