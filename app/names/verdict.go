package names

import (
	"bytes"
	"math"
	"sync"

	"redthread/app/names/trees"
)

// forest is the trained model, nil where there is none for these features.
var forest = sync.OnceValue(func() *trees.Forest {
	f, err := trees.Read(bytes.NewReader(asset("model.txt")))
	if err != nil || f.Features != int(featureCount) {
		return nil
	}
	return f
})

// verdict turns the features of a pair into a score from 0 to 1.
func verdict(f *Features) float64 {
	if m := forest(); m != nil {
		return trees.Chance(m.LogOdds(f[:]))
	}
	return rule(f)
}

// rule is a score by hand: what the model was first measured against, and what is left where there is no model.
func rule(f *Features) float64 {
	x := -6 + 9*float64(f[fOverall]) + 3*float64(f[fCoverLow]) + 2*float64(f[fRarestLow]) - 2*float64(f[fStrayLow]) + 0.6*float64(f[fForms]) + float64(f[fNumbers])
	if f[fTied] == 0 {
		x -= 4
	}
	return 1 / (1 + math.Exp(-x))
}
