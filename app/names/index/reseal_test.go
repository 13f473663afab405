package index

import "bytes"

// Resealed gives a file a right hash again, so that tests reach what comes behind it.
func Resealed(data []byte) []byte {
	if len(data) < headSize(29) {
		return data
	}
	data = bytes.Clone(data)
	copy(data[40:72], hashOf(data[headSize(29):]))
	return data
}
