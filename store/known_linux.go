package store

import (
	"io/fs"
	"syscall"
)

func inodeOf(info fs.FileInfo) (s seal, ok bool) {
	st, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return s, false
	}
	return seal{Device: uint64(st.Dev), Inode: st.Ino, Changed: st.Ctim.Nano(), Inside: st.Mtim.Nano()}, true
}
