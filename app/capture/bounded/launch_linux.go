package bounded

import (
	"os"
	"os/exec"
	"runtime"
	"unsafe"

	"golang.org/x/sys/unix"
)

// launch starts a child from a thread that has given up what a reader does not
// need: the child inherits that, all its threads included. The thread is thrown
// away afterwards, and the rest of this program keeps its rights. A kernel that
// cannot take a right away leaves it.
func launch(cmd *exec.Cmd, folder string) (leash func(), err error) {
	separate(cmd)
	return nil, apart(func() error {
		if unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == nil {
			forbidWriting(folder)
			forbidCalls()
		}
		return cmd.Start()
	})
}

// apart does something on a thread of its own, which ends with it.
func apart(do func() error) error {
	done := make(chan error)
	go func() {
		runtime.LockOSThread()
		if unix.Gettid() != unix.Getpid() {
			done <- do() // never unlocked: the thread ends with this goroutine
			return
		}
		// The first thread cannot end before the program. While it is held here,
		// another must do it.
		err := apart(do)
		runtime.UnlockOSThread()
		done <- err
	}()
	return <-done
}

// confine limits this process for the rest of its life: its memory, the size
// of a file it writes, core dumps.
func confine() error {
	for _, l := range []struct {
		what int
		most uint64
	}{
		{unix.RLIMIT_AS, addresses},
		{unix.RLIMIT_DATA, hardMemory},
		{unix.RLIMIT_FSIZE, 64 << 20},
		{unix.RLIMIT_CORE, 0},
		{unix.RLIMIT_NOFILE, 64},
	} {
		var now unix.Rlimit
		if err := unix.Getrlimit(l.what, &now); err != nil {
			return err
		}
		most := min(l.most, now.Max)
		if err := unix.Setrlimit(l.what, &unix.Rlimit{Cur: most, Max: most}); err != nil {
			return err
		}
	}
	return nil
}

// forbidWriting takes away the right to change anything in the file system
// outside one folder, and to use TCP, through Landlock (Linux 5.13, for the
// network 6.7). Reading stays free: a reader needs its libraries and its file,
// and has nobody to tell what else it read.
func forbidWriting(folder string) {
	version, _, e := unix.Syscall(unix.SYS_LANDLOCK_CREATE_RULESET, 0, 0, unix.LANDLOCK_CREATE_RULESET_VERSION)
	if e != 0 {
		return
	}
	rules := unix.LandlockRulesetAttr{Handled_access_fs: unix.LANDLOCK_ACCESS_FS_WRITE_FILE | unix.LANDLOCK_ACCESS_FS_REMOVE_DIR | unix.LANDLOCK_ACCESS_FS_REMOVE_FILE |
		unix.LANDLOCK_ACCESS_FS_MAKE_CHAR | unix.LANDLOCK_ACCESS_FS_MAKE_DIR | unix.LANDLOCK_ACCESS_FS_MAKE_REG | unix.LANDLOCK_ACCESS_FS_MAKE_SOCK |
		unix.LANDLOCK_ACCESS_FS_MAKE_FIFO | unix.LANDLOCK_ACCESS_FS_MAKE_BLOCK | unix.LANDLOCK_ACCESS_FS_MAKE_SYM}
	if version >= 2 {
		rules.Handled_access_fs |= unix.LANDLOCK_ACCESS_FS_REFER
	}
	if version >= 3 {
		rules.Handled_access_fs |= unix.LANDLOCK_ACCESS_FS_TRUNCATE
	}
	if version >= 4 {
		rules.Handled_access_net = unix.LANDLOCK_ACCESS_NET_BIND_TCP | unix.LANDLOCK_ACCESS_NET_CONNECT_TCP
	}
	// The kernel takes a longer structure than it knows as long as the rest is zero.
	set, _, e := unix.Syscall(unix.SYS_LANDLOCK_CREATE_RULESET, uintptr(unsafe.Pointer(&rules)), unsafe.Sizeof(rules), 0)
	if e != 0 {
		return
	}
	defer func() { _ = unix.Close(int(set)) }()
	ofFile := uint64(unix.LANDLOCK_ACCESS_FS_WRITE_FILE | unix.LANDLOCK_ACCESS_FS_TRUNCATE)
	for path, access := range map[string]uint64{folder: rules.Handled_access_fs, os.DevNull: rules.Handled_access_fs & ofFile} {
		f, err := unix.Open(path, unix.O_PATH|unix.O_CLOEXEC, 0)
		if err != nil {
			return
		}
		beneath := unix.LandlockPathBeneathAttr{Allowed_access: access, Parent_fd: int32(f)}
		_, _, e := unix.Syscall6(unix.SYS_LANDLOCK_ADD_RULE, set, unix.LANDLOCK_RULE_PATH_BENEATH, uintptr(unsafe.Pointer(&beneath)), 0, 0, 0)
		_ = unix.Close(f)
		if e != 0 {
			return
		}
	}
	_, _, _ = unix.Syscall(unix.SYS_LANDLOCK_RESTRICT_SELF, set, 0, 0)
}

// architectures are those whose system calls carry the numbers below.
var architectures = map[string]uint32{"amd64": unix.AUDIT_ARCH_X86_64, "arm64": unix.AUDIT_ARCH_AARCH64, "riscv64": unix.AUDIT_ARCH_RISCV64}

// forbidCalls refuses, through a filter of system calls, what reaches the
// network or into other processes. Nothing that reads a file needs any of it.
func forbidCalls() {
	arch, ok := architectures[runtime.GOARCH]
	if !ok {
		return
	}
	never := []uint32{
		unix.SYS_SOCKET, unix.SYS_CONNECT, unix.SYS_BIND, unix.SYS_IO_URING_SETUP, unix.SYS_PTRACE, unix.SYS_PROCESS_VM_READV, unix.SYS_PROCESS_VM_WRITEV,
		unix.SYS_PIDFD_GETFD, unix.SYS_BPF, unix.SYS_USERFAULTFD, unix.SYS_KEYCTL, unix.SYS_ADD_KEY, unix.SYS_UNSHARE, unix.SYS_SETNS, unix.SYS_MOUNT,
	}
	const (
		load    = unix.BPF_LD | unix.BPF_W | unix.BPF_ABS
		equal   = unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K
		atLeast = unix.BPF_JMP | unix.BPF_JGE | unix.BPF_K
		say     = unix.BPF_RET | unix.BPF_K
		allow   = 0x7fff0000
		refuse  = 0x00050000 | uint32(unix.EPERM)
		foreign = 0x40000000 // the other numbering that amd64 has
	)
	// In seccomp_data the number of the call stands at 0, the architecture at 4.
	program := []unix.SockFilter{
		{Code: load, K: 4},
		{Code: equal, K: arch, Jt: 1},
		{Code: say, K: refuse},
		{Code: load, K: 0},
		{Code: atLeast, K: foreign, Jt: uint8(len(never) + 1)},
	}
	for i, nr := range never {
		program = append(program, unix.SockFilter{Code: equal, K: nr, Jt: uint8(len(never) - i)})
	}
	program = append(program, unix.SockFilter{Code: say, K: allow}, unix.SockFilter{Code: say, K: refuse})
	filter := unix.SockFprog{Len: uint16(len(program)), Filter: &program[0]}
	_ = unix.Prctl(unix.PR_SET_SECCOMP, unix.SECCOMP_MODE_FILTER, uintptr(unsafe.Pointer(&filter)), 0, 0)
	runtime.KeepAlive(program)
}
