// Package pdfdoc sets a flowing document and writes it as a tagged PDF.
//
// A caller makes a [Doc], adds blocks to it in reading order (paragraphs,
// lists, key and value rows, tables, figures, notes), and calls [Doc.Output].
// Nothing is drawn before Output, so a contents page may stand in front of the
// headings it lists and every page knows how many pages there are.
//
// The work goes through four stages, each in files of its own:
//
//	spans   what the caller says          span.go, flow.go, table.go
//	lines   text measured and broken      clean.go, face.go, breaker.go, linebreak.go
//	slabs   strips that no page may cut   paragraph.go, list.go, grid.go, figure.go, page.go
//	file    content, tags, fonts, xref    paint.go, canvas.go, structure.go, outline.go, embed.go, file.go, output.go
//
// The fpdf module cuts the fonts down to the characters in use; everything else
// of the file is written here.
//
// # Text
//
// Text is put into Unicode normalisation form C. Control and format characters
// go; a new line breaks the line. A character that the fonts cannot draw, and
// any character above U+FFFF, is shown as U+FFFD followed by its code, such as
// "U+1F600": nothing a source said disappears without a trace. There is no
// shaping of scripts: Arabic, Hebrew and Indic text stands in logical order with
// unjoined letters, readable by machine but not set as its readers expect.
//
// # Same input, same bytes
//
// The file holds no clock and no randomness. The dates come from
// [Options.Created], the file identifier from a hash of the content, and
// everything is written in the order it was added.
//
// # Figures
//
// [Flow.Figure] hands out a gonum [vg.Canvas]. For labels to stand where gonum
// measured them, the plot must measure with the same font files. Build the faces
// once with [Faces], put them into a font cache and name [FontName] wherever a
// plot asks for a typeface:
//
//	faces, err := pdfdoc.Faces(regular, bold)
//	font.DefaultCache.Add(faces)
//	plot.DefaultFont = font.Font{Typeface: pdfdoc.FontName}
//	plotter.DefaultFont = plot.DefaultFont
//
// The canvas draws bold where the face has a weight of semi-bold or more, and
// applies the kerning that gonum measured. Other typefaces are drawn in ours.
//
// # What the file is
//
// PDF 1.7 with object streams, a structure tree (headings, paragraphs, lists,
// tables, figures with a text alternative, links), a language, bookmarks and
// embedded subset fonts with a Unicode map. It is written with accessibility and
// archiving in mind but claims conformance to neither PDF/UA nor PDF/A.
package pdfdoc
