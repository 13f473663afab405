// Package pages makes pictures of originals for the window to show: the pages
// of a PDF, through the program pdftoppm where it is installed, and the files
// of cameras and scanners, decoded here.
//
//	if pages.Available() {
//		img, err := pages.Render(ctx, path, 3, 900)
//	}
//	img, err := pages.Picture(ctx, path, 900)
//
// Both read foreign bytes. pdftoppm runs in a process group of its own, with
// bounds on time, memory and output. A picture is decoded only after its size
// was read from its head and found to be one that fits into memory.
package pages
