package command

import (
	"context"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"redthread/store"
)

// The smallest and largest window that --size takes, in the units of the
// window: below the one nothing can be read, above the other no screen goes.
const (
	leastSize = 320
	mostSize  = 16384
)

// screens are the places of the window that --screen can name.
var screens = [...]string{"Overview", "Sources", "Entities", "Chart", "Timeline", "Figures", "Lists", "Report", "Settings", "palette"}

func windowCommand() command {
	return command{
		args: []arg{{name: "CASE", optional: true}}, brief: "open the window", run: runWindow,
		flags: []flag{
			{name: "screen", value: "NAME", help: "what to show first: " + strings.Join(screens[:], ", ")},
			{name: "theme", value: "light|dark|system", help: "colours of this window"},
			{name: "size", value: "1440x900", help: "width and height of the window"},
		},
		more: "Without CASE the window offers the cases opened last. A case that has the name of a command is written ./NAME.",
	}
}

// isPath tells whether a first argument that is no command is meant as a case.
func isPath(s string) bool {
	if filepath.Ext(s) == ".rtcase" || strings.ContainsAny(s, `/\`) {
		return true
	}
	_, err := os.Stat(s)
	return err == nil
}

func runWindow(ctx context.Context, k *call) (answer, error) {
	w := Window{Case: k.arg(0), Version: version()}
	for _, s := range screens {
		if strings.EqualFold(s, k.text("screen")) {
			w.Screen = s
		}
	}
	if k.has("screen") && w.Screen == "" {
		return nil, misusef("There is no screen %q; choose one of %s.", k.text("screen"), strings.Join(screens[:], ", "))
	}
	if k.has("theme") {
		var err error
		if w.Theme, err = k.oneOf("theme", "light", "dark", "system"); err != nil {
			return nil, err
		}
	}
	if k.has("size") {
		wide, high, _ := strings.Cut(strings.ToLower(k.text("size")), "x")
		var err1, err2 error
		w.Width, err1 = strconv.Atoi(wide)
		w.Height, err2 = strconv.Atoi(high)
		if err1 != nil || err2 != nil || min(w.Width, w.Height) < leastSize || max(w.Width, w.Height) > mostSize {
			return nil, misusef("--size is a width and a height from %d to %d, such as 1440x900, not %q.", leastSize, mostSize, k.text("size"))
		}
	}
	if k.has("json") {
		return nil, misusef("The window prints nothing, so it takes no --json.")
	}
	if w.Case != "" {
		if _, err := os.Stat(w.Case); err != nil {
			return nil, refuse(store.ErrNotFound, "There is no file %s; check the name and the folder.", filepath.Base(w.Case))
		}
	}
	if k.Window == nil {
		return nil, ErrNoWindow
	}
	env, err := k.env()
	if err != nil {
		return nil, err
	}
	return nil, k.Window(ctx, env, w)
}
