// Package names holds what is known about the spelling of names: which script a word is in, how it is written in Latin
// letters, and the short keys under which all spellings of one name are found.
//
// One person is Иванов in a register, Ivanov in a passport, Iwanow in a Polish contract and 이바노프 in a Korean paper.
// Four steps lead from a spelling to what the spellings share, each coarser than the one before:
//
//	Words   the words of a text as they stand, with their script and place
//	Latin   one word in plain Latin letters, for people to read:  Щукин → shchukin, 김 → gim
//	Fold    one word with the habits of the transcriptions taken out:  Evgeniy, Jewgenij, Евгений → evgeni
//	Keys    up to four short keys; two spellings of one name nearly always share one, strangers seldom do
//
// Latin, Fold and Keys take a word as it is spelt: accents tell š from s and ё from е, so a word that was folded
// for a text index (value.Fold) finds less. Keys find candidates; they do not judge. Who shares a key is compared by Fold
// or by eye before anyone is called the same.
package names
