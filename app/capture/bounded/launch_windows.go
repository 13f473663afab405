package bounded

import (
	"os/exec"
	"unsafe"

	"golang.org/x/sys/windows"
)

// launch starts a child in a job object: it may have so much memory, and it
// and what it starts end with the last handle of the job, which is ours.
func launch(cmd *exec.Cmd, _ string) (leash func(), err error) {
	job, err := windows.CreateJobObject(nil, nil)
	if err != nil {
		return nil, err
	}
	leash = func() { _ = windows.CloseHandle(job) }
	limits := windows.JOBOBJECT_EXTENDED_LIMIT_INFORMATION{
		BasicLimitInformation: windows.JOBOBJECT_BASIC_LIMIT_INFORMATION{
			LimitFlags: windows.JOB_OBJECT_LIMIT_PROCESS_MEMORY | windows.JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE | windows.JOB_OBJECT_LIMIT_DIE_ON_UNHANDLED_EXCEPTION,
		},
		ProcessMemoryLimit: uintptr(min(hardMemory, ^uintptr(0)>>1)),
	}
	_, err = windows.SetInformationJobObject(job, windows.JobObjectExtendedLimitInformation, uintptr(unsafe.Pointer(&limits)), uint32(unsafe.Sizeof(limits)))
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		leash()
		return nil, err
	}
	var own windows.Handle
	if own, err = windows.OpenProcess(windows.PROCESS_SET_QUOTA|windows.PROCESS_TERMINATE, false, uint32(cmd.Process.Pid)); err == nil {
		err = windows.AssignProcessToJobObject(job, own)
		_ = windows.CloseHandle(own)
	}
	if err != nil {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		leash()
		return nil, err
	}
	return leash, nil
}

func kill(cmd *exec.Cmd) { _ = cmd.Process.Kill() }

// orphaned has nothing to do: the job object ends a child whose parent is gone.
func orphaned() {}

func confine() error { return nil }
