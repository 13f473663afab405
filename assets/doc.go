// Package assets holds the data that travels inside the program: fonts, icons
// and the ontology, each in a folder of its own with its licence or notice
// beside it.
//
// The package imports nothing of ours and knows nothing of what the files mean.
// Each subject has one Go file here, with what it embeds, and the package that
// uses a subject reads it. What a researcher may want to check or correct (kinds of
// things, lists, rules) is kept as readable text, never as code.
package assets
