package figures

import "redthread/app/figures/vector"

// typeset measures and styles the texts of a figure.
type typeset struct{ vector.Type }

func loadType() (typeset, error) {
	t, err := vector.LoadType()
	return typeset{t}, err
}

// weight is how a text is set.
type weight = vector.Weight

// The sizes of text in a figure, in points.
var (
	titleType = vector.Weight{Size: 15, Bold: true}
	labelType = vector.Weight{Size: 10.5}
	headType  = vector.Weight{Size: 10.5, Bold: true}
	valueType = vector.Weight{Size: 10.5}
	gapType   = vector.Weight{Size: 10, Bold: true}
	smallType = vector.Weight{Size: 9}
)

// How high a line of text is, in parts of its size.
const (
	ascent  = vector.Ascent
	descent = vector.Descent
	leading = vector.Leading
)
