// Redthread is an offline desktop workbench for investigations: every claim
// tied to its source, one case file, no server, no network.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"redthread/ui/command"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := command.Run(ctx, os.Args[1:], command.IO{In: os.Stdin, Out: os.Stdout, Err: os.Stderr, Window: openWindow})
	stop()
	os.Exit(code)
}
