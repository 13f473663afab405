package desktop

import (
	"time"

	"fyne.io/fyne/v2"
)

// Dispatcher brings work onto the window's goroutine. Do returns at once.
type Dispatcher interface{ Do(f func()) }

// Threads is the dispatcher of a true window.
type Threads struct{}

// Do queues f for the window's goroutine.
func (Threads) Do(f func()) { fyne.Do(f) }

// after calls f on the window's goroutine when d has passed.
func (w *Window) after(d time.Duration, f func()) (cancel func()) {
	stopped := false // only touched on the window's goroutine
	t := time.AfterFunc(d, func() {
		w.ui.Do(func() {
			if !stopped {
				f()
			}
		})
	})
	return func() {
		stopped = true
		t.Stop()
	}
}
