// Package letters knows how words of one script are written in Latin letters, learnt from pairs of a word and its transcription
// and not from rules: that 이 is Lee, Yi, Rhee or Ri, that a vowel between two Arabic consonants may be any, that 斯 in a foreign
// name is a bare s.
//
// A model holds, for one to three symbols of the script in a row, by which Latin letters they are written and how often. How well
// a Latin word fits is the likeliest way of cutting both words into such pieces, against the likeliest Latin word there is
// for it.
package letters
