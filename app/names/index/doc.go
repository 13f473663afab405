// Package index finds, among a million and more entries of a list or a case, those that may be the bearer of a name.
//
// An index is built from a stream of entries, asked with records, and kept as one file:
//
//	entries → Build → Index ⇄ Write, Open
//	record  → Search → candidates, the likeliest first, each with its reasons
//
// # How it finds
//
// Names share words, so the index works on words. Each distinct word of the list, written in folded Latin letters (see package
// names), is kept once, with the names that have it. A word of the query is looked up among these words by its letters, and by
// keys that survive one slip: the consonants, and the consonants and letters with one left out. Only words are compared so, some
// hundred thousand, never names. Each name then collects what the words it shares are worth, rare ones more; the best are
// compared in full by names.CompareParties. An identifier in common finds its entry whatever the names are.
//
// # The file
//
// See file.go. It is checked by its hash when it is opened, and everything in it that points somewhere is checked before it
// is followed, for a file may come from a stranger. It is mapped into memory where the system can do that.
package index
