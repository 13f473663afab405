package testdata

import "embed"

// Recognise holds the labelled sentences that package redthread/app/recognise
// is measured on: english.txt, russian.txt, korean.txt, mixed.txt and
// traps.txt, on which it was tuned, and heldout.txt, on which it was not. names.txt lists the
// names that count as known. english.txt explains the layout.
//
//go:embed recognise/*.txt
var Recognise embed.FS
