// Package office reads the files of office suites: letters, sheets and slides
// as Word, Excel, PowerPoint, LibreOffice and their kin write them, old Rich
// Text files and electronic books.
//
// Most of these files are zip archives of XML parts. An archive is opened by
// openArchive, which counts every byte that comes out of it; a part is walked
// by walk, which hands elements under one fixed prefix whatever prefix or
// edition of the namespace the writer chose; and what is found goes into a
// pile, which knows paragraphs, table rows, text boxes and what stands aside
// (notes, comments, headers), tidies the words and stops at the bounds. Each
// format is a small handler between walk and pile.
//
// What a person sees on the page is what is given: numbers of lists, cells as
// formatted, results of fields. Text that was deleted under tracked changes is
// left out and a note says so; hidden text is given and a note says so. A file
// that breaks off in the middle gives what stands before the break.
package office
