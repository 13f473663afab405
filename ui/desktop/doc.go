// Package desktop is the window: the frame around the screens, and everything
// that is the same on each of them.
//
// A [Window] shows the welcome page or an open case. The open case is a bench:
// the case, its jobs, its screens and the trail of places visited. A screen is
// built when it is first visited and talks to its bench through [desk.Desk]
// alone; each gets a seat of its own, so that what it puts into the inspector
// is shown only while the screen is.
//
// # Goroutines
//
// Everything here runs on the window's goroutine, except the work given to
// Ask. Work comes back through one [Dispatcher]: in production fyne.Do, called
// in dispatch.go and nowhere else; in tests a queue that the test drains.
//
// # Where to look
//
//   - run.go, window.go: start, open, close
//   - bench.go, seat.go: the open case, and what its screens see of it
//   - frame.go, state.go: top bar, rail, inspector, status bar
//   - commands.go, menu.go: what can be done, by menu, key and palette
//   - message.go, sheet.go: errors, toasts, forms and their protection
//   - intake.go, takein.go: what is chosen, dropped or pasted, and what became of it
//   - search.go, results.go: the palette, and the list of all hits below a screen
//   - screens.go: the list of screens and forms
package desktop
