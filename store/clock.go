package store

import "time"

// A hybrid logical clock: milliseconds since 1970 in the upper 48 bits, a
// counter in the lower 16. It never runs backwards, so that an action made
// after another on one computer sorts after it even when the wall clock was
// set back (Kulkarni et al., Logical Physical Clocks, 2014).
const clockBits = 16

func nextClock(last int64, now time.Time) int64 {
	wall := now.UnixMilli() << clockBits
	if wall > last {
		return wall
	}
	return last + 1
}
