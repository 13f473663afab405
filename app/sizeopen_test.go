//go:build bench

package app_test

import (
	"testing"
)

func TestBenchSizeMake(t *testing.T) { t.Log(bigCase(t)) }
