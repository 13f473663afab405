package index

import (
	"context"
	"fmt"
	"iter"
	"math"
	"math/bits"
	"runtime"
	"slices"
	"sync"

	"redthread/app/names"
	"redthread/store"
)

// batch is how many entries a worker takes at a time.
const batch = 1024

// tellEvery is after how many entries progress is told.
const tellEvery = 1 << 14

// ErrTooMany means that the list is larger than an index can hold.
var ErrTooMany = store.Sentence(store.ErrInvalid, "The list is too large for one index; split it.")

// Build makes an index of the entries. An error that comes with an entry stops it and is returned, as does the end of ctx.
// progress may be nil; share is below 0 while it is not known how many entries come.
func Build(ctx context.Context, entries iter.Seq2[Entry, error], progress func(share float64, what string)) (*Index, error) {
	if progress == nil {
		progress = func(float64, string) {}
	}
	b := &builder{x: &Index{}, words: map[names.WordKey]uint32{}}
	if err := b.read(ctx, entries, progress); err != nil {
		return nil, err
	}
	progress(0.6, "Making the words ready")
	if err := b.finish(ctx); err != nil {
		return nil, err
	}
	progress(1, fmt.Sprintf("%d entries", b.x.Len()))
	return b.x, nil
}

// Of makes an index of entries that are at hand.
func Of(ctx context.Context, entries []Entry) (*Index, error) {
	return Build(ctx, func(yield func(Entry, error) bool) {
		for _, e := range entries {
			if !yield(e, nil) {
				return
			}
		}
	}, nil)
}

type builder struct {
	x       *Index
	words   map[names.WordKey]uint32
	numbers []row
}

// row is a row of a table on its way.
type row struct{ hash, to uint32 }

// parsed is an entry whose names are taken apart.
type parsed struct {
	entry Entry
	names []parsedName
	pack  string
	ids   []uint32
}

type parsedName struct {
	keys  []names.WordKey
	forms uint32
}

// read takes the entries apart on all cores and enters them in their order.
func (b *builder) read(ctx context.Context, entries iter.Seq2[Entry, error], progress func(float64, string)) error {
	type work struct {
		in  []Entry
		out chan []parsed
	}
	jobs, order := make(chan work, 4), make(chan work, 8)
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var failed error
	var wait sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wait.Add(1)
		go func() {
			defer wait.Done()
			for w := range jobs {
				w.out <- takeApart(w.in)
			}
		}()
	}
	go func() {
		defer close(order)
		defer close(jobs)
		var in []Entry
		send := func() bool {
			w := work{in, make(chan []parsed, 1)}
			in = nil
			for _, to := range []chan work{order, jobs} {
				select {
				case to <- w:
				case <-ctx.Done():
					return false
				}
			}
			return true
		}
		for e, err := range entries {
			if err != nil {
				failed = err
				return
			}
			if in = append(in, e); len(in) == batch && !send() {
				return
			}
		}
		if len(in) > 0 {
			send()
		}
	}()
	n := 0
	for w := range order {
		var done []parsed
		select {
		case done = <-w.out:
		case <-ctx.Done():
			return ctx.Err()
		}
		for i := range done {
			if err := b.enter(&done[i]); err != nil {
				return err
			}
		}
		if n += len(done); n/tellEvery != (n-len(done))/tellEvery {
			progress(-1, fmt.Sprintf("%d entries read", n))
		}
	}
	wait.Wait()
	if err := ctx.Err(); err != nil {
		return err
	}
	return failed
}

func takeApart(in []Entry) []parsed {
	out := make([]parsed, len(in))
	for i, e := range in {
		kind := names.KindOf(e.Record.Schema)
		p := parsed{entry: e, pack: pack(e.Record)}
		for _, a := range e.Record.Names {
			keys, forms := names.WordKeys(a.Text, kind, nil)
			if a.Weak {
				forms |= weakBit
			}
			p.names = append(p.names, parsedName{keys, forms})
		}
		for _, id := range e.Record.IDs {
			if n := names.NormalID(id); n.Value != "" {
				p.ids = append(p.ids, hash([]byte(n.Value), seedWhole))
			}
		}
		out[i] = p
	}
	return out
}

func (b *builder) enter(p *parsed) error {
	x := b.x
	number := uint32(len(x.kinds))
	if number == math.MaxUint32>>1 || len(x.records.data) > math.MaxUint32-1<<24 || len(x.wordsOf) > math.MaxUint32-1<<16 {
		return ErrTooMany
	}
	x.kinds = append(x.kinds, byte(names.KindOf(p.entry.Record.Schema)))
	x.entries.add(p.entry.ID)
	x.records.add(p.pack)
	for _, n := range p.names {
		if len(n.keys) == 0 {
			continue
		}
		x.nameFrom = append(x.nameFrom, uint32(len(x.wordsOf)))
		x.nameOf = append(x.nameOf, number)
		x.forms = append(x.forms, n.forms)
		for _, k := range n.keys {
			id, ok := b.words[k]
			if !ok {
				id = uint32(len(b.words))
				b.words[k] = id
				x.wordKeys = append(x.wordKeys, k)
			}
			x.wordsOf = append(x.wordsOf, id)
		}
	}
	for _, h := range p.ids {
		b.numbers = append(b.numbers, row{h, number})
	}
	return nil
}

// finish makes the look-ups once all words are known.
func (b *builder) finish(ctx context.Context) error {
	x := b.x
	x.nameFrom = append(x.nameFrom, uint32(len(x.wordsOf)))
	b.words = nil
	x.prepareWords()
	if len(x.entries.from) == 0 {
		x.entries.from, x.records.from = []uint32{0}, []uint32{0}
	}
	// Folded words and spellings, and which words have them.
	ids := make(map[string]uint32, len(x.words))
	x.folds.from = []uint32{0}
	fold := func(s string) uint32 {
		id, ok := ids[s]
		if !ok {
			id = uint32(len(ids))
			ids[s] = id
			x.folds.add(s)
		}
		return id
	}
	spelt := make([][]uint32, len(x.words))
	own := make([]uint32, len(x.words))
	for i := range x.words {
		t := &x.words[i]
		own[i] = fold(t.Fold())
		all := []uint32{own[i]}
		t.Spellings(func(_ int, s string) {
			if s != "" {
				if id := fold(s); !slices.Contains(all, id) {
					all = append(all, id)
				}
			}
		})
		spelt[i] = all
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	x.hold(spelt, len(ids))
	x.weigh(own)
	if err := ctx.Err(); err != nil {
		return err
	}
	var keys []row
	for i := range len(ids) {
		wordKeys(x.folds.at(i), func(h uint32) { keys = append(keys, row{h, uint32(i)}) })
	}
	for i := range x.words {
		if slip := x.words[i].Slips(); slip != "" {
			slipKeys(slip, func(h uint32) { keys = append(keys, row{h, own[i]}) })
		}
	}
	x.keys = makeTable(keys)
	x.numbers = makeTable(b.numbers)
	x.joints = makeTable(x.join())
	return ctx.Err()
}

// prepareWords makes the distinct words ready, on all cores.
func (x *Index) prepareWords() {
	x.words = make([]names.Token, len(x.wordKeys))
	var wait sync.WaitGroup
	parts := runtime.GOMAXPROCS(0)
	for p := range parts {
		wait.Add(1)
		go func() {
			defer wait.Done()
			for i := p * len(x.words) / parts; i < (p+1)*len(x.words)/parts; i++ {
				x.words[i] = names.NewToken(x.wordKeys[i])
			}
		}()
	}
	wait.Wait()
}

// hold lists for each fold the names that have it.
func (x *Index) hold(spelt [][]uint32, folds int) {
	count := make([]uint32, folds+1)
	last := make([]uint32, folds) // the name counted last, plus one
	each := func(f func(fold, name uint32)) {
		clear(last)
		for n := range x.nameOf {
			for _, w := range x.wordsOf[x.nameFrom[n]:x.nameFrom[n+1]] {
				for _, id := range spelt[w] {
					if last[id] != uint32(n)+1 {
						last[id] = uint32(n) + 1
						f(id, uint32(n))
					}
				}
			}
		}
	}
	each(func(id, _ uint32) { count[id+1]++ })
	for i := range folds {
		count[i+1] += count[i]
	}
	x.holders.from = slices.Clone(count)
	x.holders.data = make([]uint32, count[folds])
	each(func(id, name uint32) {
		x.holders.data[count[id]] = name
		count[id]++
	})
}

// weigh tells how surprising each fold is in this list, and what each name has of that.
func (x *Index) weigh(own []uint32) {
	x.mass = make([]float32, len(x.holders.from)-1)
	all := float64(len(x.nameOf))
	for i := range x.mass {
		x.mass[i] = float32(math.Log(1 + all/float64(max(1, x.holders.from[i+1]-x.holders.from[i]))))
	}
	x.bulk = make([]float32, len(x.nameOf))
	x.folded = make([]uint32, len(x.wordsOf))
	for n := range x.nameOf {
		for i := x.nameFrom[n]; i < x.nameFrom[n+1]; i++ {
			w := x.wordsOf[i]
			x.folded[i] = own[w]
			x.bulk[n] += x.mass[own[w]] * worth(&x.words[w])
		}
	}
}

// worth is what a word counts in the first ranking.
func worth(t *names.Token) float32 {
	if t.Slight() {
		return 0.2
	}
	return 1
}

// mostJoints is how many words a name has at most for its neighbours to be entered run together.
const mostJoints = 5

// join lists the neighbours of short names run together.
func (x *Index) join() []row {
	var rows []row
	var buf []byte
	for n := range x.nameOf {
		w := x.wordsOf[x.nameFrom[n]:x.nameFrom[n+1]]
		if len(w) > mostJoints {
			continue
		}
		for i := 0; i+1 < len(w); i++ {
			a, b := &x.words[w[i]], &x.words[w[i+1]]
			if a.IsNumber() || b.IsNumber() {
				continue
			}
			buf = run(buf[:0], a.Fold(), b.Fold())
			if len(buf) >= 4 {
				rows = append(rows, row{hash(buf, seedBones^1), uint32(n)})
			}
		}
	}
	return rows
}

// run writes two folded words as one.
func run(dst []byte, a, b string) []byte {
	dst = append(dst, a...)
	if len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[0] {
		b = b[1:]
	}
	return append(dst, b...)
}

func makeTable(rows []row) table {
	slices.SortFunc(rows, func(a, b row) int {
		if a.hash != b.hash {
			if a.hash < b.hash {
				return -1
			}
			return 1
		}
		return int(a.to) - int(b.to)
	})
	rows = slices.Compact(rows)
	wide := max(2, bits.Len(uint(len(rows)))-2)
	t := table{slots: make([]uint32, 1<<wide+1), hashes: make([]uint32, len(rows)), to: make([]uint32, len(rows))}
	for i, r := range rows {
		t.hashes[i], t.to[i] = r.hash, r.to
		t.slots[r.hash>>t.shift()+1]++
	}
	for i := range 1 << wide {
		t.slots[i+1] += t.slots[i]
	}
	return t
}
