// Package store keeps a case: one SQLite file that holds sources, what they
// say, and the history of every change.
//
// # The statement
//
// A fact is never stored bare. A [Statement] says: entity E has property P
// with value V, says source S, valid from one date to another; it asserts or
// it disputes. Its id is computed from that content, so the same fact noted by
// two colleagues is one statement. Each act of noting it is a [Noting] of its
// own: where in the source, said by whom, with which hedge and credibility,
// noted by which author and when. A withdrawal names the notings it takes
// back; a statement is live while one of its notings is not withdrawn.
//
// # One door
//
// Every change goes through [Case.Update]. It records an action with the rows
// as they were before and after, chained by hash to the actions it follows.
// [Case.Undo] and [Case.Redo] restore the state tables exactly; history and
// custody only grow. Readers never wait for a writer.
//
// # One file
//
// While open for writing the file is in WAL mode and beside it stands a lock
// file that names the holder; after [Case.Close] the case is exactly one file.
// A second opener gets a read-only view. A file from a stranger is inspected
// before anything in it is trusted: see [Open].
//
// The package has no clock and no randomness of its own: see [Options].
package store
