// Package timeline is the Timeline screen: what happened before and after the law
// changed, each date with the doubt its source gives it.
//
//	screen.go   reading the case, the controls, where clicks lead
//	surface.go  the picture: what is in sight, pointer and keyboard
//	paint.go    painting it beside the window, the newest question first
//	inspect.go  what the inspector says of an event, a lane or a law
//	export.go   writing the timeline to a file
//
// The picture is laid out and painted by app/timeline for the view, size and theme it
// is shown in. While a new one is made, the last one is moved to where the eye is.
package timeline
