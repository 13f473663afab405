// Package figures is the Figures screen: what a case says in numbers, drawn so
// that every mark leads to its source.
//
//	model.go   what the screen shows, in words and in order, without a widget
//	rate.go    the form of a conversion read into a rate
//	hits.go    which mark lies under the pointer, and which comes next
//	screen.go  the screen: reading the figure, its controls, where clicks lead
//	plot.go    the picture of the figure, with pointer and keyboard
//	page.go    heading, plot, table, notes and sources in one scroll
//	convert.go the sheet that asks for a rate
//	export.go  writing the figure to a file
//
// There is one figure so far, the wage spread of app/figures. It is painted off
// the window's goroutine for the size and the theme it is shown in; while a new
// picture is made, the last one is stretched.
package figures
