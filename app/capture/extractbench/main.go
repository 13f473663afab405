// Command extractbench measures how much of the words in real files the
// workbench reads, against pdftotext for PDF and LibreOffice for office files
// and web pages, where these are installed: for every kind the share of the
// reference's words that ours has (each as often as it stands there), of its
// runs of five words, and the time against pdftotext on the same cores. Files
// are read as the program reads them, by a pool of bounded children. A file is
// told of by a hash of its name, never by its content.
//
//	extractbench [-workers N] [-names] DIR…
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"runtime"

	"redthread/app/capture/bounded"
)

const readWord = "read-worker"

func main() {
	if len(os.Args) > 1 && os.Args[1] == readWord {
		if err := bounded.Serve(os.Stdin, os.Stdout); err != nil {
			os.Exit(1)
		}
		return
	}
	workers := flag.Int("workers", runtime.NumCPU(), "files that are read at a time")
	names := flag.Bool("names", false, "tell the worst files by their paths, not by a hash")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, flag.Args(), *workers, *names); err != nil {
		fmt.Fprintln(os.Stderr, "extractbench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, dirs []string, workers int, names bool) error {
	files, err := find(dirs)
	if err != nil {
		return err
	}
	command, err := bounded.Own(readWord)
	if err != nil {
		return err
	}
	pool := bounded.NewPool(workers, command...)
	defer pool.Close()
	for _, kind := range kinds {
		if len(files[kind.name]) == 0 {
			continue
		}
		m, err := measure(ctx, pool, kind, files[kind.name])
		if err != nil {
			return fmt.Errorf("measuring %s: %w", kind.name, err)
		}
		m.print(os.Stdout, names)
	}
	return nil
}
