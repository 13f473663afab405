package names

// nativeLetters gives the letters of a word that is not in Latin as the model of transcription knows them.
func nativeLetters(p piece, m mark) []uint16 { return nil }
