package entities

import (
	"redthread/app"
	"redthread/store"
)

// owned is one box of the ownership picture.
type owned struct {
	id     store.ID
	name   string
	share  string // "25%", or "share unknown"
	listed bool
	note   string // why it is marked; "listed" where it is left out
}

// holding is who owns an entity and what it owns, one step away.
type holding struct {
	owners, assets []owned
	more           int // links that found no room
}

// mostBoxes keeps the picture small: it explains, it is not the chart.
const mostBoxes = 12

// holdings reads the ownership links of a profile.
func holdings(d *app.Dossier, listed map[store.ID]bool) holding {
	var h holding
	s, ok := schemaOf("Ownership")
	if !ok {
		return h
	}
	owner, _ := s.Property("owner")
	asset, _ := s.Property("asset")
	for _, l := range d.Links {
		if l.Link.IsZero() || l.Disputed || l.Label != owner.Reverse && l.Label != asset.Reverse {
			continue
		}
		if len(h.owners)+len(h.assets) >= mostBoxes-1 {
			h.more++
			continue
		}
		o := owned{id: l.Other, name: l.OtherCaption, share: "share unknown", listed: listed[l.Other]}
		for _, f := range l.Facts {
			if f.Statement.Property == "percentage" && !f.Disputed {
				o.share = f.Shown
			}
		}
		if l.Outgoing {
			h.assets = append(h.assets, o)
		} else {
			h.owners = append(h.owners, o)
		}
	}
	return h
}

// empty tells whether there is nothing to draw.
func (h holding) empty() bool { return len(h.owners)+len(h.assets) == 0 }
