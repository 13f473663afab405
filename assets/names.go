package assets

import "embed"

// Names holds the folder names: what the comparison of names knows of spellings, legal forms and words of organisations, and
// the models that were trained for it. Each table says where it comes from; the licences are in NOTICE.md beside them.
//
//go:embed names
var Names embed.FS
