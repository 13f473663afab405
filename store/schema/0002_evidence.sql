-- Format 2: what a reading of a file found, the sections of a text, and the search index.

-- One act of reading a file for its text: what came out, and what the file said of itself (a JSON object of
-- texts). No layer means that there was no text to be had; the note says why.
CREATE TABLE reading (
  id       INTEGER PRIMARY KEY,
  uid      BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  source   INTEGER NOT NULL REFERENCES record (id),
  evidence INTEGER NOT NULL REFERENCES evidence (id),
  layer    INTEGER REFERENCES layer (id),
  tool     TEXT NOT NULL,
  format   TEXT NOT NULL,
  charset  TEXT NOT NULL,
  pages    INTEGER NOT NULL,
  note     TEXT NOT NULL,
  meta     TEXT NOT NULL CHECK (json_valid(meta)),
  action   INTEGER NOT NULL REFERENCES action (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX reading_source ON reading (source);
CREATE INDEX reading_evidence ON reading (evidence);
CREATE INDEX reading_layer ON reading (layer) WHERE layer IS NOT NULL;

-- What begins at a passage: a sheet, an attached file, the rest of a web page.
CREATE TABLE section (
  id     INTEGER PRIMARY KEY,
  layer  INTEGER NOT NULL REFERENCES layer (id),
  number INTEGER NOT NULL,
  title  TEXT NOT NULL,
  rest   INTEGER NOT NULL CHECK (rest IN (0, 1)),
  UNIQUE (layer, number)
) STRICT;

-- The search index: the folded words of passages, and of names, statements, sources, notes and tasks, each with
-- the keys of names across scripts. Derived, rebuilt at any time; a row of `thing` is 8 times the row of its table
-- plus its kind (1 entity, 2 statement, 3 source, 4 note, 5 task).
CREATE VIRTUAL TABLE search_text USING fts5 (words, keys, content='', contentless_delete=1, tokenize='ascii', prefix='1 2 3 4');
CREATE VIRTUAL TABLE search_thing USING fts5 (words, keys, tokenize='ascii', prefix='1 2 3 4');
INSERT INTO search_thing (search_thing, rank) VALUES ('secure-delete', 1);
INSERT INTO search_text (search_text, rank) VALUES ('hashsize', 8000000);
CREATE VIRTUAL TABLE search_text_words USING fts5vocab (search_text, row);
CREATE VIRTUAL TABLE search_thing_words USING fts5vocab (search_thing, row);

-- How far the index has come in the history, and which keys it holds. stale is 1 while words of deleted
-- passages may still lie in it.
CREATE TABLE indexed (
  id     INTEGER PRIMARY KEY CHECK (id = 1),
  action INTEGER NOT NULL,
  pack   INTEGER NOT NULL,
  keys   TEXT NOT NULL,
  stale  INTEGER NOT NULL CHECK (stale IN (0, 1))
) STRICT;
INSERT INTO indexed VALUES (1, 0, 0, '', 0);
