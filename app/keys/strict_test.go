package keys

import (
	"bytes"
	"strings"
	"testing"
	"time"
)

// The last letter of a signature carries bits that mean nothing; a file in which they were
// changed is still a changed file.
func TestBitsThatMeanNothingCountToo(t *testing.T) {
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
	k, err := New("Lena")
	if err != nil {
		t.Fatal(err)
	}
	text, err := k.Sign(strings.NewReader("a case"), "for Anna", time.Unix(0, 0))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ParseSignature(text); err != nil {
		t.Fatal(err)
	}
	lines := bytes.Split(text, []byte("\n"))
	for _, n := range []int{1, 3} {
		last := bytes.IndexByte(lines[n], '=') - 1
		if last < 0 {
			t.Fatalf("line %d is not padded: %s", n, lines[n])
		}
		was := lines[n][last]
		lines[n][last] = alphabet[strings.IndexByte(alphabet, was)^1]
		if _, err := ParseSignature(bytes.Join(lines, []byte("\n"))); err == nil {
			t.Errorf("line %d was changed in bits that mean nothing, and is read as before", n)
		}
		lines[n][last] = was
	}
}
