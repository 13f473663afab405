// Notices writes assets/notices/THIRD_PARTY.txt: every module that is linked
// into Redthread on any system, with its licences and their full texts, and
// what stands in assets that is not ours. Run it from the root of the project;
// the same modules give the same bytes.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

const output = "assets/notices/THIRD_PARTY.txt"

// targets are the programs that people get: the window on three systems, and
// the command line alone.
var targets = []struct{ system, cgo, tags string }{
	{"linux", "1", ""}, {"darwin", "1", ""}, {"windows", "1", ""}, {"linux", "0", "nogui"},
}

// emoji is drawn by Fyne and comes without a notice of its own there.
var emoji = part{"EmojiOne Color (emoji, bundled by Fyne)", "-", []file{{
	"notice", "CC-BY-4.0", "Emoji artwork by EmojiOne, licensed under Creative Commons Attribution 4.0 International,\n" +
		"https://creativecommons.org/licenses/by/4.0/. Made into a font by Adobe.\n",
}}}

// ours are notices of things in assets, beside the modules.
var ours = []struct{ name, version, file string }{
	{"Noto Sans and Noto Sans KR (merged as Redthread Sans)", "-", "assets/fonts/OFL.txt"},
	{"FollowTheMoney (names in assets/ontology)", "-", "assets/ontology/NOTICE.md"},
}

type module struct {
	Path, Version, Dir string
	Main               bool
	Replace            *module
}

// part is something carried: a module, Go's own library, a font.
type part struct {
	name, version string
	files         []file
}

type file struct{ name, kind, text string }

func (p part) kinds() string {
	all := map[string]bool{}
	for _, f := range p.files {
		all[f.kind] = true
	}
	return strings.Join(slices.Sorted(maps.Keys(all)), ", ")
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "notices:", err)
		os.Exit(1)
	}
}

func run() error {
	parts, err := modules()
	if err != nil {
		return err
	}
	library, err := goLibrary()
	if err != nil {
		return err
	}
	parts = append(parts, library, emoji)
	for _, o := range ours {
		f, err := read(".", o.file)
		if err != nil {
			return err
		}
		parts = append(parts, part{o.name, o.version, []file{f}})
	}
	var b bytes.Buffer
	write(&b, parts)
	if err := os.MkdirAll(filepath.Dir(output), 0o777); err != nil {
		return err
	}
	return os.WriteFile(output, b.Bytes(), 0o666)
}

// modules lists what is linked, with the licences beside the linked packages.
func modules() ([]part, error) {
	found := map[string]module{}
	folders := map[string]map[string]bool{} // linked packages of each module
	for _, t := range targets {
		cmd := exec.Command("go", "list", "-deps", "-json=Dir,Module", "-tags="+t.tags, ".")
		cmd.Env = append(os.Environ(), "GOOS="+t.system, "GOARCH=amd64", "CGO_ENABLED="+t.cgo)
		cmd.Stderr = os.Stderr
		out, err := cmd.Output()
		if err != nil {
			return nil, fmt.Errorf("listing what is linked on %s: %w", t.system, err)
		}
		dec := json.NewDecoder(bytes.NewReader(out))
		for {
			var p struct {
				Dir    string
				Module *module
			}
			if err := dec.Decode(&p); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				return nil, fmt.Errorf("reading what go list says: %w", err)
			}
			if p.Module == nil || p.Module.Main {
				continue
			}
			m := *p.Module
			if m.Replace != nil {
				m = *m.Replace
			}
			found[m.Path] = m
			if folders[m.Path] == nil {
				folders[m.Path] = map[string]bool{}
			}
			folders[m.Path][p.Dir] = true
		}
	}
	var parts []part
	for _, name := range slices.Sorted(maps.Keys(found)) {
		m := found[name]
		p := part{name: m.Path, version: m.Version}
		names, err := licences(m, folders[name])
		if err != nil {
			return nil, err
		}
		for _, n := range names {
			f, err := read(m.Dir, n)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
			p.files = append(p.files, f)
		}
		if len(p.files) == 0 {
			return nil, fmt.Errorf("%s carries no licence", name)
		}
		parts = append(parts, p)
	}
	return parts, nil
}

// goLibrary is the Go standard library and runtime.
func goLibrary() (part, error) {
	out, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return part{}, fmt.Errorf("asking where Go is: %w", err)
	}
	f, err := read(strings.TrimSpace(string(out)), "LICENSE")
	return part{"Go standard library and runtime", "-", []file{f}}, err
}

var licenceName = regexp.MustCompile(`(?i)^(un)?licen[sc]e|-licen[sc]e$|^copying|^notice|^ofl`)

// passedBy are files about what is not linked: a picture on a web page, and the
// second of two licences of which the first is taken.
var passedBy = []string{"LICENSE-LOGO", "W3C-TestSuite-LICENSE", "LICENSE-SQLITE_VEC"}

// choices are files to read in place of what the rule below would take, where
// a module lets one choose.
var choices = map[string][]string{
	"github.com/golang/freetype": {"LICENSE", "licenses/ftl.txt"}, // FreeType or GPL: FreeType
}

// licences finds the files with notices that concern the linked packages:
// beside each, above it up to the module's root, and in folders of data below it.
func licences(m module, linked map[string]bool) ([]string, error) {
	if c, ok := choices[m.Path]; ok {
		return c, nil
	}
	concerned := map[string]bool{}
	for dir := range linked {
		for d := dir; len(d) >= len(m.Dir); d = filepath.Dir(d) {
			concerned[d] = true
		}
	}
	var all []string
	err := filepath.WalkDir(m.Dir, func(name string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() && d.Name() == "testdata" {
			return filepath.SkipDir
		}
		if err != nil || d.IsDir() || !licenceName.MatchString(d.Name()) || slices.Contains(passedBy, d.Name()) || strings.HasSuffix(name, ".go") {
			return err
		}
		dir := filepath.Dir(name)
		texts := strings.EqualFold(filepath.Base(dir), "THIRD_PARTY_LICENSES")
		if concerned[dir] || concerned[filepath.Dir(dir)] && (texts || !holdsGo(dir)) {
			rel, err := filepath.Rel(m.Dir, name)
			if err != nil {
				return err
			}
			all = append(all, filepath.ToSlash(rel))
		}
		return nil
	})
	slices.Sort(all)
	return all, err
}

func holdsGo(dir string) bool {
	found, _ := filepath.Glob(filepath.Join(dir, "*.go"))
	return len(found) > 0
}

func read(dir, name string) (file, error) {
	b, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
	if err != nil {
		return file{}, err
	}
	lines := strings.Split(strings.ReplaceAll(string(b), "\r\n", "\n"), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " \t\f")
	}
	f := file{name: name, text: strings.Trim(strings.ToValidUTF8(strings.Join(lines, "\n"), "?"), "\n") + "\n"}
	if f.kind = kind(f); f.kind == "" {
		return f, fmt.Errorf("the licence in %s is not one that this program knows", name)
	}
	return f, nil
}

// phrases tell a licence; the first that fits decides, so what quotes another
// stands before it.
var phrases = []struct{ kind, phrase string }{
	{"Apache-2.0", "apache license version 2.0"},
	{"Apache-2.0", "licensed under the apache license, version 2.0"},
	{"OFL-1.1", "sil open font license"},
	{"FTL", "the freetype project license"},
	{"FTL", "choice of exactly one of the following two licenses"},
	{"MPL-2.0", "mozilla public license version 2.0"},
	{"GPL", "gnu general public license"},
	{"GPL", "gnu lesser general public license"},
	{"CC-BY-4.0", "creative commons attribution 4.0"},
	{"MIT", "permission is hereby granted, free of charge, to any person obtaining a copy"},
	{"BSD-3-Clause", "redistribution and use in source and binary forms, with or without modification, are permitted"},
	{"ISC", "permission to use, copy, modify, and/or distribute this software for any purpose"},
	{"Zlib", "this software is provided 'as-is', without any express or implied warranty"},
	{"Unlicense", "this is free and unencumbered software released into the public domain"},
	{"Public domain", "dedicated to the public domain by the authors"},
	{"BSL-1.0", "boost software license"},
	{"ICC", "made available by the international color consortium"},
	{"SunPro", "is freely granted, provided that this notice is preserved"},
}

// kind classifies a text by a phrase that only its licence has.
func kind(f file) string {
	if strings.Contains(f.name, "3RD-PARTY") {
		return "collected notices" // of many parts, each with its own text
	}
	words := strings.ToLower(strings.Join(strings.Fields(strings.NewReplacer("//", " ", "*", " ", "#", " ", "<i>", "", "“", "\"", "”", "\"").Replace(f.text)), " "))
	for _, p := range phrases {
		if strings.Contains(words, p.phrase) {
			if p.kind == "BSD-3-Clause" && !strings.Contains(words, "neither the name") && !strings.Contains(words, "may not be used to endorse") && !strings.Contains(words, "may be used to endorse") {
				return "BSD-2-Clause"
			}
			return p.kind
		}
	}
	return ""
}

// write prints the table, which a test reads, and each text once.
func write(b *bytes.Buffer, parts []part) {
	b.WriteString("What Redthread carries of others, and under which licences. Written by make notices; do not edit.\n\n")
	for _, p := range parts {
		fmt.Fprintf(b, "%s\t%s\t%s\n", p.name, p.version, p.kinds())
	}
	type text struct {
		body string
		of   []string
	}
	var texts []*text
	seen := map[string]*text{}
	for _, p := range parts {
		for _, f := range p.files {
			t := seen[f.text]
			if t == nil {
				t = &text{body: f.text}
				seen[f.text] = t
				texts = append(texts, t)
			}
			of := p.name
			if base := path.Base(f.name); base != "LICENSE" || strings.Contains(f.name, "/") && p.version != "-" {
				of += " (" + f.name + ")"
			}
			t.of = append(t.of, of)
		}
	}
	for _, t := range texts {
		fmt.Fprintf(b, "\n%s\n%s\n\n%s", strings.Repeat("=", 78), strings.Join(t.of, "\n"), t.body)
	}
}
