package command

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"redthread/app"
	"redthread/app/redact"
	"redthread/app/report"
	"redthread/store"
)

func outputCommands() []command {
	return []command{
		figureCommand(),
		timelineCommand(),
		{
			name: "report", args: []arg{argCase}, brief: "write the case as a PDF", answer: reportAnswer{}, run: runReport,
			flags: []flag{flagOutput("FILE.pdf", "the PDF to write; one that is there is replaced"), flagRedaction},
			more:  "The same case gives the same bytes. Sources are numbered and every statement links to its source.",
		},
		exportCommand(),
		importCommand(),
		mappingsCommand(),
		manifestCommand(),
	}
}

func flagOutput(value, help string) flag {
	return flag{name: "o", short: "o", value: value, need: true, help: help}
}

// output reads -o: its ending, without the dot and in small letters, must be
// one of those given, so that a slip never writes over a case.
func (k *call) output(endings ...string) (path, ending string, err error) {
	path = k.text("o")
	ending = strings.ToLower(strings.TrimPrefix(filepath.Ext(path), "."))
	if !contains(endings, ending) {
		return "", "", misusef("%s does not end in .%s, which is what \"%s\" writes.", filepath.Base(path), strings.Join(endings, ", ."), k.command.name)
	}
	return path, ending, nil
}

// writeOut writes a file whole or not at all.
func writeOut(path string, data []byte) error {
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return refuse(store.ErrExists, "%s is not a file; choose another name.", filepath.Base(path))
	}
	return app.WriteFile(path, data, 0o644)
}

// gate opens the way out that --redaction names.
func (k *call) gate(ctx context.Context, c *store.Case) (*redact.Gate, redact.Profile, error) {
	name, err := k.oneOf("redaction", string(redact.Public), string(redact.Full))
	if err != nil {
		return nil, "", err
	}
	gate, err := redact.Open(ctx, c, redact.Profile(name))
	return gate, redact.Profile(name), err
}

type reportAnswer struct {
	File      string   `json:"file" doc:"base name of the PDF"`
	Bytes     int      `json:"bytes" doc:"its size"`
	Pages     int      `json:"pages" doc:"how many pages"`
	Redaction string   `json:"redaction" doc:"public or full"`
	Hidden    hidden   `json:"hidden" doc:"what was held back"`
	Warnings  []string `json:"warnings" doc:"what was found wanting, one sentence each"`
	Head      []string `json:"head" doc:"hashes at the front of the history, for verify --head"`
}

type hidden struct {
	People    int `json:"people" doc:"people and other parties"`
	Unclassed int `json:"unclassed" doc:"those of them that are hidden because nobody gave them a class"`
	Sources   int `json:"sources" doc:"sources"`
	Values    int `json:"values" doc:"statements whose value was withheld, replaced or made coarser"`
}

func (a reportAnswer) print(p *page) {
	p.line("Wrote %s: %s pages, %s, redaction %s.", a.File, strconv.Itoa(a.Pages), app.SizeText(int64(a.Bytes)), a.Redaction)
	if h := a.Hidden; h.People+h.Sources > 0 {
		p.line("  Hidden: people and parties %d (%d without a class), sources %d.", h.People, h.Unclassed, h.Sources)
	}
	for _, w := range a.Warnings {
		p.line("  %s", flat(w))
	}
}

func runReport(ctx context.Context, k *call) (answer, error) {
	path, _, err := k.output("pdf")
	if err != nil {
		return nil, err
	}
	a := reportAnswer{File: filepath.Base(path), Warnings: []string{}, Head: []string{}}
	err = k.reading(ctx, func(c *store.Case) error {
		gate, profile, err := k.gate(ctx, c)
		if err != nil {
			return err
		}
		var b bytes.Buffer
		made, err := report.Write(ctx, c, gate, report.Options{}, &b)
		if err != nil {
			return fmt.Errorf("writing the report: %w", err)
		}
		heads, err := c.Head(ctx)
		if err != nil {
			return err
		}
		for _, h := range heads {
			a.Head = append(a.Head, h.String())
		}
		a.Bytes, a.Pages, a.Redaction = b.Len(), made.Pages, string(profile)
		a.Hidden = hidden{People: made.Hidden.People, Unclassed: made.Hidden.Unclassed, Sources: made.Hidden.Sources, Values: made.Hidden.Values}
		a.Warnings = append(a.Warnings, made.Warnings...)
		return writeOut(path, b.Bytes())
	})
	return a, err
}
