package pdftext

// annotations draws what the annotations of a page show: filled form fields,
// stamps, notes written onto the page.
func (d *drawing) annotations(p page, under matrix) {
	const most = 20_000
	f := d.f
	for i, v := range f.array(p.dict["Annots"]) {
		if i >= most || d.ops > opsPerPage || f.ctx.Err() != nil {
			return
		}
		a := f.dict(v)
		const hidden, noView = 2, 32
		if a == nil || f.integer(a["F"], 0)&(hidden|noView) != 0 || f.name(a["Subtype"]) == "Popup" || d.hidden(a["OC"]) {
			continue
		}
		rect := f.numbers(a["Rect"], 4)
		if rect == nil {
			continue
		}
		d.state = state{ctm: under, stretch: 1}
		d.saved, d.marks, d.mute, d.base, d.many = nil, nil, 0, 0, 0
		look := f.resolve(f.dict(a["AP"])["N"])
		if states, ok := look.(dict); ok {
			look = f.resolve(states[f.name(a["AS"])])
		}
		before := d.sheet.count
		if s, ok := look.(*stream); ok && !(d.f.needLooks() && d.f.value(a) != "") {
			d.draw(s, f.placed(s, rect), f.dict(p.resources), 0)
		}
		if d.sheet.count == before {
			d.state = state{ctm: under, stretch: 1}
			d.unseen(a, rect)
		}
	}
}

// placed gives the matrix that puts the box of an appearance into the rectangle
// of its annotation (ISO 32000-2, 12.5.5).
func (f *file) placed(s *stream, rect []float64) matrix {
	box := f.numbers(s.dict["BBox"], 4)
	if box == nil {
		return unit
	}
	m := unit
	if own := f.numbers(s.dict["Matrix"], 6); own != nil {
		m = matrix(own)
	}
	x0, y0, x1, y1 := 1e18, 1e18, -1e18, -1e18
	for _, c := range [][2]float64{{box[0], box[1]}, {box[0], box[3]}, {box[2], box[1]}, {box[2], box[3]}} {
		x, y := m.point(c[0], c[1])
		x0, x1 = min(x0, x), max(x1, x)
		y0, y1 = min(y0, y), max(y1, y)
	}
	left, bottom := min(rect[0], rect[2]), min(rect[1], rect[3])
	wide, high := 1.0, 1.0
	if x1 > x0 && rect[0] != rect[2] {
		wide = abs(rect[2]-rect[0]) / (x1 - x0)
	}
	if y1 > y0 && rect[1] != rect[3] {
		high = abs(rect[3]-rect[1]) / (y1 - y0)
	}
	return matrix{wide, 0, 0, high, left - x0*wide, bottom - y0*high}
}

// needLooks tells whether the file asks viewers to draw its fields anew.
func (f *file) needLooks() bool {
	return f.truth(f.dict(f.dict(f.trailer["Root"])["AcroForm"])["NeedAppearances"], false)
}

// value gives what is filled into a field of text or choice. A field may be
// spread over a chain of parents.
func (f *file) value(a dict) text {
	if f.name(a["Subtype"]) != "Widget" {
		return ""
	}
	var kind name
	var filled any
	var options array
	for range 8 {
		if kind == "" {
			kind = f.name(a["FT"])
		}
		if filled == nil {
			filled = f.resolve(a["V"])
		}
		if options == nil {
			options = f.array(a["Opt"])
		}
		if a = f.dict(a["Parent"]); a == nil {
			break
		}
	}
	t, _ := filled.(text)
	if kind != "Tx" && kind != "Ch" || t.String() == "" {
		return ""
	}
	for _, v := range options {
		// A choice is kept by its code and shown by its name.
		if pair := f.array(v); len(pair) == 2 && f.text(pair[0]) == t {
			return f.text(pair[1])
		}
	}
	return t
}

// unseen gives the text of a field or a free text that brings no picture of
// itself, as a viewer would draw one.
func (d *drawing) unseen(a dict, rect []float64) {
	f := d.f
	var t text
	switch f.name(a["Subtype"]) {
	case "FreeText":
		t = f.text(a["Contents"])
	case "Line":
		if f.truth(a["Cap"], false) {
			t = f.text(a["Contents"])
		}
	case "Widget":
		t = f.value(a)
	}
	if t == "" {
		return
	}
	x, y := min(rect[0], rect[2]), max(rect[1], rect[3])
	const size = 10
	for line := range lines(t.String()) {
		y -= size * 1.2
		at := x
		for _, r := range line {
			b := glyphBox{size: size, dx: size / 2}
			b.x, b.y = d.state.ctm.point(at, y)
			d.sheet.add(string(r), b)
			at += size / 2
		}
		d.sheet.open = false
	}
}
