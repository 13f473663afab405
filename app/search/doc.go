// Package search reads what a person types into the search box, asks the case's index, and shows what was found with the
// words marked.
//
// A query is words, all of which must be there; inflected forms and other spellings of a name count. Then:
//
//	"register of firms"     these words in a row, as they stand
//	wages OR salary         either; AND binds closer, ( ) group
//	NOT wages, -wages       without it
//	kind:registry           of sources of this kind; more filters in filters.go
//
// Whatever is typed can be read: an open quotation mark, a stray bracket or an operator at the end are passed over. What
// looks like a filter but is none is searched as words, and Query.Warnings says so.
package search
