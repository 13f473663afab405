package names

// Costs of edits, in hundredths of a letter. Sounds that languages and scribes confuse lie near each other.
const (
	fullCost   = 100
	vowelCost  = 50
	firstCost  = 80 // a vowel put before the first letter
	airCost    = 50 // h, and a glide
	swapCost   = 85 // two neighbours in each other's place
	hopeless   = 1 << 20
	alphabet   = 37
	leastLike  = 0.4 // likeness below is none
	mostStrays = 0.6 // edits per letter beyond which words are not alike
)

// code numbers the bytes of folded words.
var code = func() (c [256]uint8) {
	for i := range c {
		c[i] = alphabet - 1
	}
	for b := byte('a'); b <= 'z'; b++ {
		c[b] = b - 'a'
	}
	for b := byte('0'); b <= '9'; b++ {
		c[b] = 26 + b - '0'
	}
	return
}()

// costs holds what it costs to take one letter of a folded word for another; the letters are those of Fold, where c is ts, q ch,
// w sh, x zh or dzh, i also y and j.
var costs = func() (t [64][64]int32) {
	for i := range t {
		for j := range t[i] {
			if i != j {
				t[i][j] = fullCost
			}
		}
	}
	set := func(pairs string, cost int32) {
		for i := 0; i+1 < len(pairs); i += 3 {
			a, b := code[pairs[i]], code[pairs[i+1]]
			t[a][b], t[b][a] = cost, cost
		}
	}
	set("ae ai ao au ei eo eu io iu ou", vowelCost)
	set("ei ou ae ao", 35)
	set("xi ws gh sz vf uv", 45)
	set("kg kh qc dt cs wq xg ck zx mn", 55)
	set("bp vb pf lr qk qh xq xz xs xd qs ht ih iq", 65)
	return
}()

var drops = func() (t [64]int32) {
	for i := range t {
		t[i] = fullCost
	}
	for _, b := range "aeou" {
		t[code[b]] = vowelCost
	}
	t[code['i']], t[code['h']] = vowelCost, airCost
	return
}()

// edits is the weighted edit distance of two folded words, hopeless once it must exceed most.
func edits(a, b string, most int32) int32 {
	var r0, r1, r2 [mostFolded + 2]int32
	var cb [mostFolded + 2]uint8
	var db [mostFolded + 2]int32
	before2, before, row := &r0, &r1, &r2
	lb := min(len(b), mostFolded)
	for j := 0; j < lb; j++ {
		cb[j] = code[b[j]]
		db[j] = drops[cb[j]&63]
		if j == 0 && db[0] == vowelCost {
			db[0] = firstCost
		}
		before[j+1] = before[j] + db[j]
	}
	last := uint8(alphabet)
	for i := 0; i < min(len(a), mostFolded); i++ {
		ca := code[a[i]]
		da := drops[ca&63]
		if i == 0 && da == vowelCost {
			da = firstCost
		}
		cost := &costs[ca&63]
		row[0] = before[0] + da
		best := row[0]
		left := row[0]
		for j := 0; j < lb; j++ {
			c := cb[j]
			d := before[j] + cost[c&63]
			if v := before[j+1] + da; v < d {
				d = v
			}
			if v := left + db[j]; v < d {
				d = v
			}
			if j > 0 && c == last && cb[j-1] == ca && c != ca {
				if v := before2[j-1] + swapCost; v < d {
					d = v
				}
			}
			row[j+1] = d
			left = d
			if d < best {
				best = d
			}
		}
		if best > most+swapCost {
			return hopeless
		}
		last = ca
		before2, before, row = before, row, before2
	}
	return before[lb]
}

// alikeFolded tells how alike two folded words are, from 0 to 1; little likeness is 0.
func alikeFolded(a, b string, ma, mb uint32) float32 {
	if a == b {
		return 1
	}
	la, lb := min(len(a), mostFolded), min(len(b), mostFolded)
	if la == 0 || lb == 0 {
		return 0
	}
	longer, shorter := max(la, lb), min(la, lb)
	if float32(longer-shorter) > mostStrays*float32(longer) {
		return 0
	}
	most := int32(mostStrays * 100 * float32(longer))
	if int32(missing(ma, mb))*35 > most || int32(missing(mb, ma))*35 > most {
		return 0
	}
	d := edits(a[:la], b[:lb], most)
	s := 1 - float32(d)/(100*float32(longer))
	if s < leastLike {
		return 0
	}
	return s
}
