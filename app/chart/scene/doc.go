// Package scene is a chart as it is to be drawn: marks at places, lines
// between them, outlines, notes, and a view that says how much of it is seen
// and how large. It knows nothing of cases, windows or files; what paints a
// window, a file and a page all draw the same scene, and a click asks it what
// lies there.
//
// # Two measures
//
// Places are in units of the chart, to the right and down, as a case keeps
// them. A [View] turns them into points on a surface. Marks grow more slowly
// than the distances between them when one looks closer, and letters keep
// their size, so that looking closer makes room.
//
// # Labels
//
// [Labeller] decides which names are written and where: the more important
// first, none on another, none on a mark. On a printed page every name is to
// be found, so there it looks further for a free place and draws a thin line
// from name to mark.
package scene
