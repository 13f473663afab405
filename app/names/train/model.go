package main

import (
	"bytes"
	"cmp"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"sync"

	"redthread/app/names"
	"redthread/app/names/trees"
)

var settings = trees.Settings{Trees: 900, Depth: 6, Rate: 0.06, Rows: 0.7, Columns: 0.5, Lambda: 3, Seed: 1}

// pair is a line of the training pairs.
type pair struct {
	kind          names.Kind
	a, b          string
	yes           bool
	source        string
	scripts, sort string
	idA, idB      string
}

func pairsOf(data string) ([]pair, error) {
	var all []pair
	err := rowsOf(filepath.Join(data, "name_pairs.tsv"), true, func(c []string) {
		all = append(all, pair{names.KindOf(c[1]), c[2], c[3], c[4] == "1", c[5], c[6], c[7], c[8], c[9]})
	})
	return all, err
}

// measured are the features of pairs.
func measured(all []pair) []names.Features {
	out := make([]names.Features, len(all))
	var wait sync.WaitGroup
	for w := range runtime.GOMAXPROCS(0) {
		wait.Add(1)
		go func() {
			defer wait.Done()
			for i := w; i < len(all); i += runtime.GOMAXPROCS(0) {
				out[i] = names.FeaturesOf(names.Prepare(all[i].a, all[i].kind), names.Prepare(all[i].b, all[i].kind))
			}
		}()
	}
	wait.Wait()
	return out
}

func rows(all []pair, f []names.Features) []trees.Row {
	out := make([]trees.Row, len(all))
	for i := range all {
		out[i] = trees.Row{Features: f[i][:], Yes: all[i].yes, Weight: 1}
		if all[i].sort == "noise" || all[i].sort == "made" {
			out[i].Weight = 0.5
		}
	}
	return out
}

// madePairs is how many pairs are made of words of the tables.
const madePairs = 1500

// foreignPairs is how many pairs are made for each of the other scripts.
const foreignPairs = 500

// model fits the trees to all pairs; without is a part of the bearers that is left out for checking, -1: none.
func model(data string, without int) error {
	all, err := pairsOf(data)
	if err != nil {
		return err
	}
	all = append(all, noisy(all)...)
	sp, err := readSpellings(data)
	if err != nil {
		return err
	}
	all = append(all, sp.made(madeCount())...)
	more, err := foreign(data, env("FOREIGN", foreignPairs))
	if err != nil {
		return err
	}
	all = append(all, more...)
	all = slices.DeleteFunc(all, func(p pair) bool { return fold(p.idA, folds) == without || fold(p.idB, folds) == without })
	f := trees.Fit(rows(all, measured(all)), settings)
	var out bytes.Buffer
	out.WriteString("# The trees that judge a pair of names by its features, fitted by the program \"train\" to pairs of names from official lists and Wikidata; see NOTICE.md.\n")
	if err := f.Write(&out); err != nil {
		return err
	}
	return write("model.txt", out.Bytes())
}

func fold(id string, n int) int {
	h := fnv.New32a()
	h.Write([]byte(id))
	return int(h.Sum32()>>8) % n
}

// folds is into how many parts the bearers are cut for checking.
var folds = env("FOLDS", 10)

// check fits to pairs that touch no bearer of a part, and measures on the pairs of that part.
func check(data string) error {
	all, err := pairsOf(data)
	if err != nil {
		return err
	}
	sp, err := readSpellings(data)
	if err != nil {
		return err
	}
	settings.Trees, settings.Depth, settings.Rate, settings.Lambda = env("TREES", settings.Trees), env("DEPTH", settings.Depth), float64(env("RATE", 60))/1000, float64(env("LAMBDA", 3))
	settings.Columns = float64(env("COLS", 50)) / 100
	noise := append(noisy(all), sp.made(madeCount())...)
	more, err := foreign(data, env("FOREIGN", foreignPairs))
	if err != nil {
		return err
	}
	noise = append(noise, more...)
	f, fn := measured(all), measured(noise)
	type judged struct {
		pair
		s float32
	}
	var out []judged
	for part := range env("PARTS", 3) {
		var train []trees.Row
		for i, p := range all {
			if fold(p.idA, folds) != part && fold(p.idB, folds) != part {
				train = append(train, rows(all[i:i+1], f[i:i+1])...)
			}
		}
		for i, p := range noise {
			if fold(p.idA, folds) != part && fold(p.idB, folds) != part {
				train = append(train, rows(noise[i:i+1], fn[i:i+1])...)
			}
		}
		m := trees.Fit(train, settings)
		for i, p := range all {
			if fold(p.idA, folds) == part {
				out = append(out, judged{p, m.LogOdds(f[i][:])})
			}
		}
	}
	groups := map[string][]scored{}
	for _, j := range out {
		s := scored{j.s, j.yes}
		groups["all"] = append(groups["all"], s)
		groups[j.scripts] = append(groups[j.scripts], s)
		groups[j.source] = append(groups[j.source], s)
		groups[j.kind.String()] = append(groups[j.kind.String()], s)
	}
	for _, name := range []string{"all", "lat-lat", "lat-cyr", "cyr-cyr", "lat-kor", "lat-ara", "lat-han", "eu", "us", "un", "cn", "wdko", "person", "organisation"} {
		g := groups[name]
		if len(g) > 0 {
			fmt.Printf("%-13s n=%-6d AUC=%.4f bestF1=%.4f\n", name, len(g), auc(g), bestF1(g))
		}
	}
	return nil
}

type scored struct {
	s   float32
	yes bool
}

func auc(all []scored) float64 {
	slices.SortFunc(all, func(a, b scored) int { return cmp.Compare(a.s, b.s) })
	var ranks, yes float64
	for i := 0; i < len(all); {
		j := i
		for j < len(all) && all[j].s == all[i].s {
			j++
		}
		for k := i; k < j; k++ {
			if all[k].yes {
				ranks += float64(i+1+j) / 2
				yes++
			}
		}
		i = j
	}
	return (ranks - yes*(yes+1)/2) / (yes * (float64(len(all)) - yes))
}

func bestF1(all []scored) float64 {
	slices.SortFunc(all, func(a, b scored) int { return cmp.Compare(b.s, a.s) })
	var yes, tp, best float64
	for _, s := range all {
		if s.yes {
			yes++
		}
	}
	for i, s := range all {
		if s.yes {
			tp++
		}
		p, r := tp/float64(i+1), tp/yes
		if p+r > 0 {
			best = max(best, 2*p*r/(p+r))
		}
	}
	return best
}

// noisy makes pairs with slips of the hand and the scanner from a part of the pairs.
func noisy(all []pair) []pair {
	rng := rand.New(rand.NewPCG(7, 7))
	var out []pair
	for _, p := range all {
		if rng.IntN(5) > 0 || p.sort == "random" {
			continue
		}
		p.sort = "noise"
		if p.yes && rng.IntN(2) == 0 {
			p.b = p.a // a name and its misspelling
		}
		p.b = slip(p.b, rng)
		out = append(out, p)
	}
	return out
}

func madeCount() int { return env("MADE", madePairs) }

func env(name string, or int) int {
	if n, err := strconv.Atoi(os.Getenv(name)); err == nil {
		return n
	}
	return or
}
