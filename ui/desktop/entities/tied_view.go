package entities

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"

	"redthread/app/network/ties"
	"redthread/store"
	"redthread/store/ontology"
	"redthread/ui/desktop/part"
)

// tiedView is the tab of what an entity shares with others: read when it is opened,
// since it looks at the whole case.
type tiedView struct {
	s     *Screen
	asked int
	known *tied
	stale bool
	whole *ties.Ties // of the case as it is; nil when it has to be read again
	hops  int
	unmut map[string]bool // details counted whatever list or count says
	fold  bool            // the muted ones are shown
}

func newTiedView(s *Screen) *tiedView { return &tiedView{s: s, hops: 1, unmut: map[string]bool{}} }

// of prepares the tab for an entity; a changed case is read again when the tab is looked at.
func (v *tiedView) of(id store.ID) {
	v.stale = true
	if v.known != nil && v.known.id != id {
		v.known, v.fold = nil, false
	}
}

// forget drops what was read of a case that has changed since, or is to be
// counted otherwise.
func (v *tiedView) forget() {
	v.asked++
	v.whole, v.stale = nil, true
}

// load looks for ties beside the window. The whole case is read once for all its
// parties.
func (v *tiedView) load(id store.ID) {
	v.asked++
	v.stale = false
	number, hops := v.asked, v.hops
	o := ties.Options{Unmute: map[string]bool{}}
	for k := range v.unmut {
		o.Unmute[k] = true
	}
	var x *tied
	whole := v.whole
	v.s.d.Ask("Look for ties", func(ctx context.Context, _ func(float64, string)) (err error) {
		if whole == nil {
			if whole, err = ties.Find(ctx, v.s.d.Case(), o); err != nil {
				return err
			}
		}
		x, err = findTied(ctx, v.s.d.Case(), id, hops, whole)
		return err
	}, func(err error) {
		if number != v.asked {
			return
		}
		if err != nil {
			v.s.d.Fail(err)
			return
		}
		v.known, v.whole = x, whole
		if p := v.s.profile; p.dossier != nil && p.dossier.ID == id && p.tabs.Selected() == tabTies {
			p.draw(tabTies)
		}
	})
}

// rows draws the tab.
func (v *tiedView) rows(id store.ID) []fyne.CanvasObject {
	if v.stale || v.known == nil || v.known.id != id {
		v.load(id)
	}
	if v.known == nil || v.known.id != id {
		return []fyne.CanvasObject{part.NewText("Looking for ties …", part.Body).WithTone(part.Quiet)}
	}
	x := v.known
	if x.t == nil {
		return []fyne.CanvasObject{part.NewText("Nothing is said of it yet that could tie it to others.", part.Body).WithTone(part.Quiet)}
	}
	var rows []fyne.CanvasObject
	hops := part.NewMenuButton(hopWords(v.hops), func() *fyne.Menu {
		var items []*fyne.MenuItem
		for n := 1; n <= 3; n++ {
			items = append(items, fyne.NewMenuItem(hopWords(n), func() {
				v.hops = n
				v.load(id)
			}))
		}
		return fyne.NewMenu("", items...)
	})
	says := "Nobody else in the case gives a detail that it gives, as far as it counts."
	if n := len(x.found); n > 0 {
		says = count(n, "party shares", "parties share") + " a detail with it: the rarer it is, the higher they stand. A tie is a reason to look, and says nothing of control."
	}
	rows = append(rows, part.Inset(4, 0, 8, 0, part.Frame(nil, hops, nil, nil, part.Inset(6, 12, 0, 0, part.NewText(says, part.Small)))))
	for _, r := range x.found[:min(len(x.found), mostTied)] {
		rows = append(rows, v.party(x, r)...)
	}
	if more := len(x.found) - mostTied; more > 0 {
		rows = append(rows, part.Inset(8, 0, 0, 0, part.NewText(fmt.Sprintf("%d more, with less in common.", more), part.Small)))
	}
	return append(rows, v.hubs(x)...)
}

func hopWords(n int) string {
	if n == 1 {
		return "Direct ties"
	}
	return fmt.Sprintf("Up to %d ties away", n)
}

// party draws one that is tied, with a button that notes the tie.
func (v *tiedView) party(x *tied, r ties.Reached) []fyne.CanvasObject {
	p := &x.t.Parties[r.Party]
	group := string(ontology.GroupFirm)
	if s, ok := schemaOf(p.Schema); ok {
		group = string(s.Group)
	}
	open := part.NewBareButton(cut(p.Caption, max(v.s.profile.scroll.Size().Width-260, 160)), func() { v.s.visit(p.Entity) })
	var side fyne.CanvasObject = part.NewButton("Note as suspected", func() { v.note(x, r.Tie) })
	if r.Hops > 1 {
		side = part.Down(0)
	} else if x.noted[p.Entity] {
		side = part.Inset(8, 0, 0, 0, part.NewWord("noted as a link", part.Small))
	}
	head := part.Frame(nil, side, nil, part.Inset(9, 2, 0, 0, part.NewKindDot(group)), part.Across(0, open))
	rows := []fyne.CanvasObject{part.Inset(14, 0, 2, 0, head)}
	if way := x.way(r); way != "" {
		rows = append(rows, part.Inset(0, 0, 4, 14, part.NewText(way, part.Small)))
	}
	for _, s := range r.Tie.Reasons {
		value, note, marks := x.reason(s, r.Tie.A, r.Tie.B)
		label := x.t.Shared[s].Kind.Label()
		if x.t.Shared[s].Weak {
			label += "?"
		}
		rows = append(rows, part.NewFactRow(label, value, note, v.s.citations(marks)...))
	}
	return rows
}

// note writes the tie as a suspected link.
func (v *tiedView) note(x *tied, t ties.Tie) {
	v.s.d.Ask("Note a suspected tie", func(ctx context.Context, _ func(float64, string)) error {
		_, err := ties.Relate(ctx, v.s.d.Case(), x.t, t)
		return err
	}, func(err error) {
		if err != nil {
			v.s.d.Fail(err)
			return
		}
		v.s.d.Say("Noted as a suspected tie; it is drawn dashed on a chart.", true)
	})
}

// hubs draws what many share, folded, with the reason and a way to count it after all.
func (v *tiedView) hubs(x *tied) []fyne.CanvasObject {
	var rows []fyne.CanvasObject
	if n := len(x.muted); n > 0 {
		word := fmt.Sprintf("Show %s that %s little", count(n, "detail", "details"), says(n))
		if v.fold {
			word = "Hide what says little"
		}
		rows = append(rows, part.Inset(18, 0, 4, 0, part.Across(0, part.NewButton(word, func() {
			v.fold = !v.fold
			v.s.profile.draw(tabTies)
		}))))
		if v.fold {
			for _, i := range x.muted[:min(n, mostTied)] {
				rows = append(rows, v.hub(x, i))
			}
		}
	}
	for _, s := range x.t.Of(x.party) {
		if sh := &x.t.Shared[s]; v.unmut[sh.Key] {
			key := sh.Key
			rows = append(rows, part.Inset(8, 0, 0, 0, part.Frame(nil, part.NewButton("Mute again", func() {
				delete(v.unmut, key)
				v.forget()
				v.load(x.id)
			}), nil, nil, part.Inset(7, 0, 0, 0, part.NewText("Counted on your word: "+sh.Kind.Label()+" "+sh.Value, part.Small)))))
		}
	}
	return rows
}

func says(n int) string {
	if n == 1 {
		return "says"
	}
	return "say"
}

func (v *tiedView) hub(x *tied, i int) fyne.CanvasObject {
	sh := &x.t.Shared[i]
	row := part.NewFactRow(sh.Kind.Label(), sh.Value, sh.Why+"  ·  "+count(len(sh.Holders), "party", "parties"))
	row.SetTone(part.Quiet)
	row.Last = true
	key := sh.Key
	unmute := part.NewButton("Unmute", func() {
		v.unmut[key] = true
		v.forget()
		v.load(x.id)
	})
	return part.Down(0, part.Frame(nil, part.Inset(6, 0, 0, 8, unmute), nil, nil, row), part.NewRule())
}
