// Package sheet sets a chart's scene on a page and writes it: as SVG, as
// vectors in a PDF, or as PNG at any number of dots.
//
// A page has a head with the title, the chart, and a foot with the legend and
// what must be known to read it. Every name of a chart of ordinary size is
// written, none on another and none on a mark: where no place beside a mark is
// free, a thin line leads from the name to it. A larger chart gets a larger
// page, so that letters and marks stay as large as they are; beyond some
// thousand names only the more important are written.
//
// The geometry is worked out once ([New]) in units of the surface and then
// drawn by a pencil, of which there is one for each format, so that all of
// them show the same.
//
// In an SVG the letters are drawn as outlines, which look the same in every
// program, and over them lies the same text, transparent, so that it can be
// selected, searched and read aloud. Marks and names stand in groups with the
// classes node, label, edge and note, each mark with its name as a title.
package sheet
