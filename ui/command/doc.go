// Package command is the workbench without a window: one binary, one command a
// task. It imports no Fyne, so it builds without CGO and runs where there is no
// display.
//
// # How a command is put together
//
// [Run] reads the arguments (flags.go), finds the command in the table
// (table.go) and calls its function. The table is the contract: the names, the
// arguments, the flags and the help text all come from it. A function opens
// the case (case.go), asks package app or store, and returns an answer: a
// struct that prints itself as text and is the JSON shape at the same time. So
// what --json gives and what a person reads can never differ.
//
// # Exit codes
//
//	0  done
//	1  the answer is no: not found, not sound, nothing to undo, not a valid value, read-only
//	2  misuse: an unknown command or flag, a missing argument
//
// An error is one sentence on the error output that starts with "redthread: ".
// --verbose adds technical details below it.
//
// # JSON
//
// With --json every command prints one object. Names are in snake_case. An
// optional text is "" and an empty list is [], never null; only "target" of a
// fact is left out where the value is no entity. Times are RFC 3339 in UTC,
// dates and values are in the stored form (EDTF dates, exact numbers). Every
// record has "id", the short id a person says aloud, and "full_id", 32
// hexadecimal digits. Short ids grow with the case; programs keep full_id.
//
// The shapes are the structs with json and doc tags in this package;
// "redthread help json" prints them, each field with its meaning.
package command
