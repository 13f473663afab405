// Package sameness makes clusters of entities out of judgements.
//
// Nobody ever rewrites an entity because it is the same as another: a
// judgement says so, and taking it back leaves both as they were. What belongs
// together is therefore computed, each time, from the judgements of the case:
//
//   - The latest judgement of each author on a pair counts. Authors who differ
//     make the pair unsure, and the difference is listed as [Dispute].
//   - The pairs that stand as "same" are taken in the order in which they were
//     recorded. One that would join two entities standing as "different",
//     directly or through others, is skipped and listed as a [Contradiction].
//   - The face of a cluster is its smallest member. It is never stored.
//
// The result depends on the set of judgements alone, not on the order in which
// a file holds them, so two colleagues who join their files see one picture.
package sameness
