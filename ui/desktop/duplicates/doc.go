// Package duplicates is the review queue inside Entities: parties of the case
// that may be one, the likeliest first, side by side, with what they would look
// like as one. S, D and U judge, → goes on.
//
// Nothing is merged: a judgement is a record, and Undo takes it back. Judgements
// that cannot stand together are listed with the chain that makes them so.
package duplicates
