package command

import (
	"context"
	"strings"

	"redthread/app/screening/library"
	"redthread/app/screening/listfile"
	"redthread/store"
)

type listProp struct {
	Property string `json:"property" doc:"name of the property"`
	Value    string `json:"value" doc:"as the list prints it"`
}

func listPropsOf(all []listfile.Prop) []listProp {
	out := []listProp{}
	for _, p := range all {
		out = append(out, listProp{p.Name, p.Value})
	}
	return out
}

type listChange struct {
	Entry string     `json:"entry" doc:"the list's number of the entry"`
	Name  string     `json:"name" doc:"what it is called"`
	What  string     `json:"what" doc:"new, changed or gone"`
	Added []listProp `json:"added" doc:"what is said now and was not before"`
	Gone  []listProp `json:"gone" doc:"what was said before and is not now"`
}

type listChangesAnswer struct {
	From    listVersion  `json:"from" doc:"the older version"`
	To      listVersion  `json:"to" doc:"the newer version"`
	New     int          `json:"new" doc:"entries that only the newer one has"`
	Changed int          `json:"changed" doc:"entries that say something else"`
	Gone    int          `json:"gone" doc:"entries that only the older one has"`
	Changes []listChange `json:"changes" doc:"in the order of the newer one, those that are gone last"`
}

func (a listChangesAnswer) print(p *page) {
	p.line("%s: from %s to %s", a.To.Title, a.From.Date, a.To.Date)
	p.line("%d new, %d changed, %d gone", a.New, a.Changed, a.Gone)
	for _, c := range a.Changes {
		p.line("  %-8s %s  %s", c.What, c.Entry, flat(c.Name))
		for _, x := range c.Added {
			p.line("      + %s: %s", x.Property, flat(x.Value))
		}
		for _, x := range c.Gone {
			p.line("      − %s: %s", x.Property, flat(x.Value))
		}
	}
	printMore(p, len(a.Changes), a.New+a.Changed+a.Gone)
}

func runListsChanges(ctx context.Context, k *call) (answer, error) {
	limit, err := k.limit()
	if err != nil {
		return nil, err
	}
	l, to, err := k.version()
	if err != nil {
		return nil, err
	}
	from, err := k.before(l, to)
	if err != nil {
		return nil, err
	}
	was, err := l.OpenEntries(from)
	if err != nil {
		return nil, err
	}
	defer func() { _ = was.Close() }()
	is, err := l.OpenEntries(to)
	if err != nil {
		return nil, err
	}
	defer func() { _ = is.Close() }()
	a := listChangesAnswer{From: listVersionOf(from), To: listVersionOf(to), Changes: []listChange{}}
	err = library.Changes(was, is, func(c library.Change) error {
		out := listChange{Entry: c.ID, Added: listPropsOf(c.Added), Gone: listPropsOf(c.Gone)}
		switch {
		case c.Was == nil:
			out.What, out.Name = "new", c.Is.Name()
			a.New++
		case c.Is == nil:
			out.What, out.Name = "gone", c.Was.Name()
			a.Gone++
		default:
			out.What, out.Name = "changed", c.Is.Name()
			a.Changed++
		}
		if len(a.Changes) < limit {
			a.Changes = append(a.Changes, out)
		}
		return ctx.Err()
	})
	return a, err
}

// before is the version that a newer one is compared with.
func (k *call) before(l *library.Library, to *library.Version) (*library.Version, error) {
	if day := k.text("since"); day != "" {
		p, err := l.Pick(to.List + "@" + day)
		return p.Version, err
	}
	all, err := l.Versions()
	if err != nil {
		return nil, err
	}
	for _, v := range all {
		if v.List == to.List && v.Date < to.Date {
			return v, nil
		}
	}
	return nil, refuse(store.ErrNotFound, "No version of %s before %s is held to compare with.", strings.TrimSpace(to.Title), to.Date)
}
