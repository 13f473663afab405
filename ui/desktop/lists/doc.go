// Package lists is the screen that asks: is this the listed party?
//
// On the left stand the candidates that screening found, by party and the
// likeliest first, or what was judged, or the lists that are held (model.go). In
// the middle one pair is put side by side with its reasons (package pair); S, D
// and U judge, → goes on. A judgement copies the entry into the case, with the list
// as its source, and is one action that Undo takes back.
//
// Which lists are asked, and as they stood on which day, is chosen above the
// candidates (asking.go). A day on which no version is held is answered by the one
// before it, and a notice says so for as long as it is shown.
//
// Screening runs beside the window (screening.go); what the case says
// meanwhile is asked again for the parties that changed alone.
package lists
