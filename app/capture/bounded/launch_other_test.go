//go:build !linux

package bounded

func socket() error { return nil }

func spawn() string { return "" }
