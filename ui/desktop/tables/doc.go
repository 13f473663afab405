// Package tables is the form in which a table is mapped and imported. It shows
// the first rows as the statements they become, at once and after every
// change: columns on the left, each with a menu of what it can fill; on the
// right the kinds of things that a row tells of and how they are tied, and
// below them what becomes of the rows.
//
// The form knows nothing of mappings: app/tables proposes, changes and checks
// them. Import closes the form and goes on as a job that can be stopped; a
// toast says what went in and offers to take it back.
package tables
