// Package bounded runs a reader of files in a process of its own, so that
// whatever a hostile file does costs that process and nothing else.
//
// A child serves one request after another: the parent names a file, the child
// reads it and answers with what it found. It has so much memory and no more.
// On Linux it can write nowhere but in a folder of its own, which goes with it,
// and can neither reach the network nor another process; on Windows it lives in
// a job object. A child that takes too long, dies or answers with too much is
// ended, the file gets one sentence, and a fresh child takes over. Children end
// with the program that started them, however it ends.
package bounded
