package records

import (
	"context"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"sort"
	"strings"

	"redthread/app/capture/document"
	"redthread/app/capture/office"
	"redthread/app/capture/plain"
)

// The sample from which places and columns are told.
const (
	sampleTokens  = 200_000
	sampleBytes   = 16 << 20
	sampleRecords = 500
	mostPlaces    = 40
)

// spot is a path in the outline of a tree: how often it is met and what stands
// directly in it.
type spot struct {
	path  string
	name  string
	depth int
	order int
	count int // over the sample
	twins int // how often at most within one parent
	leafs map[string]bool
	kids  []*spot
}

func (s *spot) kid(name, path string, order *int) *spot {
	for _, k := range s.kids {
		if k.name == name {
			return k
		}
	}
	*order++
	k := &spot{path: path, name: name, depth: s.depth + 1, order: *order, leafs: map[string]bool{}}
	s.kids = append(s.kids, k)
	return k
}

// record says whether a spot has fields of its own or things below it.
func (s *spot) record() bool { return len(s.leafs)+len(s.kids) > 0 }

// places lists where records stand in a tree, the likeliest first.
func (f *File) places(ctx context.Context) ([]document.Sheet, error) {
	var root *spot
	var err error
	if f.Format == XML {
		root, err = f.outlineXML(ctx)
	} else {
		root, err = f.outlineJSON(ctx)
	}
	if err != nil {
		return nil, f.explain(err)
	}
	best := likely(root, f.Format == XML)
	if best == nil {
		return nil, nil
	}
	var all []*spot
	var list func(s *spot)
	list = func(s *spot) {
		if s != best && s.count > 0 && s.record() && (s.twins > 1 || s.depth <= best.depth+1) && s.depth > 0 {
			all = append(all, s)
		}
		for _, k := range s.kids {
			list(k)
		}
	}
	list(root)
	sort.SliceStable(all, func(i, j int) bool {
		if a, b := all[i].twins > 1, all[j].twins > 1; a != b {
			return a
		}
		return all[i].order < all[j].order
	})
	sheets := []document.Sheet{{Name: best.path}}
	for _, s := range all {
		if len(sheets) < mostPlaces {
			sheets = append(sheets, document.Sheet{Name: s.path})
		}
	}
	return sheets, nil
}

// likely goes down from the root as long as there is one way to go, and stops
// where something repeats or has several things in it.
func likely(root *spot, element bool) *spot {
	at := root
	for depth := 0; depth < mostDeep; depth++ {
		if at.twins > 1 {
			return at
		}
		var ways []*spot
		for _, k := range at.kids {
			if k.record() {
				ways = append(ways, k)
			}
		}
		fields, marks := 0, 0
		for l := range at.leafs {
			if strings.HasPrefix(l, "@") {
				marks++
			} else {
				fields++
			}
		}
		many := -1
		for i, k := range ways {
			if k.twins > 1 && (many < 0 || k.twins > ways[many].twins) {
				many = i
			}
		}
		switch {
		case len(ways) == 0:
			if at == root && (element || !at.record()) {
				return nil
			}
			return at
		case at == root && element && len(ways) == 1:
			at = ways[0]
		case len(ways) == 1 && fields == 0 && marks <= 4:
			at = ways[0]
		case len(ways) == 1 && at == root && fields <= 8 && len(ways[0].leafs) == 0:
			at = ways[0] // what is around it only wraps
		case many >= 0 && fields <= 8 && at.count <= 1 && at.depth <= 2:
			return ways[many]
		default:
			return at
		}
	}
	return at
}

func (f *File) outlineXML(ctx context.Context) (*spot, error) {
	type frame struct {
		spot *spot
		kids map[string]int
	}
	read := io.NewSectionReader(f.in, 0, f.Size)
	x := office.OpenXML(read)
	order := 0
	root := &spot{leafs: map[string]bool{}, count: 1}
	stack := []frame{{root, map[string]int{}}}
	for n := 0; n < sampleTokens; n++ {
		if n&1023 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		t, err := x.Token()
		if err != nil {
			if err = f.endXML(err); err != nil && root.record() && n > 1000 {
				err = nil // told when it is read
			}
			return root, err
		}
		switch t := t.(type) {
		case xml.Directive:
			if err := f.noEntities(t); err != nil {
				return nil, err
			}
		case xml.StartElement:
			if len(stack) > mostDeep {
				return nil, fmt.Errorf("the XML: %w", document.ErrTooLarge)
			}
			up := &stack[len(stack)-1]
			p := t.Name.Local
			if up.spot.path != "" {
				p = up.spot.path + "/" + p
			}
			if order > mostPaths {
				return root, nil
			}
			s := up.spot.kid(t.Name.Local, p, &order)
			s.count++
			up.kids[s.name]++
			s.twins = max(s.twins, up.kids[s.name])
			for _, a := range t.Attr {
				if a.Name.Space != "xmlns" && a.Name.Local != "xmlns" {
					s.leafs["@"+a.Name.Local] = true
				}
			}
			stack = append(stack, frame{s, map[string]int{}})
		case xml.EndElement:
			if len(stack) > 1 {
				top := stack[len(stack)-1]
				stack = stack[:len(stack)-1]
				if up := stack[len(stack)-1]; !top.spot.record() {
					up.spot.leafs[top.spot.name] = true
				}
			}
		}
	}
	return root, nil
}

func (f *File) noEntities(d xml.Directive) error {
	if declares(d) {
		return refused("%s declares entities of its own, a known way to fill a computer's memory; it was refused. Save it without them.", f.Name)
	}
	return nil
}

func (f *File) outlineJSON(ctx context.Context) (*spot, error) {
	r, _, err := plain.NewReader(ctx, f.in)
	if err != nil {
		return nil, err
	}
	j := &jsonRecords{File: f, ctx: ctx, bound: &bound{Reader: r}}
	j.dec = json.NewDecoder(j.bound)
	j.dec.UseNumber()
	root := &spot{leafs: map[string]bool{}}
	order := 0
	var walk func(s *spot, siblings map[string]int, depth int) error
	walk = func(s *spot, siblings map[string]int, depth int) error {
		j.bound.left = 2 * mostText
		t, err := j.token()
		if err != nil {
			return err
		}
		if depth > mostDeep {
			return fmt.Errorf("the JSON: %w", document.ErrTooLarge)
		}
		if j.count > sampleTokens || j.bound.n > sampleBytes || order > mostPaths {
			return errEnough
		}
		d, ok := t.(json.Delim)
		switch {
		case !ok:
			return nil
		case d == '[':
			for j.dec.More() {
				if err := walk(s, siblings, depth+1); err != nil {
					return unexpected(err)
				}
			}
		default:
			s.count++
			siblings[s.name]++
			s.twins = max(s.twins, siblings[s.name])
			inner := map[string]int{}
			for j.dec.More() {
				key, err := j.token()
				if err != nil {
					return unexpected(err)
				}
				name, _ := key.(string)
				p := name
				if s.path != "" {
					p = s.path + "." + name
				}
				k := s.kid(name, p, &order)
				if err := walk(k, inner, depth+1); err != nil {
					return unexpected(err)
				}
				if !k.record() {
					s.leafs[name] = true
				}
			}
		}
		_, err = j.token()
		return unexpected(err)
	}
	top := map[string]int{}
	for {
		err := walk(root, top, 0)
		switch {
		case errors.Is(err, io.EOF), errors.Is(err, errEnough):
			return root, nil
		case err != nil:
			return nil, j.fault(err)
		}
	}
}
