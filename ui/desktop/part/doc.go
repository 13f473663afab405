// Package part holds the widgets that all screens share: rail, top bar and
// status bar; buttons, chips, tabs and cards; the list, the grid and the
// panes; sheets, pickers, tips and toasts.
//
// # Rules every part keeps
//
//   - A part shows what it is given and tells what was done, through callback
//     fields named On…. It knows nothing of cases, statements or files.
//   - Setters (Select, SetItems …) never call back: only a person does. So a
//     screen can set a part from a callback without going round in circles.
//   - Everything runs on the UI goroutine. No part starts a goroutine or a
//     timer; where time must pass (tips, toasts), Root.After is asked.
//   - Whatever can be clicked can be reached with Tab and shows it with a
//     ring. Keys that a part does not use travel on, to the sheet above it or
//     to the window.
//   - Colours, sizes and the face come from package look and follow a change
//     of theme.
//
// # Lists
//
// Virtual is the engine: it draws the visible rows only, keeps the selection,
// and walks with the arrow keys. List draws Row values with it, Grid draws
// columns of cells under a header that sorts. Rows are plain values, so a
// list of 100,000 costs no more to draw than one of 20.
//
// # Height from width
//
// Text, Facets and FactRow are as tall as their width demands. Fyne asks for
// the smallest size first and gives a width later, so they ask to be laid out
// once more when their height changes.
package part
