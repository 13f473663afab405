package chart

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"redthread/app/chart/scene"
	"redthread/app/network"
	"redthread/ui/desktop/desk"
	"redthread/ui/desktop/drawing"
)

// mostAtOnce is how many neighbours a double click brings without asking.
const mostAtOnce = 40

// around counts what a mark is tied to that is not on the chart.
func (s *Screen) around(i int) []network.KindCount {
	return s.graph.Around(s.drawing.Nodes[i], network.Filter{}, func(node int) bool {
		_, on := s.drawing.At(node)
		return on
	})
}

// total counts different neighbours that are not on the chart.
func (s *Screen) total(i int) int {
	n := 0
	for _, node := range s.graph.Neighbours(s.drawing.Nodes[i], "", false, network.Filter{}) {
		if _, on := s.drawing.At(node); !on {
			n++
		}
	}
	return n
}

// expand brings the neighbours of a mark; of very many it asks which.
func (s *Screen) expand(i int) {
	n := s.total(i)
	switch {
	case n == 0:
		s.d.Say("Everything that "+s.drawing.Scene.Nodes[i].Label+" is tied to is on the chart.", false)
	case n <= mostAtOnce:
		s.add(s.graph.Neighbours(s.drawing.Nodes[i], "", false, network.Filter{}), nil)
	default:
		x, y := s.view.Camera().On(s.view.Places()[i])
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(s.view).AddXY(float32(x), float32(y))
		widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", s.expandItems(i)...), s.d.Window().Canvas(), at)
	}
}

// expandItems offers the neighbours of a mark by kind, counted first.
func (s *Screen) expandItems(i int) []*fyne.MenuItem {
	node := s.drawing.Nodes[i]
	all := s.total(i)
	if all == 0 {
		item := fyne.NewMenuItem("Everything is on the chart", nil)
		item.Disabled = true
		return []*fyne.MenuItem{item}
	}
	items := []*fyne.MenuItem{fyne.NewMenuItem(fmt.Sprintf("Everything (%d)", all), func() {
		s.add(s.graph.Neighbours(node, "", false, network.Filter{}), nil)
	}), fyne.NewMenuItemSeparator()}
	for _, k := range s.around(i) {
		items = append(items, fyne.NewMenuItem(fmt.Sprintf("%s (%d)", kindWords(k), k.Nodes), func() {
			s.add(s.graph.Neighbours(node, k.Kind, k.Reverse, network.Filter{}), nil)
		}))
	}
	return items
}

// kindWords names a kind of tie as a menu does.
func kindWords(k network.KindCount) string {
	if k.Label == "" {
		return k.Kind
	}
	return strings.ToUpper(k.Label[:1]) + k.Label[1:]
}

// expandSelected brings the neighbours of all selected marks.
func (s *Screen) expandSelected() {
	chosen := s.view.Selected()
	switch len(chosen) {
	case 0:
		s.d.Say("Select a mark to see what it is tied to.", false)
	case 1:
		s.expand(chosen[0])
	default:
		var all []int
		for _, i := range chosen {
			all = append(all, s.graph.Neighbours(s.drawing.Nodes[i], "", false, network.Filter{})...)
		}
		s.add(all, nil)
	}
}

// expandMenu is the menu of the button.
func (s *Screen) expandMenu() *fyne.Menu {
	if s.drawing == nil {
		return fyne.NewMenu("")
	}
	var items []*fyne.MenuItem
	switch chosen := s.view.Selected(); len(chosen) {
	case 0:
		item := fyne.NewMenuItem("Select a mark to see what it is tied to", nil)
		item.Disabled = true
		items = []*fyne.MenuItem{item}
	case 1:
		items = s.expandItems(chosen[0])
	default:
		items = []*fyne.MenuItem{fyne.NewMenuItem("Everything the selected are tied to  (E)", s.expandSelected)}
	}
	items = append(items, fyne.NewMenuItemSeparator(), fyne.NewMenuItem("What stands between the marks here", s.between))
	if s.bar.tight() {
		items = append(items,
			fyne.NewMenuItem("Shared identifiers of the parties here", s.sharedIdentifiers),
			fyne.NewMenuItem("Find path between two selected", s.findPath))
	}
	return fyne.NewMenu("", items...)
}

// sharedIdentifiers puts on the chart what ties two or more of its parties
// without being on it: e-mails, telephones, addresses, and further firms.
func (s *Screen) sharedIdentifiers() {
	if s.drawing == nil {
		return
	}
	var all []int
	for i := range s.graph.Nodes {
		n := &s.graph.Nodes[i]
		if n.Shared == nil || n.Shared.Muted {
			continue
		}
		if _, on := s.drawing.At(i); on {
			continue
		}
		parties := map[int]bool{}
		for _, e := range s.graph.Incident(i) {
			other := s.graph.Other(int(e), i)
			if _, on := s.drawing.At(other); on {
				parties[other] = true
			}
		}
		if len(parties) >= 2 {
			all = append(all, i)
		}
	}
	if len(all) == 0 {
		s.d.Say("The parties on this chart share no further e-mail, telephone, address, site or number.", false)
		return
	}
	s.add(all, nil)
}

// between puts on the chart what stands between its parties: whatever is tied
// to two or more of them.
func (s *Screen) between() {
	if s.drawing == nil {
		return
	}
	var all []int
	for i := range s.graph.Nodes {
		if _, on := s.drawing.At(i); on {
			continue
		}
		tied := map[int]bool{}
		for _, e := range s.graph.Incident(i) {
			if _, on := s.drawing.At(s.graph.Other(int(e), i)); on {
				tied[s.graph.Other(int(e), i)] = true
			}
		}
		if len(tied) >= 2 {
			all = append(all, i)
		}
	}
	if len(all) == 0 {
		s.d.Say("Nothing else in the case is tied to two things of this chart.", false)
		return
	}
	s.add(all, nil)
}

// findPath looks for the way between the two selected marks, through the whole
// case, and puts it on the chart.
func (s *Screen) findPath() {
	chosen := s.view.Selected()
	if s.drawing == nil || len(chosen) != 2 {
		s.d.Say("Select two marks, the second with Shift, to find the way between them.", false)
		return
	}
	g := s.graph
	from, to := s.drawing.Nodes[chosen[0]], s.drawing.Nodes[chosen[1]]
	names := [2]string{g.Nodes[from].Caption, g.Nodes[to].Caption}
	var path network.Path
	var found bool
	s.d.Ask("Looking for a way", func(ctx context.Context, _ func(float64, string)) error {
		var err error
		path, found, err = g.Shortest(ctx, from, to, network.Filter{NoMuted: true})
		if err == nil && !found {
			path, found, err = g.Shortest(ctx, from, to, network.Filter{})
		}
		return err
	}, func(err error) {
		switch {
		case err != nil:
			s.d.Fail(err)
			return
		case !found:
			s.d.Say("Nothing in the case leads from "+names[0]+" to "+names[1]+".", false)
			return
		case g != s.graph || s.drawing == nil:
			return
		}
		s.path = &path
		said := fmt.Sprintf("%s and %s are %s apart", names[0], names[1], hops(path.Len()))
		if doubt := g.Doubt(path); doubt > 0 {
			said += fmt.Sprintf(", %s of them in doubt", hops(doubt))
		}
		s.d.Say(said+". Escape ends it.", false)
		var missing []int
		for _, node := range path.Nodes {
			if _, on := s.drawing.At(node); !on {
				missing = append(missing, node)
			}
		}
		if len(missing) > 0 {
			s.add(missing, nil)
		} else {
			s.read()
		}
	})
}

func hops(n int) string {
	if n == 1 {
		return "1 step"
	}
	return fmt.Sprintf("%d steps", n)
}

// menu is the menu of a right click.
func (s *Screen) menu(t drawing.Target, at fyne.Position) {
	if s.drawing == nil {
		return
	}
	var items []*fyne.MenuItem
	switch {
	case t.Node != scene.None:
		items = s.nodeMenu(t.Node)
	case t.Note != scene.None:
		items = []*fyne.MenuItem{
			fyne.NewMenuItem("Edit the note …", func() { s.editNote(s.noteOf(t.Note)) }),
			fyne.NewMenuItem("Remove the note", func() {
				n := s.noteOf(t.Note)
				n.Text = ""
				s.removeNote(n)
			}),
		}
	case t.Edge != scene.None:
		s.view.SelectEdge(t.Edge)
		s.inspect()
		items = s.edgeMenu(t.Edge)
	default:
		items = s.groundMenu(t.At)
	}
	widget.ShowPopUpMenuAtPosition(fyne.NewMenu("", items...), s.d.Window().Canvas(), at)
}

func (s *Screen) nodeMenu(i int) []*fyne.MenuItem {
	chosen := s.view.Selected()
	n := s.node(i)
	expand := fyne.NewMenuItem("Expand", nil)
	expand.ChildMenu = fyne.NewMenu("", s.expandItems(i)...)
	items := []*fyne.MenuItem{expand}
	if len(chosen) == 2 {
		items = append(items, fyne.NewMenuItem("Find the way between the two", s.findPath))
	}
	if len(chosen) < 2 && !n.Entity.IsZero() {
		items = append(items,
			fyne.NewMenuItem("Open the profile", func() { s.d.Go(desk.Route{Screen: desk.Entities, ID: n.Entity}) }),
			fyne.NewMenuItem("Show on the timeline", func() { s.d.Go(desk.Route{Screen: desk.Timeline, ID: n.Entity}) }),
			fyne.NewMenuItem("Link …", func() { s.d.QuickLink(n.Entity) }))
	}
	pinned := true
	for _, k := range chosen {
		pinned = pinned && s.drawing.Members[k].Pinned
	}
	pin := "Pin"
	if pinned {
		pin = "Unpin"
	}
	items = append(items, fyne.NewMenuItemSeparator(),
		fyne.NewMenuItem(pin+"  (P)", s.pin),
		fyne.NewMenuItem("Write a note …  (N)", func() { s.addNote(s.view.Middle()) }),
		fyne.NewMenuItem("Group …  (G)", s.group))
	for _, k := range chosen {
		if !s.drawing.Members[k].Group.IsZero() {
			items = append(items, fyne.NewMenuItem("Ungroup", s.ungroup))
			break
		}
	}
	return append(items, fyne.NewMenuItemSeparator(),
		fyne.NewMenuItem("Hide  (Del)", s.hide),
		fyne.NewMenuItem("Take off the chart", s.takeOff))
}

func (s *Screen) groundMenu(at scene.Point) []*fyne.MenuItem {
	items := []*fyne.MenuItem{
		fyne.NewMenuItem("Write a note here …", func() {
			s.view.Select()
			s.addNote(at)
		}),
		fyne.NewMenuItem("Timeline of what is in sight", func() { s.d.Go(desk.Route{Screen: desk.Timeline, ID: s.id}) }),
		fyne.NewMenuItem("Add a party …", s.Find),
		fyne.NewMenuItem("Add what stands between", s.between),
		fyne.NewMenuItemSeparator(),
		fyne.NewMenuItem("Select everything", func() { s.view.TypedShortcut(&fyne.ShortcutSelectAll{}) }),
		fyne.NewMenuItem("Show everything  (F)", s.view.Fit),
	}
	if s.drawing.Hidden > 0 {
		items = append(items, fyne.NewMenuItem(fmt.Sprintf("Show what is hidden (%d)  (H)", s.drawing.Hidden), s.unhide))
	}
	return items
}
