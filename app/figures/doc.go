// Package figures makes plots of what a case says, and the tables behind them.
//
// There is one figure so far, the wage spread: what is paid for a worker, what
// is declared as pay, what is received and what is withheld, as ranges on one axis.
// [Wages] reads it from a case through the export gate (app/redact); nothing it
// holds has not passed the gate. It is then shown in the window ([WageSpread.Image]),
// set into the report ([WageSpread.Figures]) or written as a file ([WageSpread.Write]).
//
// # What is never mixed
//
// The four kinds of sum (the basis of an observation) are series of their own. Amounts
// of different currencies or for different times stand on different axes, each a
// panel of the figure, unless a conversion was asked for. A currency is converted only at a
// rate with its date and source; a time only by an exact factor (a year is twelve months, a week is
// seven days). Nothing is averaged or added up.
//
// # The gap
//
// Where a paid and a declared sum have the same place, currency and time, the gap
// between them is worked out in interval arithmetic with exact fractions:
//
//	share = 1 − declared ÷ paid        sum = paid − declared
//
// It is the gap between the fee and the listed pay. What lies in it (the supplier's
// costs, tax, profit, or what is passed on) the two figures do not say.
//
// # How it is drawn
//
// A mark spans low to high bound. Where the source says "about", the end of the mark is soft: it
// fades into a paler cap. An open bound ("at least") ends in an arrow. The word in the label and the shape
// of the mark tell the kind, colour only repeats it. Geometry is worked out once (layout.go) and then drawn,
// tested and clicked on.
//
// # Files
//
// SVG: letters are drawn as outlines, so that the figure looks the same on every machine and in
// every program, many of which ignore fonts inside an SVG; over them lies the same text,
// transparent, so that it can be selected, searched and read aloud. PDF: a tagged page with the figure as
// vectors, its table and its sources. PNG: 300 dots an inch. CSV: all columns, for a spreadsheet; a cell that a
// spreadsheet would run as a formula gets an apostrophe in front. The same case gives the same bytes.
package figures
