package names

import "math"

// verdict turns the features of a pair into a score from 0 to 1.
func verdict(f *Features) float64 {
	x := -6 + 9*float64(f[fOverall]) + 3*float64(f[fCoverLow]) + 2*float64(f[fRarestLow]) - 2*float64(f[fStrayLow]) + 0.6*float64(f[fForms]) + float64(f[fNumbers])
	if f[fTied] == 0 {
		x -= 4
	}
	return 1 / (1 + math.Exp(-x))
}
