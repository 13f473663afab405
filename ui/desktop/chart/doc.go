// Package chart is the screen of the charts: who stands behind whom, and
// through what shared thing. It answers it with marks and lines that a
// researcher puts there one by one, expands, arranges and writes on.
//
// # List, drawing, detail
//
// On the left are the charts of the case, and a search whose finds are put on
// the chart by Enter, or dragged to where they shall stand. The middle is the
// drawing (package drawing) under a bar of what can be done, above the time
// that is shown and the legend. The inspector tells of the mark or the line
// that is selected: what is known, from which source, and what else it is tied
// to, counted before it is shown.
//
// # Writing
//
// Each act is one action of package app/chart, off the window's goroutine. The
// drawing shows it at once, and is read anew when the case says that it
// changed; while several acts are on their way only the last reading counts.
// Layouts run beside the window and are seen at work; stopping one keeps what
// it has so far.
package chart
