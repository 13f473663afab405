package assets

import (
	"embed"
	"io/fs"
)

//go:embed mappings/*.yaml
var mappings embed.FS

//go:embed headings.yaml
var headings []byte

// Mappings holds the mappings for tables that many researchers meet, one file
// each.
func Mappings() fs.FS {
	sub, err := fs.Sub(mappings, "mappings")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	return sub
}

// Headings is the list of words that the headings of tables are recognised by.
func Headings() []byte { return headings }
