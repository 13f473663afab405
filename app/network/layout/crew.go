package layout

import (
	"runtime"
	"sync/atomic"
)

// crew does the parts of a step on all cores. Its goroutines wait from step to
// step, so that a step allocates nothing.
type crew struct {
	wake []chan struct{}
	done chan struct{}

	f    func(from, to int)
	n    int
	part int
	next atomic.Int64
}

func newCrew() *crew {
	c := &crew{done: make(chan struct{}, runtime.GOMAXPROCS(0))}
	for range runtime.GOMAXPROCS(0) - 1 {
		w := make(chan struct{}, 1)
		c.wake = append(c.wake, w)
		go func() {
			for range w {
				c.work()
				c.done <- struct{}{}
			}
		}()
	}
	return c
}

// dismiss ends the goroutines.
func (c *crew) dismiss() {
	for _, w := range c.wake {
		close(w)
	}
}

// share runs f over parts of the numbers from 0 to n. Each number must stand for
// itself, so that the result does not depend on who does what. least is how many are
// worth a goroutine.
func (c *crew) share(n, least int, f func(from, to int)) {
	helpers := min(len(c.wake), n/least-1)
	if helpers < 1 {
		f(0, n)
		return
	}
	c.f, c.n = f, n
	c.part = max(1, n/((helpers+1)*8))
	c.next.Store(0)
	for _, w := range c.wake[:helpers] {
		w <- struct{}{}
	}
	c.work()
	for range helpers {
		<-c.done
	}
	c.f = nil
}

func (c *crew) work() {
	for {
		to := int(c.next.Add(int64(c.part)))
		from := to - c.part
		if from >= c.n {
			return
		}
		c.f(from, min(to, c.n))
	}
}
