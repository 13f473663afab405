package part

import (
	"slices"
	"testing"
)

func TestWrappedLines(t *testing.T) {
	letters := func(s string) float32 { return float32(len(s)) }
	got := wrapLine("one two three fourfivesix", 8, letters)
	if !slices.Equal(got, []string{"one two", "three", "fourfivesix"}) {
		t.Errorf("wrapped %q", got)
	}
}
