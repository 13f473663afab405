// Package overview is the first screen of a case: the question it asks, what
// is new, what is weak, what is still to be done, and the things said that do
// not fit together, side by side.
//
// board.go turns what the case says into plain rows and columns and is tested
// without a widget; the other files draw it. Nothing here is averaged or
// decided: a conflict shows each side as it was said, with its own hedge,
// speaker and source, and the caution that belongs to the pair.
package overview
