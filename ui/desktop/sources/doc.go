// Package sources is the screen that answers: what have I read, how good is
// it, and what did I take from it?
//
// At the left stands the list of sources with its facets and filter, in the
// middle one source under the tabs Text, Details, Statements and History, and
// at the right, in the frame's inspector, its grade, evidence, origin and what
// it is cited for. A passage that is picked in the text can be cited: a form
// opens with the source and the passage filled in.
//
// What is shown is made in shelf.go, pages.go, draft.go and citing.go, which
// know no widget and are tested as plain values; the other files draw it.
package sources
