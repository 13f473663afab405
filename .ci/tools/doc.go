// Package tools pins the programs that build, check and test Redthread, and
// holds the small ones of our own. It is a module of its own, so that none of
// them becomes a dependency of the program.
package tools
