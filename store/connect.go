package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// Settings of every connection. The order matters: secure_delete and the page
// cache before the first row, trust off before the first query.
const (
	commonSetup = "_defensive=1&_dqs=0" +
		"&_pragma=trusted_schema(0)&_pragma=cell_size_check(1)&_pragma=mmap_size(0)&_pragma=busy_timeout(10000)"
	writerSetup = commonSetup + "&_txlock=immediate&_pragma=foreign_keys(1)&_pragma=synchronous(FULL)" +
		"&_pragma=secure_delete(1)&_pragma=cache_size(-32000)&_pragma=temp_store(MEMORY)"
	readerSetup = commonSetup + "&_pragma=query_only(1)&_pragma=cache_size(-8000)&_pragma=temp_store(MEMORY)"
)

// pool opens a connection pool on a file. mode is SQLite's: ro, rw or rwc,
// optionally with more parameters behind an ampersand.
func pool(path, mode string, size int, setup string) (*sql.DB, error) {
	// Closing any descriptor of a file drops this process's POSIX locks on it;
	// where the system has locks that belong to the descriptor, use those. The
	// call fails after the first lock, which is then already of the right kind.
	_, _ = sqlite.OFDLocking(true)
	p := filepath.ToSlash(path)
	if !strings.HasPrefix(p, "/") {
		p = "/" + p // C:/… on Windows
	}
	inner, err := sqlite.NewConnector("file:" + (&url.URL{Path: p}).EscapedPath() + "?mode=" + mode + "&" + setup)
	if err != nil {
		return nil, err
	}
	var con driver.Connector = inner
	if setup == readerSetup {
		con = reading{inner}
	}
	db := sql.OpenDB(con)
	db.SetMaxOpenConns(size)
	db.SetMaxIdleConns(size)
	return db, nil
}

// reading makes connections that can read and nothing else, whatever a file
// from a stranger tries.
type reading struct{ driver.Connector }

// Connect opens a connection and puts the authorizer on it.
func (r reading) Connect(ctx context.Context) (driver.Conn, error) {
	conn, err := r.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	a, ok := conn.(sqlite.AuthorizerRegisterer)
	if !ok {
		_ = conn.Close()
		return nil, fmt.Errorf("the SQLite driver has no authorizer")
	}
	if err := a.RegisterAuthorizer(onlyReading); err != nil {
		_ = conn.Close()
		return nil, err
	}
	return conn, nil
}

// checkPragmas are those that the inspection of a file and the search index
// need; none of them writes, whatever its argument.
var checkPragmas = map[string]bool{"quick_check": true, "integrity_check": true, "foreign_key_check": true, "data_version": true}

func onlyReading(action sqlite.AuthorizerActionCode, arg1, _, _, _ string) sqlite.AuthorizerReturnCode {
	switch action {
	case sqlite.AuthSelect, sqlite.AuthRead, sqlite.AuthFunction, sqlite.AuthTransaction, sqlite.AuthRecursive, sqlite.AuthSavepoint:
		return sqlite.AuthorizerOK
	case sqlite.AuthPragma:
		if checkPragmas[arg1] {
			return sqlite.AuthorizerOK
		}
	}
	return sqlite.AuthorizerDeny
}

// limitConn bounds what one statement on a file of unknown origin may ask for.
func limitConn(c *sql.Conn) error {
	for _, l := range []struct{ id, n int }{
		{sqlite3.SQLITE_LIMIT_LENGTH, 256 << 20},
		{sqlite3.SQLITE_LIMIT_SQL_LENGTH, 1 << 20},
		{sqlite3.SQLITE_LIMIT_ATTACHED, 0},
		{sqlite3.SQLITE_LIMIT_EXPR_DEPTH, 100},
		{sqlite3.SQLITE_LIMIT_VDBE_OP, 1 << 20},
		{sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH, 4},
	} {
		if _, err := sqlite.Limit(c, l.id, l.n); err != nil {
			return err
		}
	}
	return nil
}
