package assets

import _ "embed"

//go:embed law/dates.yaml
var lawDates []byte

// LawDates is the file of the days on which rules began to bind, as YAML that a
// researcher can read and correct. Package timeline of the app gives it its meaning.
func LawDates() []byte { return lawDates }
