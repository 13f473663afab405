package assets

import "embed"

// Ownership holds the folder ownership: the rules by which a law reaches firms
// through their owners, with their legal sources. Package ownership of the app
// reads it.
//
//go:embed ownership
var Ownership embed.FS
