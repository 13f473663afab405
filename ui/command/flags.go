package command

import (
	"fmt"
	"slices"
	"strings"
)

// flag is one flag of a command. The standard library's flags must stand
// before the arguments; ours stand anywhere, which is what people type.
type flag struct {
	name  string // without the dashes
	short string // one letter, "" for none
	value string // what stands for the value in the help; "" is a switch
	many  bool   // may be given more than once
	need  bool   // must be given
	help  string
}

// given is a flag as it was typed.
type given struct {
	name, value string
}

// parsed is a command line taken apart.
type parsed struct {
	args  []string // everything that is no flag, in order
	words int      // how many of args stand before "--": only those can name a command
	flags []given
}

// misuse is a mistake in the command line itself: exit code 2.
type misuse string

func (m misuse) Error() string { return string(m) }

func misusef(format string, args ...any) error { return misuse(fmt.Sprintf(format, args...)) }

// parse takes a command line apart. Flags stand before or after arguments;
// "--" ends them; a value follows its flag or stands behind "=". A value that
// begins with a dash needs the "=", so that a forgotten value never swallows
// the next flag.
func parse(args []string, known []flag) (parsed, error) {
	var p parsed
	for i := 0; i < len(args); i++ {
		a := args[i]
		switch {
		case a == "--":
			p.words = len(p.args)
			p.args = append(p.args, args[i+1:]...)
			return p, nil
		case !isFlag(a):
			p.args = append(p.args, a)
			continue
		}
		name, value, joined := strings.Cut(a, "=")
		f, ok := lookFlag(known, name)
		switch {
		case !ok:
			return p, unknownFlag(name, known)
		case f.value == "" && joined:
			return p, misusef("%s is a switch and takes no value.", dashed(f))
		case f.value != "" && !joined:
			if i+1 == len(args) || isFlag(args[i+1]) {
				return p, misusef("%s needs a value; write %s=%s where the value begins with a dash.", name, dashed(f), f.value)
			}
			i++
			value = args[i]
		}
		if !f.many && slices.ContainsFunc(p.flags, func(g given) bool { return g.name == f.name }) {
			return p, givenTwice(f)
		}
		p.flags = append(p.flags, given{f.name, value})
	}
	p.words = len(p.args)
	return p, nil
}

// isFlag tells whether a word is a flag (or the mark that ends them). A single
// dash is an argument.
func isFlag(a string) bool { return len(a) > 1 && a[0] == '-' }

func lookFlag(known []flag, typed string) (flag, bool) {
	for _, f := range known {
		if typed == "--"+f.name || f.short != "" && typed == "-"+f.short {
			return f, true
		}
	}
	return flag{}, false
}

// dashed is how a flag is written: "--title", or "-o" where that is its only name.
func dashed(f flag) string {
	if len(f.name) == 1 {
		return "-" + f.name
	}
	return "--" + f.name
}

func givenTwice(f flag) error { return misusef("%s is given twice.", dashed(f)) }

func unknownFlag(typed string, known []flag) error {
	names := make([]string, 0, len(known))
	for _, f := range known {
		names = append(names, f.name)
	}
	if n := nearest(strings.TrimLeft(typed, "-"), names); n != "" {
		f, _ := lookFlag(known, "--"+n)
		return misusef("There is no flag %s; did you mean %s?", typed, dashed(f))
	}
	return misusef("There is no flag %s; put -- before arguments that begin with a dash.", typed)
}

// nearest is the name that fewest changes of a letter lead to, "" when even
// that one is far off.
func nearest(typed string, names []string) string {
	best, at := "", 1+max(2, len([]rune(typed))/3)
	for _, n := range names {
		d := distance(strings.ToLower(typed), strings.ToLower(n))
		if strings.HasPrefix(n, typed) && typed != "" {
			d = min(d, 1)
		}
		if d < at && d < len([]rune(n)) {
			best, at = n, d
		}
	}
	return best
}

// distance counts the letters to put in, take out, change or swap with their
// neighbour between two words (optimal string alignment; Damerau 1964).
func distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	if len(x) > 64 || len(y) > 64 {
		return max(len(x), len(y))
	}
	rows := make([][]int, len(x)+1)
	for i := range rows {
		rows[i] = make([]int, len(y)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(x); i++ {
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			d := min(rows[i-1][j]+1, rows[i][j-1]+1, rows[i-1][j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				d = min(d, rows[i-2][j-2]+1)
			}
			rows[i][j] = d
		}
	}
	return rows[len(x)][len(y)]
}
