//go:build !nogui

package main

import (
	"context"
	_ "embed"
	"os"
	"runtime"

	fyneapp "fyne.io/fyne/v2/app"

	"redthread/app"
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
	return desktop.Run(fyneapp.NewWithID("redthread.workbench"), env, desktop.Options{
		Case: w.Case, Screen: w.Screen, Theme: w.Theme, Width: w.Width, Height: w.Height,
		Version: w.Version, Licence: licence,
	})
}
