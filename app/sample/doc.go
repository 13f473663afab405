// Package sample writes the sample case: the labour contracts of North Korean
// workers in Russia that Redthread shows to a newcomer and that its tests use.
//
// The facts stand in testdata/sakhalin.yaml, in our own words, each with its
// source, the number of the note it rests on, its speaker and its hedge.
// [Parse] reads such a file strictly: a key it does not know, a property the
// schema does not have, a value that is not of its kind, a citation of a note
// that does not exist and a link to nowhere are errors that name the place.
// [Write] enters the facts into a case through the same calls that the window
// and the command line use, in a few named actions.
//
// The same facts give the same file, byte for byte, where the case was made
// with [Options].
package sample
