// Package vector writes a drawing that was made once as SVG or PNG, so that every
// picture that leaves the case is written by the same hand.
//
// In an SVG letters are drawn as outlines, so that the picture looks the same on
// every machine and in every program, many of which ignore fonts inside an SVG;
// over them lies the same text, transparent, so that it can be selected, searched
// and read aloud. A PNG says in the file how large it is meant to be. PDF is
// written by package pdfdoc, which takes the same drawing function.
//
//	d := vector.Drawing{Width: 720, Height: 400, Title: "Wages", Alt: "…", Draw: func(c vg.Canvas) { … }}
//	err := d.WriteSVG(file)
package vector
