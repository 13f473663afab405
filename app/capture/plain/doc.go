// Package plain reads text without a format: plain text, Markdown and tables
// with delimiters, in whatever charset the bytes turn out to be.
//
// The charset is told by a byte order mark, by what the file or a person
// declares, and else by how likely the letters are that each charset would
// make of the bytes (see Decode). The table of likelihoods in stats.txt is
// made by gen from translated texts of many programs; it holds frequencies of
// letters and letter pairs only.
package plain
