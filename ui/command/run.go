package command

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"redthread/app"
	"redthread/app/capture/bounded"
)

// ReadWorker is the hidden command word under which the program runs itself as
// a bounded reader of files. No person types it: it speaks on its input and
// output with the process that started it.
const ReadWorker = "read-worker"

// The exit codes.
const (
	exitDone   = 0
	exitNo     = 1
	exitMisuse = 2
)

// IO is the world around a command.
type IO struct {
	In  io.Reader
	Out io.Writer
	Err io.Writer
	// Env is what this computer remembers; nil loads it when it is first needed.
	Env *app.Env
	// Window opens the window; nil in a build without one.
	Window func(ctx context.Context, env *app.Env, w Window) error
}

// Window says what the window shows when it opens.
type Window struct {
	Case          string // path; "" shows the welcome
	Screen        string // a name of the rail, "" for the first
	Theme         string // "light", "dark", "system", or "" for the person's choice
	Width, Height int    // 0: as last time
	Version       string // for About
}

// answer is what a command found or did. It prints itself for people, and its
// exported fields are its JSON.
type answer interface {
	print(p *page)
}

// verdict is an answer that can also be no: it is printed, and the exit code is 1.
type verdict interface {
	refusal() error
}

// call is one command with what was typed.
type call struct {
	IO
	command command
	args    []string
	flags   []given
}

// Run does one command and returns the exit code. args leaves out the name of
// the program.
func Run(ctx context.Context, args []string, world IO) int {
	if len(args) == 1 && args[0] == ReadWorker {
		if err := bounded.Serve(world.In, world.Out); err != nil {
			_, _ = fmt.Fprintf(world.Err, "redthread: %s\n", harmless(err.Error()))
			return exitNo
		}
		return exitDone
	}
	verbose := slices.Contains(args, "--verbose")
	err := run(ctx, args, world)
	if err == nil {
		return exitDone
	}
	if ctx.Err() != nil && !errors.Is(err, errPartly) {
		err = errStopped
	}
	_, _ = fmt.Fprintf(world.Err, "redthread: %s\n", harmless(sentence(err)))
	if verbose {
		for _, d := range details(err) {
			_, _ = fmt.Fprintf(world.Err, "  %s\n", harmless(d))
		}
	}
	return exitCode(err)
}

func run(ctx context.Context, args []string, world IO) error {
	p, err := parse(args, everyFlag())
	if err != nil {
		return named(err, p)
	}
	c, rest, err := find(p)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(p.flags, func(g given) bool { return g.name == "help" }) {
		topic := c.name
		c, _ = commandNamed("help")
		rest, p.flags = strings.Fields(topic), slices.DeleteFunc(p.flags, func(g given) bool { return g.name != "json" })
	}
	if err := c.check(rest, p.flags); err != nil {
		return err
	}
	k := &call{IO: world, command: c, args: rest, flags: p.flags}
	a, err := c.run(ctx, k)
	if err != nil {
		return err
	}
	if a == nil {
		return nil
	}
	if err := k.write(a); err != nil {
		return fmt.Errorf("writing the answer: %w", err)
	}
	if v, ok := a.(verdict); ok {
		return v.refusal()
	}
	return nil
}

// named puts a suggestion right: of a flag that no command knows, the nearest
// flag of this command is more likely meant than one of another.
func named(err error, p parsed) error {
	c, _, e := find(parsed{args: p.args, words: len(p.args)})
	if e != nil || c.name == "" {
		return err
	}
	m, ok := strings.CutPrefix(err.Error(), "There is no flag ")
	if !ok {
		return err
	}
	typed, _, _ := strings.Cut(m, ";")
	return unknownFlag(typed, c.allFlags())
}

// check holds the arguments and flags against the command's own.
func (c *command) check(args []string, flags []given) error {
	own := c.allFlags()
	for i, g := range flags {
		f, ok := lookFlag(own, "--"+g.name)
		if !ok {
			return misusef("%s takes no %s; \"redthread help %s\" shows what it takes.", c.title(), dashed(flag{name: g.name}), c.name)
		}
		if !f.many && slices.ContainsFunc(flags[:i], func(h given) bool { return h.name == g.name }) {
			return givenTwice(f)
		}
	}
	least, most := 0, 0
	for _, a := range c.args {
		if !a.optional {
			least++
		}
		most++
		if a.many {
			most = len(args) + 1
		}
	}
	if len(args) < least {
		return misusef("%s needs %s; write: %s", c.title(), c.args[len(args)].name, c.usage(true))
	}
	if len(args) > most {
		return misusef("%q is one argument too many for %s; write: %s", args[most], c.title(), c.usage(true))
	}
	for _, f := range c.flags {
		if f.need && !slices.ContainsFunc(flags, func(g given) bool { return g.name == f.name }) {
			return misusef("%s needs %s %s (%s).", c.title(), dashed(f), f.value, f.help)
		}
	}
	return nil
}

func (k *call) write(a answer) error {
	if k.has("json") {
		var b bytes.Buffer
		e := json.NewEncoder(&b)
		e.SetEscapeHTML(false)
		e.SetIndent("", "  ")
		if err := e.Encode(a); err != nil {
			return err
		}
		_, err := k.Out.Write(b.Bytes())
		return err
	}
	var p page
	a.print(&p)
	_, err := io.WriteString(k.Out, p.b.String())
	return err
}

func (k *call) has(flag string) bool {
	return slices.ContainsFunc(k.flags, func(g given) bool { return g.name == flag })
}

// text is the value of a flag, "" where it was not given.
func (k *call) text(flag string) string {
	for _, g := range k.flags {
		if g.name == flag {
			return g.value
		}
	}
	return ""
}

// all are the values of a flag that may be repeated.
func (k *call) all(flag string) []string {
	var all []string
	for _, g := range k.flags {
		if g.name == flag {
			all = append(all, g.value)
		}
	}
	return all
}

// whole reads a flag as a whole number from least to most; 0 where it was not given.
func (k *call) whole(flag string, least, most int) (int, error) {
	if !k.has(flag) {
		return 0, nil
	}
	n, err := strconv.Atoi(k.text(flag))
	if err != nil || n < least || n > most {
		if most == 1<<31-1 {
			return 0, misusef("--%s takes a whole number from %d up, not %q.", flag, least, k.text(flag))
		}
		return 0, misusef("--%s takes a whole number from %d to %d, not %q.", flag, least, most, k.text(flag))
	}
	return n, nil
}

// oneOf reads a flag that has a few values; the first is the default.
func (k *call) oneOf(flag string, values ...string) (string, error) {
	v := k.text(flag)
	if v == "" && !k.has(flag) {
		return values[0], nil
	}
	if slices.Contains(values, strings.ToLower(v)) {
		return strings.ToLower(v), nil
	}
	return "", misusef("--%s is %s, not %q.", flag, strings.Join(values, " or "), v)
}

// arg is an argument, "" where it was left out.
func (k *call) arg(n int) string {
	if n < len(k.args) {
		return k.args[n]
	}
	return ""
}

// env loads what this computer remembers when it is first needed.
func (k *call) env() (*app.Env, error) {
	if k.Env == nil {
		e, err := app.LoadEnv("")
		if err != nil {
			return nil, err
		}
		k.Env = e
	}
	return k.Env, nil
}
