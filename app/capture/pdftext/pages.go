package pdftext

// page is a page with what it inherits from the tree above it.
type page struct {
	dict
	number    int // 1…
	resources any
	box       [4]float64 // left, bottom, right, top
	turn      int        // 0, 90, 180, 270
}

const deepestTree = 64

// pages walks the tree and hands over page after page until the function
// returns false. Circles and branches met twice are passed over.
func (f *file) pages(each func(page) bool) {
	w := walker{f: f, each: each, seen: map[int]bool{}}
	root := f.dict(f.trailer["Root"])
	w.walk(root["Pages"], page{box: [4]float64{0, 0, 612, 792}}, 0)
	if w.count > 0 || w.over {
		return
	}
	// No tree: every object that says it is a page is one.
	f.rebuild()
	root = f.dict(f.trailer["Root"])
	w.seen = map[int]bool{}
	w.walk(root["Pages"], page{box: [4]float64{0, 0, 612, 792}}, 0)
	if w.count > 0 {
		return
	}
	for num := 0; num <= f.places.top && !w.over && f.ctx.Err() == nil; num++ {
		if f.places.get(num).kind == unknown {
			continue
		}
		if d, ok := f.object(num).(dict); ok && f.name(d["Type"]) == "Page" {
			w.walk(ref{num, 0}, page{box: [4]float64{0, 0, 612, 792}}, 1)
		}
	}
}

type walker struct {
	f     *file
	each  func(page) bool
	seen  map[int]bool // branches
	count int
	over  bool
}

func (w *walker) walk(v any, above page, depth int) {
	f := w.f
	d := f.dict(v)
	if d == nil || w.over || depth > deepestTree || f.ctx.Err() != nil {
		return
	}
	here := above
	here.dict = d
	if r := d["Resources"]; r != nil {
		here.resources = r
	}
	if b := f.numbers(d["MediaBox"], 4); b != nil {
		box := [4]float64{min(b[0], b[2]), min(b[1], b[3]), max(b[0], b[2]), max(b[1], b[3])}
		if box[2]-box[0] > 1 && box[3]-box[1] > 1 {
			here.box = box
		}
	}
	if d["Rotate"] != nil {
		here.turn = ((f.integer(d["Rotate"], 0)/90*90)%360 + 360) % 360
	}
	kids := f.array(d["Kids"])
	if kids == nil || f.name(d["Type"]) == "Page" {
		if f.name(d["Type"]) == "Pages" || f.name(d["Type"]) == "Catalog" {
			return
		}
		w.count++
		here.number = w.count
		w.over = !w.each(here)
		return
	}
	if r, ok := v.(ref); ok {
		if w.seen[r.num] {
			return
		}
		w.seen[r.num] = true
	}
	for _, kid := range kids {
		w.walk(kid, here, depth+1)
		if w.over {
			return
		}
	}
}
