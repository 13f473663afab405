package report

// chartPages sets each chart that is saved in the case as vectors, as it was
// left: where somebody put a mark, there it stands in print.
func (s *sheet) chartPages() {
	if len(s.charts) == 0 {
		s.nothing("No chart")
		return
	}
	const tallest = 590 // points, so that heading and caption stay with it
	for i, d := range s.charts {
		set := func() {
			s.heading(2, d.Scene.Title)
			plate, sentence := d.Plate(s.doc.TextWidth(), tallest)
			for k := range d.Scene.Nodes {
				s.check(d.Scene.Nodes[k].Label)
			}
			for k := range d.Scene.Edges {
				s.check(d.Scene.Edges[k].Label)
			}
			for _, n := range d.Scene.Notes {
				s.check(n.Text)
			}
			for _, o := range d.Scene.Outlines {
				s.check(o.Title)
			}
			draw, err := plate.Drawer()
			if err != nil {
				s.err = err
				return
			}
			s.figures++
			w, h := plate.Size()
			s.check(plate.Alt())
			s.flow.Figure(w, h, plate.Alt(), draw, s.text("Figure "+numeral(s.figures)+". "+d.Scene.Title+". "+sentence+"."))
		}
		if i == 0 {
			s.open(set)
		} else {
			s.inside(s.flow.Together, set)
		}
	}
}
