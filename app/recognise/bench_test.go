package recognise

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// prose is half a megabyte of the labelled sentences.
func prose(t testing.TB) string {
	var b strings.Builder
	for b.Len() < 512<<10 {
		for _, name := range []string{"english.txt", "russian.txt", "korean.txt", "mixed.txt", "traps.txt"} {
			for _, l := range readLabelled(t, name) {
				b.WriteString(l.text)
				b.WriteByte('\n')
			}
		}
	}
	return b.String()
}

// plain is half a megabyte in which few words tell anything, as most text is.
func plain() string {
	const sentence = "The committee heard several witnesses who described how the buildings were put up and who had ordered the work, but nobody recalled the price. "
	return strings.Repeat(sentence, 512<<10/len(sentence))
}

// article is half a megabyte with an item in every third sentence or so, as a
// report has them.
func article(t testing.TB) string {
	const filler = "The committee heard several witnesses who described how the buildings were put up and who had ordered the work, but nobody recalled the price. "
	var b strings.Builder
	for line := range strings.Lines(prose(t)) {
		b.WriteString(line)
		b.WriteString(filler)
		b.WriteString(filler)
		if b.Len() > 512<<10 {
			break
		}
	}
	return b.String()
}

func manyNames(n int) []KnownName {
	first := strings.Fields("Pavel Irina Sergey Anna Viktor Elena Oleg Marina Denis Tamara")
	middle := strings.Fields("Severny Yuzhny Vostok Zapad Baikal Amur Lena Ob Irtysh Kama Volga Don Ural Altai Sayan Kolyma Anadyr Okhotsk Korsakov Nevelsk")
	list := make([]KnownName, 0, n)
	for i := range n {
		list = append(list, KnownName{Text: fmt.Sprintf("%s %sov %s-%d", first[i%10], middle[i/10%20], middle[i%20], i/200)})
	}
	return list
}

func bench(b *testing.B, text string, k *Known) {
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Scan(text, k)
	}
}

func BenchmarkScanPlain(b *testing.B)        { bench(b, plain(), nil) }
func BenchmarkScanDense(b *testing.B)        { bench(b, prose(b), nil) }
func BenchmarkScanPlainNamed(b *testing.B)   { bench(b, plain(), NewKnown(manyNames(10_000))) }
func BenchmarkScanArticle(b *testing.B)      { bench(b, article(b), nil) }
func BenchmarkScanArticleNamed(b *testing.B) { bench(b, article(b), NewKnown(manyNames(10_000))) }
func BenchmarkScanDenseNamed(b *testing.B)   { bench(b, prose(b), NewKnown(manyNames(10_000))) }
func BenchmarkNewKnown(b *testing.B) {
	list := manyNames(10_000)
	for b.Loop() {
		NewKnown(list)
	}
}

// mostForPiece is far more than a piece needs, some milliseconds, even on a
// busy machine, and far less than reading it over again from every word.
const mostForPiece = 3 * time.Second

// TestScanIsLinear reads one piece full of what would make a careless reader
// go back. Since a text is read in pieces, a piece in bounds is a text in bounds.
func TestScanIsLinear(t *testing.T) {
	k := NewKnown(manyNames(1000))
	for _, bit := range []string{
		"1,", "1 ", "111 ", "a@", "a.b.", "http://", "x://", "(", "+7", "at least ", "two hundred ", "от ", "between 1 and ", "만", "1만", "이천", "Pavel ",
		"$", "2018-", "INN ", "1 to ", "1,000 to ", "«", "$1 (", "passport 12 ", "A1", "DE44 5001 ", "half a ", "1/", "월 ", "한 달에 ", "$1 a month ", "a", "1",
	} {
		start := time.Now()
		Scan(strings.Repeat(bit, mostPiece/len(bit)), k)
		if took := time.Since(start); took > mostForPiece {
			t.Errorf("%q, over and over: %v for one piece", bit, took)
		}
	}
}
