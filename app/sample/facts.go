package sample

import (
	"redthread/store"
	"redthread/store/ontology"
)

// Facts are a case as read from a file: checked, with every default filled in
// and every value in its canonical form, in the order of the file.
type Facts struct {
	Case     store.CaseFields
	Tags     []Tag
	Tasks    []Remark
	Notes    []Remark
	Sources  []Source
	Entities []Entity // conflicts come last
}

// Tag is a word and the keys of the entities it stands on.
type Tag struct {
	Name string
	On   []string
}

// Remark is the text of a note or a task, and the key of the entity it is
// about; no key means the case as a whole.
type Remark struct {
	About string
	Text  string
}

// Source is something that was read, with the researcher's numbered notes on
// it as passages.
type Source struct {
	store.Source
	Key      string
	Action   string // label of the action in which its facts are entered
	Passages []store.Passage
}

// Entity is one party, thing, link, claim or conflict.
type Entity struct {
	Key        string
	Schema     string
	Class      store.Class // of a person, or empty
	Statements []Statement
}

// Statement is one fact as one source has it: a value or a target, and how it
// was noted.
type Statement struct {
	Property string
	Value    string // canonical; empty where Target is set
	Target   string // key of the entity pointed at, or empty
	Since    string // canonical dates of the time for which it held, or empty
	Until    string

	Source      string // key
	Passage     int    // number of the note in that source
	SaidBy      string
	Hedge       string
	Credibility byte   // 1 to 6; 0 where the grade of the source holds
	Origin      string // empty where the origin of the source holds
	Original    string // how the source prints it, where that differs
}

// Parse reads a file of facts against the ontology that travels with the
// program. The form of the file is explained at the top of
// testdata/sakhalin.yaml. The error names the source, entity or property that
// is at fault.
func Parse(text []byte) (*Facts, error) {
	f, err := decode(text)
	if err != nil {
		return nil, err
	}
	r := resolver{
		ontology: ontology.Default(),
		notes:    map[string]map[int]string{},
		schemata: map[string]*ontology.Schema{},
	}
	return r.resolve(f)
}
