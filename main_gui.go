//go:build !nogui

package main

import (
	"context"
	_ "embed"
	"os"
	"runtime"

	fyneapp "fyne.io/fyne/v2/app"

	"redthread/app"
	"redthread/app/capture"
	"redthread/app/capture/bounded"
	"redthread/ui/command"
	"redthread/ui/command/hush"
	"redthread/ui/desktop"
)

//go:embed LICENSE
var licence string

// All that main imports has started by now.
func init() { hush.Over() }

// openWindow opens the window where there is a display. Fyne itself closes it on Ctrl+C.
func openWindow(_ context.Context, env *app.Env, w command.Window) error {
	unix := runtime.GOOS != "windows" && runtime.GOOS != "darwin"
	if unix && os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") == "" {
		return command.ErrNoDisplay
	}
	read, stop := reader()
	defer stop()
	return desktop.Run(fyneapp.NewWithID("redthread.workbench"), env, desktop.Options{
		Case: w.Case, Screen: w.Screen, Theme: w.Theme, Width: w.Width, Height: w.Height,
		Version: w.Version, Licence: licence, Read: read,
	})
}

// reader gives the pool of bounded processes that read files. None of them
// starts before there is a file to read. Where the program cannot find itself,
// the window reads files on its own.
func reader() (read capture.Reader, stop func()) {
	own, err := bounded.Own(command.ReadWorker)
	if err != nil {
		return nil, func() {}
	}
	pool := bounded.NewPool(runtime.NumCPU(), own...)
	return pool.Read, pool.Close
}
