// Package pair draws two parties side by side and asks whether they are one.
//
// It serves screening, where one side is an entry of a list, and the review of
// duplicates inside a case. The question, its score, the rows with what agrees,
// the reasons in sentences, and the keys S, D, U and → are the same in both, so
// that a hand learns them once. The owner hands in what to show and hears what was
// judged; nothing here knows a case or a list.
package pair
