package picture

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"redthread/app/capture/document"
	"redthread/app/capture/plain"
)

const (
	mostPixels = 100_000_000 // of a picture that is read by machine
	mostOutput = 32 << 20    // bytes that the program may give
	ocrTime    = 120 * time.Second
	ocrMemory  = 2 << 30 // bytes
)

// ErrNoTesseract says that the program is not installed.
var ErrNoTesseract = errors.New("tesseract is not installed")

// Tesseract finds the program on this machine: where it is, its version and
// the languages that it has data for, in its own codes ("rus", "kor").
func Tesseract() (path, version string, langs []string, ok bool) {
	path, err := exec.LookPath("tesseract")
	if err != nil {
		return "", "", nil, false
	}
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	// Neither says much, and old versions say it on the other stream.
	said := func(arg string) []string {
		cmd := exec.CommandContext(ctx, path, arg)
		cmd.Env = environment("")
		out, err := cmd.CombinedOutput()
		if err != nil {
			return nil
		}
		return strings.Split(strings.TrimSpace(string(out)), "\n")
	}
	lines := said("--version")
	if len(lines) == 0 {
		return "", "", nil, false
	}
	version = strings.TrimPrefix(strings.TrimSpace(lines[0]), "tesseract ")
	for i, l := range said("--list-langs") {
		if l = strings.TrimSpace(l); i > 0 && l != "" && l != "osd" && isLanguage(l) {
			langs = append(langs, l)
		}
	}
	return path, version, langs, true
}

// isLanguage says whether a code is of letters that name data of tesseract and
// no path.
func isLanguage(s string) bool {
	return s != "" && len(s) < 40 && strings.Trim(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789") == ""
}

// environment is all that the program gets of ours: one thread, no home.
func environment(tmp string) []string {
	env := []string{"OMP_THREAD_LIMIT=1", "LC_ALL=C.UTF-8", "PATH=" + os.Getenv("PATH")}
	if v := os.Getenv("TESSDATA_PREFIX"); v != "" {
		env = append(env, "TESSDATA_PREFIX="+v)
	}
	if v := os.Getenv("SYSTEMROOT"); v != "" { // Windows starts nothing without it
		env = append(env, "SYSTEMROOT="+v)
	}
	if tmp != "" {
		env = append(env, "TMPDIR="+tmp, "TMP="+tmp, "TEMP="+tmp)
	}
	return env
}

// OCR reads the words in the picture at path by machine, through an installed
// tesseract, in the languages given in its codes (those it has, or all that it
// has when none is given). Passages are its paragraphs; a note says that they
// are a machine's reading, and Meta how sure it is, from 0 to 100. A picture of
// more than a hundred megapixels is an error that wraps document.ErrTooLarge.
// The program runs in a folder of its own, with bounds on time and, where the
// system has prlimit, on memory.
func OCR(ctx context.Context, path string, langs []string) (document.Document, error) {
	doc := document.Document{Format: "picture"}
	program, version, has, ok := Tesseract()
	if !ok {
		return doc, ErrNoTesseract
	}
	var use []string
	for _, l := range langs {
		if slices.Contains(has, l) {
			use = append(use, l)
		}
	}
	if len(langs) == 0 {
		use = has
	}
	if len(use) == 0 {
		return doc, fmt.Errorf("reading by machine: tesseract has no data for %s", strings.Join(langs, ", "))
	}
	path, err := filepath.Abs(path)
	if err != nil {
		return doc, fmt.Errorf("reading by machine: %w", err)
	}
	if err := small(ctx, path); err != nil {
		return doc, fmt.Errorf("reading by machine: %w", err)
	}
	tmp, err := os.MkdirTemp("", "redthread-ocr-")
	if err != nil {
		return doc, fmt.Errorf("reading by machine: %w", err)
	}
	defer os.RemoveAll(tmp)
	ctx, cancel := context.WithTimeout(ctx, ocrTime)
	defer cancel()
	args := []string{program, path, "stdout", "-l", strings.Join(use, "+"), "--psm", "3", "tsv"}
	if limiter, err := exec.LookPath("prlimit"); err == nil {
		args = append([]string{limiter, "--as=" + strconv.Itoa(ocrMemory), "--cpu=" + strconv.Itoa(int(ocrTime.Seconds())), "--core=0", "--fsize=" + strconv.Itoa(mostOutput), "--"}, args...)
	}
	cmd := exec.CommandContext(ctx, args[0], args[1:]...)
	cmd.Dir, cmd.Env = tmp, environment(tmp)
	cmd.WaitDelay = 2 * time.Second
	group(cmd)
	out := &bounded{left: mostOutput}
	said := &bounded{left: 4 << 10}
	cmd.Stdout, cmd.Stderr = out, said
	if err := cmd.Run(); err != nil {
		if ctx.Err() != nil {
			return doc, fmt.Errorf("reading by machine: %w", ctx.Err())
		}
		return doc, fmt.Errorf("reading by machine: tesseract failed: %w: %s", err, plain.Tidy(strings.ToValidUTF8(said.String(), "\uFFFD")))
	}
	words := paragraphs(out.Bytes(), &doc)
	doc.Meta = append(doc.Meta, document.Field{Name: "Read by machine", Value: "tesseract " + version + ", " + strings.Join(use, "+")})
	if len(doc.Passages) == 0 {
		doc.Notes = append(doc.Notes, "Tesseract found no words in the picture.")
		return doc, nil
	}
	doc.Meta = append(doc.Meta, document.Field{Name: "Mean confidence", Value: fmt.Sprintf("%.0f of 100, over %d words", words.mean(), words.count)})
	doc.Notes = append(doc.Notes, fmt.Sprintf("Read by machine (tesseract %s, %s): check against the picture.", version, strings.Join(use, "+")))
	return doc, nil
}

// small says by the head of a picture whether it is one that can be read.
func small(ctx context.Context, path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	w, h, ok := Size(ctx, document.Input{ReaderAt: f, Size: info.Size()})
	switch {
	case !ok:
		return fmt.Errorf("it is not a picture whose size is told: %w", document.ErrUnknown)
	case w > mostPixels/h:
		return fmt.Errorf("the picture has %d × %d pixels: %w", w, h, document.ErrTooLarge)
	}
	return nil
}

// bounded keeps the beginning of what is written to it.
type bounded struct {
	bytes.Buffer
	left int
}

func (b *bounded) Write(p []byte) (int, error) {
	n := min(len(p), b.left)
	b.left -= n
	b.Buffer.Write(p[:n])
	if n < len(p) {
		return n, io.ErrShortWrite
	}
	return n, nil
}

// confidence is summed over words.
type confidence struct {
	sum   float64
	count int
}

func (c confidence) mean() float64 { return c.sum / float64(max(1, c.count)) }

// paragraphs makes passages of the table that tesseract writes: a row for each
// word, with the numbers of its page, block, paragraph and line.
func paragraphs(table []byte, doc *document.Document) (c confidence) {
	w := plain.NewWriter(doc, document.Limits{})
	var text strings.Builder
	place, line := "", ""
	flush := func() {
		w.Add(0, text.String())
		text.Reset()
	}
	for _, row := range strings.Split(strings.ToValidUTF8(string(table), "\uFFFD"), "\n") {
		f := strings.SplitN(strings.TrimRight(row, "\r"), "\t", 12)
		if len(f) < 12 || f[0] != "5" || strings.TrimSpace(f[11]) == "" {
			continue
		}
		if at := strings.Join(f[1:4], " "); at != place {
			flush()
			place, line = at, f[4]
		}
		if text.Len() > 0 {
			last := text.String()
			if f[4] != line && strings.HasSuffix(last, "-") && len(last) > 1 && last[len(last)-2] != ' ' {
				text.Reset() // a word parted at the end of a line
				text.WriteString(strings.TrimSuffix(last, "-"))
			} else {
				text.WriteByte(' ')
			}
		}
		line = f[4]
		text.WriteString(f[11])
		if v, err := strconv.ParseFloat(f[10], 64); err == nil && v >= 0 && v <= 100 {
			c.sum += v
			c.count++
		}
		if w.Full() {
			break
		}
	}
	flush()
	return c
}
