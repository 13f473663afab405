package main

import (
	"bytes"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strconv"

	"redthread/app/names"
)

// leastSeen is how many names of a million have a word for it to stand in the table.
const leastSeen = 30

// rarity counts how many names of a million have a word: of people by the tables of transcription, which tell how often a word
// stands in the names of Wikidata, and by the pairs; of firms by the pairs.
func rarity(data string) error {
	wiki := map[string]float64{}
	var wikiAll float64
	for _, lang := range []string{"russian", "arabic", "chinese", "korean", "japanese", "hebrew"} {
		err := rowsOf(filepath.Join(data, "translit_"+lang+".tsv"), true, func(c []string) {
			n, _ := strconv.ParseFloat(c[2], 64)
			for _, k := range keys(c[0], names.Person) {
				wiki[k] += n
			}
			wikiAll += n / 2 // a name has two words
		})
		if err != nil {
			return err
		}
	}
	people, firms := map[string]float64{}, map[string]float64{}
	var peopleAll, firmsAll float64
	seen := map[string]bool{}
	err := rowsOf(filepath.Join(data, "name_pairs.tsv"), true, func(c []string) {
		for _, name := range [][2]string{{c[2], c[8]}, {c[3], c[9]}} {
			if seen[name[0]] {
				continue
			}
			seen[name[0]] = true
			m := firms
			kind := names.KindOf(c[1])
			if kind == names.Person {
				m = people
				peopleAll++
			} else {
				firmsAll++
			}
			for _, k := range keys(name[0], kind) {
				m[k]++
			}
		}
	})
	if err != nil {
		return err
	}
	var out bytes.Buffer
	out.WriteString("# A folded word, and how many of a million names of people and of firms have it. Counted by the program \"train\"; see NOTICE.md.\n")
	all := maps.Clone(wiki)
	maps.Copy(all, people)
	maps.Copy(all, firms)
	for _, k := range slices.Sorted(maps.Keys(all)) {
		// The pairs are few, so a word of two names of them is no word of many.
		p := max(wiki[k]/wikiAll, max(0, people[k]-1.5)/peopleAll) * 1e6
		f := max(max(0, firms[k]-1.5)/firmsAll, 0.1*wiki[k]/wikiAll) * 1e6
		if p < leastSeen {
			p = 0
		}
		if f < leastSeen {
			f = 0
		}
		if p == 0 && f == 0 {
			continue
		}
		fmt.Fprintf(&out, "%s\t%.0f\t%.0f\n", k, p, f)
	}
	return write("rarity.tsv", out.Bytes())
}

// keys are the folded words of a name, each once.
func keys(name string, kind names.Kind) []string {
	var out []string
	for _, t := range names.Prepare(name, kind).Tokens() {
		if !t.IsNumber() && !slices.Contains(out, t.Fold()) {
			out = append(out, t.Fold())
		}
	}
	return out
}
