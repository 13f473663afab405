// Package report is the Report screen: what the reader will get, and what has
// to be put right before it leaves.
//
//	contents.go  the sections: their order and which are left out
//	review.go    the findings and what is hidden, in words
//	pages.go     pages of the report as pictures, made by poppler-utils
//	preview.go   one making of the report, read back
//	screen.go    the screen and what its parts do together
//	making.go    work off the window's goroutine: report, check, page
//	build.go     how the parts are put together
//	list.go, sheet.go, column.go   the parts: sections, page, right column
//	export.go    writing the file
//
// # What is shown of the pages
//
// The pages in the middle are those of the real PDF, which is made anew after a
// change of the case. They are drawn by pdftoppm, which runs beside the
// program with little memory and little time, on a PDF that was made a moment ago
// and is handed over without a file. Where it is not installed, the
// headings of the report are shown, and a sentence says so.
//
// # Nothing hidden gets out
//
// The report passes the gate of app/redact while it is written. Before a file
// appears on the disk, its text is read back out of the PDF, where pdftotext is
// installed, and held against the hidden names once more. A file that shows one is
// not written.
package report
