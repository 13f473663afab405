// Package paint paints a chart's scene into a picture, for the window and for
// PNG files.
//
// # How it is fast
//
// A picture is painted in two steps. First one goroutine works out what is in
// sight and where names are written, and cuts the marks and letters it needs
// as small masks, which are kept for the next picture. Then the surface is
// filled in horizontal bands, one for each processor: lines are drawn straight
// into the pixels with soft edges, masks are laid on. What is too small to be
// seen is left out: lines shorter than a pixel, most lines of a chart that is
// a grey cloud anyway, names beyond what can be read.
//
// The same scene, view and palette give the same pixels, whatever the number
// of bands.
package paint
