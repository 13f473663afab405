// Package drawing is the surface on which a chart is shown and worked on: it
// paints a scene, moves the camera, finds what lies under the pointer and
// tells what a person did. It knows scenes and nothing of cases.
//
// # How it keeps up
//
// The surface holds one picture. Moving the camera moves and stretches the
// last picture at once, as the graphics card does for nothing, while a worker
// paints a new one for where the camera is by then; what was asked for in
// between is never painted. While marks are dragged the rest is painted once,
// and each step draws only the marks that move and their lines over it. So the
// time of a frame does not depend on how much there is to see.
//
// Everything but the worker runs on the window's goroutine. The worker gets
// copies and hands its pictures over through the dispatcher it was given.
//
// # What a hand can do
//
//	drag a mark            moves it, with all that is selected with it
//	drag the ground        moves the camera; the wheel zooms where it points
//	Shift and drag         selects by a box; Alt and drag by a lasso
//	Ctrl and drag          from mark to mark draws a link
//	double click           opens, right click asks what else
//
// The tools select the same without a key held. On the keyboard arrows walk
// from mark to mark, + - zoom, F shows everything, Ctrl+A selects everything
// and Escape nothing.
package drawing
