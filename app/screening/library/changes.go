package library

import "redthread/app/screening/listfile"

// Change is what became of an entry from one version to another.
type Change struct {
	ID          string
	Was, Is     *listfile.Entry // nil where it was not there, or is no longer
	Added, Gone []listfile.Prop // of an entry that is in both: what is said now, and no more
}

// Changes compares two versions of a list and gives every entry that differs,
// in the order of the newer one, those that are gone last.
func Changes(was, is *List, visit func(Change) error) error {
	err := is.Each(func(n int, e *listfile.Entry) error {
		old, at, ok := was.Find(e.ID)
		switch {
		case !ok:
			return visit(Change{ID: e.ID, Is: e})
		case was.Fingerprint(at) != is.Fingerprint(n):
			c := Compare(old, e)
			return visit(c)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return was.Each(func(_ int, e *listfile.Entry) error {
		if _, _, ok := is.Find(e.ID); !ok {
			return visit(Change{ID: e.ID, Was: e})
		}
		return nil
	})
}

// Compare tells what an entry says that it did not say before, and the other
// way round.
func Compare(was, is *listfile.Entry) Change {
	c := Change{ID: is.ID, Was: was, Is: is}
	c.Added = append(missing(was.Props, is.Props), missing(was.Listed, is.Listed)...)
	c.Gone = append(missing(is.Props, was.Props), missing(is.Listed, was.Listed)...)
	return c
}

// missing gives what is in all and not in some.
func missing(some, all []listfile.Prop) []listfile.Prop {
	have := make(map[listfile.Prop]bool, len(some))
	for _, p := range some {
		have[p] = true
	}
	var out []listfile.Prop
	for _, p := range all {
		if !have[p] {
			out = append(out, p)
		}
	}
	return out
}
