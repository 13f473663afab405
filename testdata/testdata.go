// Package testdata holds what the sample case and the tests read: facts a
// person can open, follow and correct in a text editor.
//
// sakhalin.yaml is the sample case. It begins with an explanation of how it
// is laid out; package redthread/app/sample reads it and enters it into a
// case.
package testdata

import _ "embed"

// Sakhalin is the sample case's facts, in YAML.
//
//go:embed sakhalin.yaml
var Sakhalin []byte
