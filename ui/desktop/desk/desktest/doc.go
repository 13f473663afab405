// Package desktest is a window's frame for tests of screens: a desk.Desk with
// a queue in place of the window's goroutine, and a real case behind it.
//
//	d := desktest.New(t)               // the sample case, in a folder of the test
//	d.Show(sources.New(d), desk.Route{Screen: desk.Sources})
//	...                                // press, type, tap
//	d.Went, d.Failed, d.Said, d.Sheets // what the screen asked the frame for
//
// Everything runs on the goroutine of the test. Work given to Ask is done at
// once, and so is its answer, unless Hold is set: then answers wait for
// Release, which is how a test makes an answer come too late.
//
// Pictures drawn with [Shoot] are for people to look at. They go to the folder
// named by REDTHREAD_PICTURES; without it each is still drawn once, in one
// size, so that a screen that cannot be drawn is found.
package desktest
