package assets

import "embed"

// Ontology holds the folder ontology: the kinds of things and links as YAML
// that a researcher can read and correct, with a notice of where the names
// come from. Package ontology of the store gives it its meaning.
//
//go:embed ontology
var Ontology embed.FS
