package layout

// tree sums up far nodes, after Barnes and Hut: the plane is cut into four,
// and each part again, until few nodes are left in each. Its memory is used again
// at each step.
type tree struct {
	order []int32 // nodes along the Z-shaped curve that visits the parts in turn
	code  []uint32
	spare []uint64
	keys  []uint64

	x, y, m []float32 // of the nodes, in that order
	cells   []cell
	leaves  []int32 // cells that are not cut further

	crew       *crew
	fx, fy, fm []float32 // what is being built
	lx, ly     float32
	scale      float32
	code1      func(from, to int)
	gather1    func(from, to int)
}

// cell is one part. Parts follow one another as in a table of contents: the first
// part of a cell stands right behind it, and next is the one behind all of its parts.
type cell struct {
	x, y, m     float32 // centre and sum of the masses
	wide        float32 // the square of the distance from which on it is taken as one
	lx, ly      float32 // the box around its nodes
	hx, hy      float32
	first, last int32 // its nodes in the order
	next        int32
	leaf        bool
}

// bucket is how many nodes a cell may hold before it is cut.
const bucket = 8

const curveBits = 16 // for each axis

func newTree(n int, c *crew) *tree {
	t := &tree{
		order: make([]int32, n), code: make([]uint32, n), spare: make([]uint64, n), keys: make([]uint64, n),
		x: make([]float32, n), y: make([]float32, n), m: make([]float32, n),
		cells: make([]cell, 0, n/2+64), leaves: make([]int32, 0, n/4+64),
		crew: c,
	}
	t.code1 = func(from, to int) {
		for i := from; i < to; i++ {
			c := spread(uint32((t.fx[i]-t.lx)*t.scale)) | spread(uint32((t.fy[i]-t.ly)*t.scale))<<1
			t.keys[i] = uint64(c)<<32 | uint64(uint32(i))
		}
	}
	t.gather1 = func(from, to int) {
		for k := from; k < to; k++ {
			key := t.keys[k]
			i := int32(uint32(key))
			t.order[k], t.code[k] = i, uint32(key>>32)
			t.x[k], t.y[k], t.m[k] = t.fx[i], t.fy[i], t.fm[i]
		}
	}
	return t
}

const worthSharing = 1024

// build makes the tree of nodes at places.
func (t *tree) build(x, y, m []float32, theta float32) {
	n := len(x)
	t.order, t.code, t.spare, t.keys = t.order[:n], t.code[:n], t.spare[:n], t.keys[:n]
	t.x, t.y, t.m = t.x[:n], t.y[:n], t.m[:n]
	lx, ly, hx, hy := bounds(x, y)
	side := max(hx-lx, hy-ly, 1e-20)
	t.fx, t.fy, t.fm, t.lx, t.ly, t.scale = x, y, m, lx, ly, float32(1<<curveBits-1)/side
	t.crew.share(n, worthSharing, t.code1)
	t.keys, t.spare = sortKeys(t.keys, t.spare)
	t.crew.share(n, worthSharing, t.gather1)
	t.cells, t.leaves = t.cells[:0], t.leaves[:0]
	if n > 0 {
		t.cut(0, int32(n), 2*curveBits-2, 1/(theta*theta))
	}
}

// cut adds the cell of the nodes from first to last and those inside it; shift
// is where in the code the next cut stands.
func (t *tree) cut(first, last int32, shift int, far float32) {
	// Parts that hold everything need no cell of their own.
	for shift > 0 && last-first > bucket && (t.code[first]^t.code[last-1])>>shift == 0 {
		shift -= 2
	}
	at := len(t.cells)
	t.cells = append(t.cells, cell{})
	var c cell
	if last-first <= bucket || shift < 0 {
		c = t.sum(first, last)
		c.leaf = true
		t.leaves = append(t.leaves, int32(at))
	} else {
		c.lx, c.ly, c.hx, c.hy = 1e30, 1e30, -1e30, -1e30
		for from := first; from < last; {
			to := t.behind(from, last, shift)
			kid := len(t.cells)
			t.cut(from, to, shift-2, far)
			k := &t.cells[kid]
			c.m += k.m
			c.x += k.m * k.x
			c.y += k.m * k.y
			c.lx, c.ly, c.hx, c.hy = min(c.lx, k.lx), min(c.ly, k.ly), max(c.hx, k.hx), max(c.hy, k.hy)
			from = to
		}
		c.x /= c.m
		c.y /= c.m
	}
	side := max(c.hx-c.lx, c.hy-c.ly)
	c.first, c.last, c.wide, c.next = first, last, side*side*far, int32(len(t.cells))
	t.cells[at] = c
}

// behind finds the first node behind from that lies in another part.
func (t *tree) behind(from, last int32, shift int) int32 {
	part := t.code[from] >> shift
	lo, hi := from+1, last
	for lo < hi {
		mid := (lo + hi) / 2
		if t.code[mid]>>shift == part {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

func (t *tree) sum(first, last int32) cell {
	c := cell{lx: 1e30, ly: 1e30, hx: -1e30, hy: -1e30}
	for k := first; k < last; k++ {
		x, y, m := t.x[k], t.y[k], t.m[k]
		c.m += m
		c.x += m * x
		c.y += m * y
		c.lx, c.ly, c.hx, c.hy = min(c.lx, x), min(c.ly, y), max(c.hx, x), max(c.hy, y)
	}
	c.x /= c.m
	c.y /= c.m
	return c
}

func bounds(x, y []float32) (lx, ly, hx, hy float32) {
	if len(x) == 0 {
		return 0, 0, 0, 0
	}
	lx, ly, hx, hy = x[0], y[0], x[0], y[0]
	for i := range x {
		lx, ly, hx, hy = min(lx, x[i]), min(ly, y[i]), max(hx, x[i]), max(hy, y[i])
	}
	return lx, ly, hx, hy
}

// spread puts a zero between the bits of a number below 2^16.
func spread(v uint32) uint32 {
	v &= 0xffff
	v = (v | v<<8) & 0x00ff00ff
	v = (v | v<<4) & 0x0f0f0f0f
	v = (v | v<<2) & 0x33333333
	v = (v | v<<1) & 0x55555555
	return v
}

// sortKeys sorts by the upper half of the keys, and gives both slices back, the
// sorted one first.
func sortKeys(keys, spare []uint64) ([]uint64, []uint64) {
	var count [4][256]int32
	for _, k := range keys {
		count[0][k>>32&255]++
		count[1][k>>40&255]++
		count[2][k>>48&255]++
		count[3][k>>56]++
	}
	for pass := range 4 {
		c := &count[pass]
		shift := 32 + 8*pass
		if len(keys) > 0 && int(c[keys[0]>>shift&255]) == len(keys) {
			continue // all alike
		}
		sum := int32(0)
		for i := range c {
			c[i], sum = sum, sum+c[i]
		}
		for _, k := range keys {
			d := k >> shift & 255
			spare[c[d]] = k
			c[d]++
		}
		keys, spare = spare, keys
	}
	return keys, spare
}
