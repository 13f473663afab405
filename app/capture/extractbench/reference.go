package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// kind is a kind of file and the tool it is measured against. The tool's
// speed is comparable when it reads one file at a time as ours does.
type kind struct {
	name      string
	endings   []string
	with      string
	reference func(ctx context.Context, files []*file, workers int) (comparable bool, err error)
}

var kinds = []kind{
	{"pdf", []string{".pdf"}, "pdftotext", pdftotext},
	{"text documents", []string{".docx", ".odt", ".rtf"}, "LibreOffice", libreOffice("txt:Text (encoded):UTF8", ".txt")},
	{"sheets", []string{".xlsx", ".ods"}, "LibreOffice", libreOffice("csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1", ".csv")},
	{"slides", []string{".pptx", ".odp"}, "LibreOffice and pdftotext", libreOffice("pdf", ".pdf")},
	{"web pages", []string{".html", ".htm"}, "LibreOffice", libreOffice("txt:Text (encoded):UTF8", ".txt")},
}

func kindOf(path string) (string, bool) {
	ext := strings.ToLower(filepath.Ext(path))
	for _, k := range kinds {
		if slices.Contains(k.endings, ext) {
			return k.name, true
		}
	}
	return "", false
}

const (
	mostTime = 2 * time.Minute // for one file, or for one run of LibreOffice
	mostText = 256 << 20
	together = 25 // files that one run of LibreOffice converts
)

func pdftotext(ctx context.Context, files []*file, workers int) (bool, error) {
	program, err := exec.LookPath("pdftotext")
	if err != nil {
		return false, fmt.Errorf("pdftotext is not installed: %w", err)
	}
	each(ctx, workers, files, func(f *file) {
		f.reference, f.known = pdfText(ctx, program, f.path)
	})
	return true, nil
}

func pdfText(ctx context.Context, program, path string) (string, bool) {
	ctx, cancel := context.WithTimeout(ctx, mostTime)
	defer cancel()
	cmd := exec.CommandContext(ctx, program, "-enc", "UTF-8", path, "-")
	out := &most{left: mostText}
	cmd.Stdout = out
	err := cmd.Run()
	return out.String(), err == nil
}

// most keeps the beginning of what is written to it.
type most struct {
	bytes.Buffer
	left int
}

func (m *most) Write(b []byte) (int, error) {
	n := min(len(b), m.left)
	m.left -= n
	m.Buffer.Write(b[:n])
	return len(b), nil
}

// libreOffice converts copies with names of their own in a folder of its own.
// Without LibreOffice the files are read, and compared with nothing.
func libreOffice(filter, ending string) func(context.Context, []*file, int) (bool, error) {
	return func(ctx context.Context, files []*file, _ int) (bool, error) {
		program, err := exec.LookPath("soffice")
		if err != nil {
			return false, nil
		}
		dir, err := os.MkdirTemp("", "extractbench-*")
		if err != nil {
			return false, err
		}
		defer func() { _ = os.RemoveAll(dir) }()
		out := filepath.Join(dir, "out")
		var paths []string
		for i, f := range files {
			to := filepath.Join(dir, fmt.Sprintf("%06d%s", i, strings.ToLower(filepath.Ext(f.path))))
			if err := copyFile(f.path, to); err != nil {
				return false, err
			}
			paths = append(paths, to)
		}
		for some := range slices.Chunk(paths, together) {
			convert(ctx, program, dir, out, filter, some)
		}
		for i, f := range files {
			made, err := filepath.Glob(filepath.Join(out, fmt.Sprintf("%06d*%s", i, ending)))
			if err != nil {
				return false, err
			}
			for _, path := range made {
				if ending == ".pdf" {
					f.reference, f.known = pdfText(ctx, "pdftotext", path)
					continue
				}
				b, err := os.ReadFile(path)
				if err != nil {
					return false, err
				}
				f.reference += string(b) + "\n"
				f.known = true
			}
		}
		return false, ctx.Err()
	}
}

// convert runs LibreOffice over some files; where it hangs or dies, one by one.
func convert(ctx context.Context, program, dir, out, filter string, files []string) {
	once, cancel := context.WithTimeout(ctx, mostTime)
	defer cancel()
	args := append([]string{"-env:UserInstallation=file://" + filepath.Join(dir, "profile"), "--headless", "--convert-to", filter, "--outdir", out}, files...)
	cmd := exec.CommandContext(once, program, args...)
	cmd.WaitDelay = time.Second
	if err := cmd.Run(); err == nil || len(files) == 1 {
		return
	}
	for _, f := range files {
		convert(ctx, program, dir, out, filter, []string{f})
	}
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { _ = in.Close() }()
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	if e := out.Close(); err == nil {
		err = e
	}
	return err
}
