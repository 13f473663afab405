package pdfdoc

// bookmark is a node of the outline tree.
type bookmark struct {
	head *heading
	ref  int
	kids []*bookmark
}

// writeOutlines writes the bookmarks and gives the number of their root, or 0
// when there are none. A level that was skipped is closed up.
func (j *job) writeOutlines() int {
	if len(j.headings) == 0 {
		return 0
	}
	root := &bookmark{ref: j.file.alloc()}
	path := []*bookmark{root}
	levels := []int{0}
	for _, h := range j.headings {
		for len(path) > 1 && levels[len(levels)-1] >= h.level {
			path, levels = path[:len(path)-1], levels[:len(levels)-1]
		}
		b := &bookmark{head: h, ref: j.file.alloc()}
		up := path[len(path)-1]
		up.kids = append(up.kids, b)
		path, levels = append(path, b), append(levels, h.level)
	}
	j.file.set(root.ref, appendf(nil, "<</Type/Outlines/First %d 0 R/Last %d 0 R/Count %d>>",
		root.kids[0].ref, root.kids[len(root.kids)-1].ref, len(root.kids)))
	j.writeBookmarks(root)
	return root.ref
}

// writeBookmarks writes what is below a node. Only the outermost level is open.
func (j *job) writeBookmarks(up *bookmark) {
	for i, b := range up.kids {
		d := appendf(nil, "<</Title%s/Parent %d 0 R/Dest%s", textString(b.head.text), up.ref, j.dest(j.book.headings[b.head]))
		if i > 0 {
			d = appendf(d, "/Prev %d 0 R", up.kids[i-1].ref)
		}
		if i < len(up.kids)-1 {
			d = appendf(d, "/Next %d 0 R", up.kids[i+1].ref)
		}
		if n := len(b.kids); n > 0 {
			d = appendf(d, "/First %d 0 R/Last %d 0 R/Count %d", b.kids[0].ref, b.kids[n-1].ref, -descendants(b))
		}
		j.file.set(b.ref, append(d, ">>"...))
		j.writeBookmarks(b)
	}
}

func descendants(b *bookmark) int {
	n := len(b.kids)
	for _, k := range b.kids {
		n += descendants(k)
	}
	return n
}
