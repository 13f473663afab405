// Package duplicates finds parties of a case that may be one, for a person to
// judge: the same, different, or not sure.
//
// The candidates come from the same index and the same comparing as screening.
// What nobody has judged waits in a queue, the likeliest first; what was judged is
// never asked again, and what follows from judgements (two members of one
// cluster, or two of which one cluster's member was judged different from the
// other's) is not asked either. Nothing is ever merged: a judgement is a record,
// clusters are computed from all of them (package sameness), and taking a
// judgement back leaves both parties as they were.
package duplicates
