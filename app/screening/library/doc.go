// Package library keeps lists of parties on this computer, outside every case:
// each list in as many dated versions as were taken in.
//
//	lists/<list>/<date>-<hash>/version.json    what it is, and what became of its records
//	                          /entries.rtl     every entry, see entries.go
//	                          /names.rti       the index of its names
//	lists/removed/…                            versions put aside, to be put back
//	lists/part/…                               loads that were stopped, to be taken up again
//
// A version is known by the SHA-256 of the file it came from, so that two people
// who hold the same file hold the same version, whatever they call it. Nothing
// in it ever changes.
//
// Loading reads the file as a stream, writes the entries in blocks and then
// makes the index. It can be stopped at any time: what was written stays, and
// the same file taken in again goes on behind it.
package library
