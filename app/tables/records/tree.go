package records

import (
	"strings"

	"redthread/app/capture/document"
)

// Node is a part of a record: an element, an attribute ("@name") or a field.
type node struct {
	name string
	text string
	kids []*node
}

// Bounds of one record.
const (
	mostNodes  = 1 << 20
	mostText   = 32 << 20
	mostDeep   = 200
	mostPaths  = 2000 // columns that are listed
	mostValues = 1000 // values of one cell
)

// everything at the end of a path stands for all that is below: a flag that
// is set by being there.
const everything = "*"

// sep is what parts the names of a path.
func (f *File) sep() string {
	if f.Format == XML {
		return "/"
	}
	return "."
}

// after gives what is left of a path behind a name, ok where it begins so.
func after(path, name, sep string) (rest string, ok bool) {
	if path == name {
		return "", true
	}
	if len(path) > len(name)+len(sep) && strings.HasPrefix(path, name) && strings.HasPrefix(path[len(name):], sep) {
		return path[len(name)+len(sep):], true
	}
	return "", false
}

// values gathers the texts at a path below n.
func (n *node) values(path, sep string, into []string) []string {
	if path == "" {
		if n.text != "" && len(into) < mostValues {
			into = append(into, n.text)
		}
		return into
	}
	if path == everything {
		for _, k := range n.kids {
			into = k.values(path, sep, k.values("", sep, into))
		}
		return into
	}
	for _, k := range n.kids {
		if rest, ok := after(path, k.name, sep); ok {
			into = k.values(rest, sep, into)
		}
	}
	return into
}

// place is a node with the path that leads to it.
type place struct {
	path string
	node *node
}

// rows gives each node at a path with those it stands in, the record first.
func (n *node) rows(path, sep string, give func([]place) error) error {
	var down func(at []place, rest string) error
	down = func(at []place, rest string) error {
		last := at[len(at)-1]
		if rest == "" {
			return give(at)
		}
		for _, k := range last.node.kids {
			left, ok := after(rest, k.name, sep)
			if !ok {
				continue
			}
			p := k.name
			if last.path != "" {
				p = last.path + sep + k.name
			}
			if err := down(append(at[:len(at):len(at)], place{p, k}), left); err != nil {
				return err
			}
		}
		return nil
	}
	return down([]place{{"", n}}, path)
}

// cells gives what stands at the columns, seen from a row within a record.
func cells(at []place, columns []string, sep string, into []document.Cell) []document.Cell {
	into = into[:0]
	var found []string
	for _, c := range columns {
		found = found[:0]
		for i := len(at) - 1; i >= 0; i-- {
			rest, ok := c, at[i].path == ""
			if !ok {
				rest, ok = after(c, at[i].path, sep)
			}
			if ok {
				found = at[i].node.values(rest, sep, found)
				break
			}
		}
		var cell document.Cell
		if len(found) > 0 {
			cell.Text = found[0]
			if len(found) > 1 {
				cell.More = append([]string(nil), found[1:]...)
			}
		}
		into = append(into, cell)
	}
	return into
}

// paths lists the paths at which texts stand, in the order they are met.
type paths struct {
	sep  string
	seen map[string]bool
	all  []string
	sub  map[string]int // how often at most a path with parts stands in one record
	subs []string
}

func (p *paths) add(n *node, path string, depth int) {
	if depth > mostDeep {
		return
	}
	if n.text != "" && path != "" && !p.seen[path] && len(p.all) < mostPaths {
		p.seen[path] = true
		p.all = append(p.all, path)
	}
	count := map[string]int{}
	for _, k := range n.kids {
		q := k.name
		if path != "" {
			q = path + p.sep + k.name
		}
		if len(k.kids) > 0 {
			count[q]++
		}
		p.add(k, q, depth+1)
	}
	for _, k := range n.kids {
		q := k.name
		if path != "" {
			q = path + p.sep + k.name
		}
		if c := count[q]; c > 0 && len(p.subs) < mostPaths {
			if p.sub[q] == 0 {
				p.subs = append(p.subs, q)
			}
			p.sub[q] = max(p.sub[q], c)
		}
	}
}
