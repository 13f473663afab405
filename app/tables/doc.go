// Package tables brings tables into a case: registry extracts, quota lists,
// contracts, adverts, or any sheet of people and firms with their links.
//
// A Mapping says what a row is: which kinds of entity it tells of, which
// columns make an entity the same in every row and file (its keys), which
// column becomes which property, and how the entities of one row are linked.
// Mappings are written in the YAML of FollowTheMoney, with words of our own
// where a researcher needs more than it has: sheets, headings, records within
// records, doubt, and how numbers and dates are written. ParseMapping and
// Mapping.YAML read and write them; Guess proposes one from headings and
// contents; Ready lists those that come with the program.
//
// Check reads a whole file and tells what would go in and which rows are bad,
// in words. Import does it: the file itself becomes the source, each statement
// cites its row, bad rows are listed and left out, and all of it is one action
// that one undo takes back. Cancelled half-way it leaves nothing.
package tables
