//go:build nogui

package main

import (
	"context"

	"redthread/app"
	"redthread/ui/command"
)

// openWindow is nil: this build has the command line alone.
var openWindow func(context.Context, *app.Env, command.Window) error
