package main

import (
	"bytes"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

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
	if err := roles(data); err != nil {
		return err
	}
	return write("rarity.tsv", out.Bytes())
}

// leastBearers is how many bearers a word must have for its role to be told.
const leastBearers = 3

// roles tells which words are surnames and which are given names, by how official lists set them apart: the European Union
// by capitals, the United States by a comma.
func roles(data string) error {
	type count struct{ surname, given map[string]bool }
	all := map[string]*count{}
	err := rowsOf(filepath.Join(data, "name_pairs.tsv"), true, func(c []string) {
		if names.KindOf(c[1]) != names.Person || c[5] != "eu" && c[5] != "us" {
			return
		}
		for _, n := range [][2]string{{c[2], c[8]}, {c[3], c[9]}} {
			last, first, comma := strings.Cut(n[0], ",")
			add := func(words string, surname bool) {
				for _, k := range keys(words, names.Person) {
					if all[k] == nil {
						all[k] = &count{map[string]bool{}, map[string]bool{}}
					}
					if surname {
						all[k].surname[n[1]] = true
					} else {
						all[k].given[n[1]] = true
					}
				}
			}
			if c[5] == "us" {
				if comma {
					add(last, true)
					add(first, false)
				}
				continue
			}
			words := strings.Fields(n[0])
			capitals := 0
			for _, w := range words {
				if strings.ToUpper(w) == w {
					capitals++
				}
			}
			if capitals == 0 || capitals == len(words) || comma {
				continue
			}
			for _, w := range words {
				add(w, strings.ToUpper(w) == w)
			}
		}
	})
	if err != nil {
		return err
	}
	var out bytes.Buffer
	out.WriteString("# A folded word, and whether it is mostly a surname (100) or a given name (-100) in official lists. Counted by the program \"train\"; see NOTICE.md.\n")
	for _, k := range slices.Sorted(maps.Keys(all)) {
		s, g := len(all[k].surname), len(all[k].given)
		if s+g >= leastBearers {
			fmt.Fprintf(&out, "%s\t%d\n", k, (s-g)*100/(s+g+1))
		}
	}
	return write("roles.tsv", out.Bytes())
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
