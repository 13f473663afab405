// Package sources is the screen that answers: what have I read, how good is
// it, and what did I take from it?
//
// At the left stands the list of sources with its facets and filter. In the
// middle one source stands under its tabs: Text, where one reads and cites;
// Found, the inbox of what was recognised and is not cited yet; Original, the
// file itself; Details, Statements and History. At the right, in the frame's
// inspector, are its grade, its files, its origin and what it is cited for.
//
// # From words to a statement
//
// What is selected in the text becomes a quote (quote.go). What was recognised
// in it becomes offers (offer.go), which stand on a card under the words
// (textcards.go). An offer that is complete is written at once; any other
// opens the form (citeform.go), which asks in the way of its kind: a fact, a
// link, a wage, a count or a figure, each a question in a file of its own.
// Nothing enters the case before a person chose it.
//
// # What is marked
//
// What is cited is marked as soon as the text is shown. Names of the case and
// figures are looked for off the window's goroutine (looking.go) and marked
// when they are there (marks.go).
//
// What is shown is made in shelf.go, pages.go, draft.go, marks.go, quote.go,
// offer.go and layers.go, which know no widget and are tested as plain values;
// the other files draw it.
package sources
