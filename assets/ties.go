package assets

import "embed"

// Ties holds the folder ties: what is known of shared details that say little
// (free mail, addresses where thousands of firms are registered, trades that lend their address)
// and how addresses and telephone numbers are written, each as a list with
// its sources. Package ties of the app reads it.
//
//go:embed ties
var Ties embed.FS
