package drawing

import (
	"math"
	"slices"

	"fyne.io/fyne/v2"

	"redthread/app/chart/paint"
	"redthread/app/chart/scene"
)

// minimap is the small map of the whole chart in the lower right corner.
type minimap struct {
	on    bool
	stale bool
}

// Size of the map and its distance from the corner.
const (
	mapWidth, mapHeight = 168, 112
	mapMargin           = 12
	mapLeast            = 360 // a surface less wide shows none
)

func (m *minimap) order(v *View) *paint.Picture {
	s := v.sceneNow()
	return &paint.Picture{
		Scene: v.scene, At: slices.Clone(v.at), Palette: v.palette(), Edge: scene.None,
		View: scene.Fit(s, mapWidth, mapHeight, 8, v.scale()),
	}
}

// place is where the map lies; ok is false where it is not shown.
func (v *View) mapPlace() (at fyne.Position, ok bool) {
	s := v.Size()
	if !v.mini.on || len(v.scene.Nodes) < 2 || s.Width < mapLeast || s.Height < mapLeast {
		return at, false
	}
	return fyne.NewPos(s.Width-mapWidth-mapMargin, s.Height-mapHeight-mapMargin), true
}

// onMap gives the place of the chart under a pointer on the map.
func (v *View) onMap(pointer fyne.Position) (scene.Point, bool) {
	at, ok := v.mapPlace()
	x, y := float64(pointer.X-at.X), float64(pointer.Y-at.Y)
	if !ok || v.shown.mini == nil || x < 0 || y < 0 || x > mapWidth || y > mapHeight {
		return scene.Point{}, false
	}
	return v.shown.small.From(x, y), true
}

func (r *renderer) small() {
	v := r.v
	at, ok := v.mapPlace()
	hide := !ok || v.shown.mini == nil
	r.map_.Hidden, r.mapEdge.Hidden, r.mapView.Hidden = hide, hide, hide
	if hide {
		return
	}
	size := fyne.NewSize(mapWidth, mapHeight)
	r.map_.Move(at)
	r.map_.Resize(size)
	r.mapEdge.Move(at)
	r.mapEdge.Resize(size)
	small := v.shown.small
	x0, y0 := small.On(v.camera.From(0, 0))
	x1, y1 := small.On(v.camera.From(v.camera.W, v.camera.H))
	x0, y0 = math.Min(math.Max(x0, 0), mapWidth), math.Min(math.Max(y0, 0), mapHeight)
	x1, y1 = math.Min(math.Max(x1, 0), mapWidth), math.Min(math.Max(y1, 0), mapHeight)
	whole := x0 <= 0 && y0 <= 0 && x1 >= mapWidth && y1 >= mapHeight
	r.mapView.Hidden = whole || x1-x0 < 1 || y1-y0 < 1
	r.mapView.Move(at.AddXY(float32(x0), float32(y0)))
	r.mapView.Resize(fyne.NewSize(float32(x1-x0), float32(y1-y0)))
}
