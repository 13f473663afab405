// Package pdftext reads the words of PDF files: paragraphs and table rows in
// reading order with the numbers of their pages, and what a file says of
// itself. Read is all of it.
//
// # From bytes to paragraphs
//
// A file is opened by its cross-reference table (xref.go). Where that is
// missing, or an object does not lie where it says, the whole file is gone
// through once for everything that looks like an object (rebuild.go). Objects
// are read when they are asked for and page after page, so that a long file
// costs no more memory than its heaviest page; files above some size are not
// even held in memory (source.go). Streams are unpacked as far as they go
// (unpack.go) and unlocked with the empty password (lock.go).
//
// The content of a page is a program. drawing runs it (content.go, show.go) and
// keeps of it only where which letter stands. What the bytes of a string mean
// is up to the font: its ToUnicode map (cmap.go), the names of its glyphs
// (glyphs.go), its encoding, a charset of East Asia (composite.go), or at last
// what is found inside the font program (fontfile.go, cff.go).
//
// A PDF knows no words, lines or paragraphs, only letters at places. sheet
// collects letters into words, rows puts words on baselines, blocks finds
// columns by the strips that no word crosses and tells them from tables and from
// the stretched blanks of justified lines (prose.go), and paragraphs joins lines
// by their distance, their indents, and whether the next word would still have
// fitted.
//
// # Why the objects are read by code of our own
//
// The library pdfcpu was measured first. Of some 500 sound files it read every
// one. Of 140 files that were damaged on purpose (cut off, shifted by a line,
// some bytes changed, lengths wrong, end marks lost) and that common viewers
// still read, it refused 23 in a hundred; the reader here refused none. It also
// loads every object before the first page can be asked for, which leaves the
// bounds on memory and time to the file. People send damaged files, and what is
// in them may matter most.
//
// # Bounds
//
// Whatever the bytes are, work and memory are bounded: objects in objects,
// pages in trees, forms in forms, unpacked bytes, operators, letters of a page,
// entries of tables, and the search for lost ends all have a limit, and the
// context is asked often. What was read until a limit is given, with a note.
package pdftext
