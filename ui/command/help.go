package command

import (
	"context"
	"reflect"
	"strings"
)

func helpCommand() command {
	return command{
		name: "help", args: []arg{{name: "COMMAND", optional: true, many: true}}, brief: "explain a command; \"help json\" explains the JSON", answer: helpAnswer{},
		run: func(_ context.Context, k *call) (answer, error) { return runHelp(k) },
	}
}

type flagHelp struct {
	Name   string `json:"name" doc:"without dashes"`
	Value  string `json:"value" doc:"what stands for its value, \"\" of a switch"`
	Many   bool   `json:"many" doc:"true where it may be repeated"`
	Needed bool   `json:"needed" doc:"true where it must be given"`
	Help   string `json:"help" doc:"what it does"`
}

type commandHelp struct {
	Name     string     `json:"name" doc:"\"\" opens the window"`
	Usage    string     `json:"usage" doc:"how it is typed"`
	Typed    string     `json:"typed" doc:"its words and arguments, without flags"`
	Brief    string     `json:"brief" doc:"one line"`
	More     string     `json:"more" doc:"a paragraph, or \"\""`
	Examples []string   `json:"examples" doc:"how it may look"`
	Flags    []flagHelp `json:"flags" doc:"its own flags, without --json, --verbose and --help"`
}

type helpAnswer struct {
	Commands []commandHelp `json:"commands" doc:"all of them, or the one asked for"`
	topic    string
}

func (a helpAnswer) print(p *page) {
	switch a.topic {
	case "":
		a.printAll(p)
	case "json":
		printShapes(p)
	default:
		for _, c := range a.Commands {
			c.print(p)
		}
	}
}

func (a helpAnswer) printAll(p *page) {
	p.line("Redthread keeps an investigation in one file, every claim tied to its source.")
	p.blank()
	var rows [][2]string
	for _, c := range a.Commands {
		rows = append(rows, [2]string{c.Typed, c.Brief})
	}
	p.pairs("  ", rows...)
	p.blank()
	p.paragraph("", "\"redthread help COMMAND\" explains one of them. Every command takes --json for one JSON object in place of text, "+
		"--verbose for the details of an error, and --help. Flags stand before or after arguments; -- ends them, for arguments that begin with a dash.")
	p.blank()
	p.line("Exit codes: 0 done, 1 the answer is no, 2 misuse.")
}

func (c commandHelp) print(p *page) {
	if p.b.Len() > 0 {
		p.blank()
	}
	p.line("%s", c.Usage)
	p.blank()
	p.line("%s.", strings.ToUpper(c.Brief[:1])+c.Brief[1:])
	if c.More != "" {
		p.blank()
		p.paragraph("", c.More)
	}
	if len(c.Flags) > 0 {
		p.blank()
		var rows [][2]string
		for _, f := range c.Flags {
			name := dashed(flag{name: f.Name})
			if f.Value != "" {
				name += " " + f.Value
			}
			text := f.Help
			if f.Needed {
				text += " (needed)"
			}
			rows = append(rows, [2]string{name, text})
		}
		p.pairs("  ", rows...)
	}
	if len(c.Examples) > 0 {
		p.head("Examples")
		for _, e := range c.Examples {
			p.line("  %s", e)
		}
	}
}

func runHelp(k *call) (answer, error) {
	topic := strings.Join(k.args, " ")
	a := helpAnswer{Commands: []commandHelp{}, topic: topic}
	if topic == "json" {
		return a, nil
	}
	var names []string
	for _, c := range table() {
		names = append(names, c.name)
		if topic == "" || c.name == topic || strings.HasPrefix(c.name, topic+" ") {
			a.Commands = append(a.Commands, c.help())
		}
	}
	if len(a.Commands) > 0 {
		return a, nil
	}
	if n := nearest(topic, names); n != "" {
		return nil, misusef("There is no command %q; did you mean %q?", topic, n)
	}
	return nil, misusef("There is no command %q; \"redthread help\" lists them.", topic)
}

func (c *command) help() commandHelp {
	bare := command{name: c.name, args: c.args}
	h := commandHelp{Typed: bare.usage(true), Name: c.name, Usage: c.usage(false), Brief: c.brief, More: c.more, Examples: append([]string{}, c.examples...), Flags: []flagHelp{}}
	for _, f := range c.flags {
		h.Flags = append(h.Flags, flagHelp{Name: f.name, Value: f.value, Many: f.many, Needed: f.need, Help: f.help})
	}
	return h
}

// printShapes explains the JSON of every command, from the doc tags of the
// structs that are printed; so it is never out of date.
func printShapes(p *page) {
	p.paragraph("", "With --json every command prints one object. An optional text is \"\" and an empty list is [], never null. "+
		"Times are RFC 3339 in UTC; dates and values are in their stored form. Short ids grow with the case, so programs keep full_id.")
	var later []reflect.Type
	for _, c := range table() {
		if c.answer == nil {
			continue
		}
		p.head("%s", c.name)
		later = printShape(p, reflect.TypeOf(c.answer), later)
	}
	for i := 0; i < len(later); i++ {
		p.head("%s (object)", later[i].Name())
		later = printShape(p, later[i], later)
	}
}

// printShape prints the fields of a struct and notes the structs they hold.
func printShape(p *page, t reflect.Type, later []reflect.Type) []reflect.Type {
	var rows [][2]string
	for _, f := range shapeFields(t) {
		kind, inner := shapeKind(f.Type)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		rows = append(rows, [2]string{name, kind + "; " + f.Tag.Get("doc")})
		known := false
		for _, l := range later {
			known = known || l == inner
		}
		if inner != nil && !known {
			later = append(later, inner)
		}
	}
	p.pairs("  ", rows...)
	return later
}

// shapeFields are the fields of a struct that reach the JSON, those of
// embedded structs among them.
func shapeFields(t reflect.Type) []reflect.StructField {
	var all []reflect.StructField
	for _, f := range reflect.VisibleFields(t) {
		if f.Tag.Get("json") != "" && !f.Anonymous {
			all = append(all, f)
		}
	}
	return all
}

func shapeKind(t reflect.Type) (kind string, inner reflect.Type) {
	switch t.Kind() {
	case reflect.Slice:
		kind, inner = shapeKind(t.Elem())
		return "list of " + kind, inner
	case reflect.Pointer:
		return shapeKind(t.Elem())
	case reflect.Struct:
		return t.Name(), t
	case reflect.Bool:
		return "true or false", nil
	case reflect.String:
		return "text", nil
	}
	return "number", nil
}
