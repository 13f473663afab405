package desktop

import "redthread/ui/desktop/desk"

// trailLength is how many places Back remembers.
const trailLength = 100

// trail is the places visited, for Back and Forward.
type trail struct {
	places []desk.Route
	at     int
}

// visit adds a place after the present one; what lay ahead is forgotten. The
// place one is at already is not added again.
func (t *trail) visit(r desk.Route) {
	if len(t.places) > 0 {
		if t.places[t.at] == r {
			return
		}
		t.places = t.places[:t.at+1]
	}
	t.places = append(t.places, r)
	if len(t.places) > trailLength {
		t.places = t.places[1:]
	}
	t.at = len(t.places) - 1
}

// step moves along the trail; ok is false at its end.
func (t *trail) step(by int) (r desk.Route, ok bool) {
	to := t.at + by
	if to < 0 || to >= len(t.places) {
		return r, false
	}
	t.at = to
	return t.places[to], true
}
