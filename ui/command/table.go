package command

import (
	"context"
	"slices"
	"strings"
)

// command is one row of the contract.
type command struct {
	name     string // "source add"; "" opens the window
	args     []arg
	flags    []flag
	brief    string // one line
	more     string // a paragraph, may be empty
	examples []string
	answer   answer // a zero one: the JSON shape
	run      func(context.Context, *call) (answer, error)
}

// arg is an argument in the order it is typed.
type arg struct {
	name     string
	optional bool
	many     bool
}

var (
	argCase   = arg{name: "CASE"}
	argFile   = arg{name: "FILE"}
	argFacts  = arg{name: "PROPERTY=VALUE", optional: true, many: true}
	flagsCite = []flag{
		{name: "source", value: "ID", need: true, help: "the source that says so: its id, number or title; none marks it unsourced"},
		{name: "passage", value: "TEXT", help: "where in the source: a passage's number, \"¶12:34-56\" for a part of it, \"p. 3\", or the words themselves"},
		{name: "layer", value: "ID", help: "which of the source's texts the passage is in: its number in \"source show\", or its full id; the newest where it is left out"},
		{name: "quote", value: "WORDS", help: "the words cited; where the source's text has them, the citation points to them"},
		{name: "said-by", value: "WHO", help: "who says so, where it is not the source itself"},
		{name: "hedge", value: "WORDS", help: "the doubt that comes with it, such as \"at least\""},
		{name: "cred", value: "1-6", help: "how credible this is, where it differs from the source's grade"},
		{name: "origin", value: "WHO", help: "where the information first comes from, where it differs from the source's"},
	}
	flagRedaction = flag{name: "redaction", value: "public|full", help: "public (the default) hides workers, sources and people without a class"}
)

// common are the flags of every command.
func common() []flag {
	return []flag{
		{name: "json", help: "print one JSON object"},
		{name: "verbose", help: "print technical details of an error"},
		{name: "help", short: "h", help: "explain the command"},
	}
}

// table lists the commands in the order of the help.
func table() []command {
	return slices.Concat(
		caseCommands(), sourceCommands(), entityCommands(), statementCommands(),
		[]command{searchCommand()},
		matchCommands(),
		networkCommands(), graphCommands(), chartCommands(),
		historyCommands(), outputCommands(),
		sharingCommands(), keyCommands(), safetyCommands(),
		listsCommands(),
		[]command{screenCommand(), duplicatesCommand(), judgeCommand()},
		setupCommands(), []command{helpCommand(), windowCommand()},
	)
}

func commandNamed(name string) (command, bool) {
	for _, c := range table() {
		if c.name == name {
			return c, true
		}
	}
	return command{}, false
}

func (c *command) allFlags() []flag { return slices.Concat(c.flags, common()) }

// everyFlag joins the flags of all commands. Flags may stand before the words
// that name the command, so they are read before it is known; a test holds
// that no name takes a value in one command and none in another.
func everyFlag() []flag {
	var all []flag
	for _, c := range table() {
		for _, f := range c.allFlags() {
			at := slices.IndexFunc(all, func(g flag) bool { return g.name == f.name })
			if at < 0 {
				all = append(all, f)
			} else {
				all[at].many = all[at].many || f.many
			}
		}
	}
	return all
}

// find tells which command the arguments begin with, and what is left of them.
func find(p parsed) (command, []string, error) {
	window, _ := commandNamed("")
	if p.words == 0 {
		return window, p.args, nil
	}
	first := p.args[0]
	if c, ok := commandNamed(first); ok {
		return c, p.args[1:], nil
	}
	var second, names []string
	for _, c := range table() {
		group, sub, two := strings.Cut(c.name, " ")
		if two && group == first {
			second = append(second, sub)
		}
		if c.name != "" && !slices.Contains(names, group) {
			names = append(names, group)
		}
	}
	if len(second) > 0 {
		if p.words > 1 {
			if c, ok := commandNamed(first + " " + p.args[1]); ok {
				return c, p.args[2:], nil
			}
			if n := nearest(p.args[1], second); n != "" {
				return window, nil, misusef("There is no command %q; did you mean %q?", first+" "+p.args[1], first+" "+n)
			}
		}
		return window, nil, misusef("%s needs one of %s after it.", first, strings.Join(second, ", "))
	}
	if isPath(first) {
		return window, p.args, nil
	}
	if n := nearest(first, names); n != "" {
		return window, nil, misusef("There is no command %q; did you mean %q?", first, n)
	}
	return window, nil, misusef("There is no command %q and no case of that name; \"redthread help\" lists the commands.", first)
}

// title names the command in a sentence.
func (c *command) title() string {
	if c.name == "" {
		return "redthread"
	}
	return "\"" + c.name + "\""
}

// usage is the line a person would type; a short one leaves out what may be left out of it.
func (c *command) usage(short bool) string {
	var b strings.Builder
	b.WriteString("redthread")
	if c.name != "" {
		b.WriteString(" " + c.name)
	}
	for _, a := range c.args {
		text := a.name
		if a.many {
			text += " …"
		}
		if a.optional {
			text = "[" + text + "]"
		}
		b.WriteString(" " + text)
	}
	for _, f := range c.flags {
		if short && !f.need {
			continue
		}
		text := dashed(f)
		if f.value != "" {
			text += " " + f.value
		}
		if f.many {
			text += " …"
		}
		if !f.need {
			text = "[" + text + "]"
		}
		b.WriteString(" " + text)
	}
	return b.String()
}
