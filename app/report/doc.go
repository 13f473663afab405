// Package report writes a case as a PDF that can be handed to somebody who has
// never seen the program: a lawyer, an editor, a sanctions office.
//
// The way through it, in the order of the work:
//
//	report.go    what a report is made of, and Write
//	check.go     what has to be put right before it leaves, and Check
//	ledger.go    the whole case read once, every word of it through the gate
//	marks.go     what is said, by whom, with which doubt, from where
//	place.go     where each thing stands: in full once, elsewhere by reference
//	sheet.go     the page, the only door to package pdfdoc
//	title.go     title page and contents
//	links.go     ties, listings and addresses under the party they belong to
//	summary.go   and one file for each further section: parties.go, workers.go, contracts.go,
//	             pay.go, claims.go, conflicts.go, method.go, sources.go, evidence.go
//
// # What a reader can rely on
//
// Each statement is printed in full in one place, with its hedge, who said it
// and its source: a raised number leads to the list of sources, and "¶ 12"
// beside it to the researcher's note. The same value from several sources is one
// row with several numbers. What does not fit together is printed side by side;
// nothing is averaged, and counts of different kinds are not taken from one another.
//
// # What leaves
//
// Everything that comes from the case passes the gate of package redact while
// it is read, and what was written is held against the gate once more before the
// file is made. A name that got past it stops the report.
//
// # Same case, same bytes
//
// There is no clock here. The date of a report is the date of the last change to
// the case, its author is who made that change, and the head of the history stands
// on the first page: with it anyone can tell later that the case is the one that was
// printed.
package report
