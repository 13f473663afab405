//go:build !unix

package main

import "time"

var begun = time.Now()

// cpuSeconds is the time since the start, where the system does not tell that of the processors.
func cpuSeconds() float64 { return time.Since(begun).Seconds() }
