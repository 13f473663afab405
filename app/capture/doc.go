// Package capture takes evidence into a case: the original, unchanged and in
// parts, a record of the hands it went through, and the words that can be read
// from it.
//
// TakeIn is the one way in, for one file or a thousand, from a dialog, a drop,
// the clipboard or the command line. What is already in the case is noticed by
// its bytes and linked, never stored twice. Files are read for their text by a
// Reader, which in the program is a pool of bounded processes; what a file
// says of itself fills the fields of its source that nobody filled by hand.
// Export, Manifest and View are the ways out; each is noted in the item's
// record.
package capture
