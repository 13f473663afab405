// Package trees judges by many small trees that were fitted one after the other, each to what those before it got wrong
// (gradient boosting, logistic loss). All questions on one level of a tree are the same question, so a tree is a handful of
// comparisons and a table: fast to ask, slow to overfit, and short to write down.
//
// Fitting is deterministic: the same rows and settings give the same trees.
package trees
