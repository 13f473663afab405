package pages

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

const (
	renderTime   = 20 * time.Second // for one page
	renderMemory = 2 << 30          // bytes of address space
	mostOutput   = 64 << 20         // bytes of one page as PNG
	widest       = 4000             // pixels of a page
	tallest      = 6000
)

// Errors of this package, to be told apart with errors.Is.
var (
	ErrNone     = errors.New("pdftoppm is not installed")
	ErrTooLong  = errors.New("drawing the page took too long")
	ErrTooLarge = errors.New("the picture is too large to be shown")
	ErrUnknown  = errors.New("it is not a picture that can be shown")
)

// Available tells whether pages of a PDF can be drawn on this machine.
func Available() bool {
	_, err := exec.LookPath("pdftoppm")
	return err == nil
}

// Render draws a page of the PDF at path, counted from 1, as many pixels wide
// as asked, within bounds; a page that would be too tall comes out narrower.
// It waits at most 20 seconds.
func Render(ctx context.Context, path string, page, widthPixels int) (image.Image, error) {
	program, err := exec.LookPath("pdftoppm")
	if err != nil {
		return nil, ErrNone
	}
	if path, err = filepath.Abs(path); err != nil {
		return nil, fmt.Errorf("drawing page %d: %w", page, err)
	}
	tmp, err := os.MkdirTemp("", "redthread-page-")
	if err != nil {
		return nil, fmt.Errorf("drawing page %d: %w", page, err)
	}
	defer func() { _ = os.RemoveAll(tmp) }()
	outer := ctx
	ctx, cancel := context.WithTimeout(ctx, renderTime)
	defer cancel()

	// A page as narrow as a ribbon must not become a picture of a mile: where
	// the width makes it too tall, it is drawn by its height instead.
	width, height := min(max(widthPixels, 16), widest), tallest
	if w, h, ok := pageSize(ctx, path, page, tmp); ok && h/w*float64(width) <= float64(tallest) {
		height = -1
	} else if ok {
		width = -1
	}
	n := strconv.Itoa(page)
	args := bound(program, "-png", "-f", n, "-l", n, "-singlefile", "-cropbox", "-scale-to-x", strconv.Itoa(width), "-scale-to-y", strconv.Itoa(height), path)
	out, err := run(ctx, tmp, mostOutput, args)
	switch {
	case outer.Err() != nil:
		return nil, outer.Err()
	case ctx.Err() != nil:
		return nil, ErrTooLong
	case err != nil:
		return nil, fmt.Errorf("drawing page %d: %w", page, err)
	}
	head, err := png.DecodeConfig(bytes.NewReader(out))
	if err != nil || head.Width > 2*widest || head.Height > 2*tallest {
		return nil, fmt.Errorf("drawing page %d: pdftoppm gave no picture", page)
	}
	img, err := png.Decode(bytes.NewReader(out))
	if err != nil {
		return nil, fmt.Errorf("drawing page %d: %w", page, err)
	}
	return img, nil
}

// Count gives how many pages a PDF has, by the program pdfinfo that comes with
// pdftoppm; ok is false where it cannot tell.
func Count(ctx context.Context, path string) (n int, ok bool) {
	for name, text := range info(ctx, path, "") {
		if name == "Pages" {
			n, err := strconv.Atoi(text)
			return n, err == nil && n > 0
		}
	}
	return 0, false
}

// pageSize gives the size of a page in points, turned as it is shown.
func pageSize(ctx context.Context, path string, page int, tmp string) (w, h float64, ok bool) {
	n := strconv.Itoa(page)
	turn := 0
	for name, text := range info(ctx, path, tmp, "-f", n, "-l", n) {
		f := strings.Fields(text)
		switch {
		case strings.HasPrefix(name, "Page") && strings.HasSuffix(name, " size") && len(f) >= 3 && f[1] == "x":
			w, _ = strconv.ParseFloat(f[0], 64)
			h, _ = strconv.ParseFloat(f[2], 64)
		case strings.HasPrefix(name, "Page") && strings.HasSuffix(name, " rot") && len(f) == 1:
			turn, _ = strconv.Atoi(f[0])
		}
	}
	if turn%180 != 0 {
		w, h = h, w
	}
	return w, h, w > 0.1 && h > 0.1
}

// info reads what pdfinfo says; nothing where it is not there or fails.
func info(ctx context.Context, path, tmp string, args ...string) map[string]string {
	program, err := exec.LookPath("pdfinfo")
	if err != nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, renderTime/2)
	defer cancel()
	if tmp == "" {
		tmp = os.TempDir()
	}
	out, err := run(ctx, tmp, 1<<20, bound(append(append([]string{program}, args...), path)...))
	if err != nil {
		return nil
	}
	all := map[string]string{}
	for _, line := range strings.Split(string(out), "\n") {
		if name, text, ok := strings.Cut(line, ":"); ok {
			all[strings.Join(strings.Fields(name), " ")] = strings.TrimSpace(text)
		}
	}
	return all
}

// bound puts the system's limiter before a command, where there is one.
func bound(args ...string) []string {
	limiter, err := exec.LookPath("prlimit")
	if err != nil {
		return args
	}
	return append([]string{
		limiter, "--as=" + strconv.Itoa(renderMemory), "--cpu=" + strconv.Itoa(int(renderTime.Seconds())), "--core=0", "--fsize=" + strconv.Itoa(mostOutput), "--",
	}, args...)
}

// run gives what a command writes, at most so many bytes of it.
func run(ctx context.Context, dir string, most int, args []string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, args[0], args[1:]...)
	cmd.Dir = dir
	cmd.Env = []string{"LC_ALL=C.UTF-8", "PATH=" + os.Getenv("PATH"), "TMPDIR=" + dir, "TMP=" + dir, "TEMP=" + dir}
	if v := os.Getenv("SYSTEMROOT"); v != "" { // Windows starts nothing without it
		cmd.Env = append(cmd.Env, "SYSTEMROOT="+v)
	}
	cmd.WaitDelay = 2 * time.Second
	group(cmd)
	out, said := &keeper{left: most}, &keeper{left: 4 << 10}
	cmd.Stdout, cmd.Stderr = out, said
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("%s failed: %w", filepath.Base(args[0]), err)
	}
	return out.Bytes(), nil
}

// keeper keeps the beginning of what is written to it and lets the rest go.
type keeper struct {
	bytes.Buffer
	left int
}

func (k *keeper) Write(p []byte) (int, error) {
	n := min(len(p), k.left)
	k.left -= n
	k.Buffer.Write(p[:n])
	return len(p), nil
}
