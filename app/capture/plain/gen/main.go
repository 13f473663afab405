// Command gen makes stats.txt, the table that plain.Decode weighs charsets by,
// from the translations of programs installed on a Debian system: the message
// catalogues under /usr/share/locale and the manual pages under
// /usr/share/man. Only frequencies of letters and letter pairs are written;
// nothing of the texts' wording stays.
//
// It is run from the folder of package plain: go run ./gen > stats.txt
package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"fmt"
	"io"
	"log"
	"math"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"redthread/app/capture/plain/symbol"
)

// The languages that are read, and how many characters of each at most, so
// that no language drowns another.
var languages = []struct {
	code string
	most int
}{
	{"ru", 2_500_000},
	{"uk", 1_500_000},
	{"be", 400_000},
	{"bg", 400_000},
	{"en_GB", 600_000},
	{"de", 1_000_000},
	{"fr", 1_000_000},
	{"es", 700_000},
	{"pl", 800_000},
	{"cs", 800_000},
	{"hu", 600_000},
	{"ko", 1_500_000},
	{"zh_CN", 1_000_000},
	{"zh_TW", 400_000},
	{"ja", 1_500_000},
}

func main() {
	pairs := map[[2]rune]float64{}
	single := map[string]map[rune]float64{"ko": {}, "zh": {}, "ja": {}}
	for _, l := range languages {
		text := corpus(l.code, l.most)
		log.Printf("%s: %d characters", l.code, utf8.RuneCountInString(text))
		prev := ' '
		for _, r := range text {
			s := symbol.Of(r)
			pairs[[2]rune{prev, s}]++
			prev = s
			if counts := single[l.code[:2]]; counts != nil && symbol.Wide(s) {
				counts[r]++
			}
		}
	}
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	writePairs(out, pairs)
	for _, l := range []string{"ko", "zh", "ja"} {
		writeSingles(out, l, single[l])
	}
}

// writePairs writes a square of costs: row by the symbol before, column by the
// symbol after. A cost is -6 ln P, a printable character from '!' on.
func writePairs(out io.Writer, pairs map[[2]rune]float64) {
	all := symbol.All()
	fmt.Fprintf(out, "%d\n", len(all))
	const smooth = 0.05
	for _, before := range all {
		total := 0.0
		for _, after := range all {
			total += pairs[[2]rune{before, after}] + smooth
		}
		row := make([]byte, 0, len(all))
		for _, after := range all {
			p := (pairs[[2]rune{before, after}] + smooth) / total
			if total < 5 { // never seen: it says nothing
				p = math.Exp(-9)
			}
			row = append(row, symbol.Print(-math.Log(p)))
		}
		fmt.Fprintf(out, "%s\n", row)
	}
}

// writeSingles writes the commonest characters of a language, each after the
// cost of it among those of its symbol; characters of one cost stand together.
func writeSingles(out io.Writer, language string, counts map[rune]float64) {
	totals := map[rune]float64{}
	for r, n := range counts {
		totals[symbol.Of(r)] += n
	}
	byCost := map[byte][]rune{}
	for r, n := range counts {
		total := totals[symbol.Of(r)]
		if n < 8 || total < 2000 {
			continue
		}
		c := symbol.Print(-math.Log(n / total))
		byCost[c] = append(byCost[c], r)
	}
	costs := make([]byte, 0, len(byCost))
	for c := range byCost {
		costs = append(costs, c)
	}
	sort.Slice(costs, func(i, j int) bool { return costs[i] < costs[j] })
	fmt.Fprintf(out, "%s %d\n", language, len(costs))
	for _, c := range costs {
		sort.Slice(byCost[c], func(i, j int) bool { return byCost[c][i] < byCost[c][j] })
		fmt.Fprintf(out, "%c%s\n", c, string(byCost[c]))
	}
}

func corpus(code string, most int) string {
	var b strings.Builder
	seen := map[string]bool{}
	add := func(s string) {
		// A line that is mostly of ASCII letters, a command or a name of a
		// programmer's thing, says little of languages with other letters.
		foreign := strings.Contains("ru uk be bg ko zh_CN zh_TW ja", code)
		for _, line := range strings.Split(s, "\n") {
			line = strings.Join(strings.Fields(norm.NFC.String(line)), " ")
			if len(line) < 4 || seen[line] || foreign && !mostlyForeign(line) {
				continue
			}
			seen[line] = true
			b.WriteString(line)
			b.WriteByte(' ')
		}
	}
	manuals := strings.TrimSuffix(code, "_GB")
	for _, pattern := range []string{
		"/usr/share/locale/" + code + "/LC_MESSAGES/iso_3166*.mo",
		"/usr/share/locale/" + code + "/LC_MESSAGES/*.mo",
		"/usr/share/man/" + manuals + "/man*/*.gz",
	} {
		names, err := filepath.Glob(pattern)
		if err != nil {
			log.Fatal(err)
		}
		for _, name := range names {
			if b.Len() > 6*most {
				break
			}
			raw, err := os.ReadFile(name)
			if err != nil {
				log.Fatal(err)
			}
			if strings.HasSuffix(name, ".gz") {
				add(manual(raw))
				continue
			}
			for _, s := range catalogue(raw) {
				add(s)
			}
		}
	}
	text := []rune(b.String())
	return string(text[:min(len(text), most)])
}

func mostlyForeign(line string) bool {
	latin, other := 0, 0
	for _, r := range line {
		switch {
		case r < utf8.RuneSelf && unicode.IsLetter(r):
			latin++
		case unicode.IsLetter(r):
			other++
		}
	}
	return other > latin
}

// catalogue gives the translations of a message catalogue of GNU gettext.
func catalogue(raw []byte) []string {
	if len(raw) < 20 || binary.LittleEndian.Uint32(raw) != 0x950412de {
		return nil
	}
	n := int(binary.LittleEndian.Uint32(raw[8:]))
	at := int(binary.LittleEndian.Uint32(raw[16:]))
	var all []string
	for i := 1; i < n && at+8*i+8 <= len(raw); i++ { // 0 is the header
		size := int(binary.LittleEndian.Uint32(raw[at+8*i:]))
		from := int(binary.LittleEndian.Uint32(raw[at+8*i+4:]))
		if from+size > len(raw) || !utf8.Valid(raw[from:from+size]) {
			continue
		}
		all = append(all, strings.Split(string(raw[from:from+size]), "\x00")...)
	}
	return all
}

// manual gives the text lines of a manual page.
func manual(raw []byte) string {
	z, err := gzip.NewReader(bytes.NewReader(raw))
	if err != nil {
		return ""
	}
	text, err := io.ReadAll(io.LimitReader(z, 1<<20))
	if err != nil || !utf8.Valid(text) {
		return ""
	}
	var b strings.Builder
	for _, line := range strings.Split(string(text), "\n") {
		if !strings.HasPrefix(line, ".") && !strings.HasPrefix(line, "'") && !strings.Contains(line, "\\") {
			b.WriteString(line + "\n")
		}
	}
	return b.String()
}
