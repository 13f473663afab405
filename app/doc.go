// Package app is what the workbench knows how to do, without a window, without
// SQL and without printing: writing to a case in whole actions, and view
// models ready to be drawn or printed. The command line and the window call
// the same functions, so that what works in one works in the other.
//
// Packages below it hold the larger capabilities: sample (the sample case),
// figures, report, redact (the export gate) and job (long work).
package app
