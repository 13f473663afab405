-- Format 1. State tables first: undo restores these exactly. Every one has an integer key and, where the
-- thing has an identity beyond this file, a 16-byte uid.

CREATE TABLE record (
  id     INTEGER PRIMARY KEY,
  uid    BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  kind   TEXT NOT NULL,
  action INTEGER NOT NULL REFERENCES action (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX record_kind ON record (kind);

CREATE TABLE field (
  id     INTEGER PRIMARY KEY,
  record INTEGER NOT NULL REFERENCES record (id),
  name   TEXT NOT NULL,
  value  TEXT NOT NULL,
  action INTEGER NOT NULL REFERENCES action (id) DEFERRABLE INITIALLY DEFERRED,
  UNIQUE (record, name)
) STRICT;

CREATE TABLE entity (
  id            INTEGER PRIMARY KEY,
  uid           BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  schema        TEXT NOT NULL,
  schema_action INTEGER NOT NULL REFERENCES action (id) DEFERRABLE INITIALLY DEFERRED,
  class         TEXT NOT NULL,
  class_action  INTEGER NOT NULL REFERENCES action (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX entity_schema ON entity (schema);

CREATE TABLE layer (
  id     INTEGER PRIMARY KEY,
  uid    BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  source INTEGER NOT NULL REFERENCES record (id),
  kind   TEXT NOT NULL,
  tool   TEXT NOT NULL,
  action INTEGER NOT NULL REFERENCES action (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX layer_source ON layer (source);

CREATE TABLE passage (
  id     INTEGER PRIMARY KEY,
  layer  INTEGER NOT NULL REFERENCES layer (id),
  number INTEGER NOT NULL,
  page   INTEGER NOT NULL,
  text   TEXT NOT NULL,
  UNIQUE (layer, number)
) STRICT;

CREATE TABLE statement (
  id         INTEGER PRIMARY KEY,
  uid        BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  entity     INTEGER NOT NULL REFERENCES entity (id),
  property   INTEGER NOT NULL REFERENCES property (id),
  value      TEXT NOT NULL,
  target     INTEGER REFERENCES entity (id),
  source     INTEGER REFERENCES record (id),
  lang       TEXT NOT NULL,
  stance     INTEGER NOT NULL CHECK (stance IN (1, -1)),
  valid_from TEXT NOT NULL,
  valid_to   TEXT NOT NULL,
  live       INTEGER NOT NULL CHECK (live IN (0, 1))
) STRICT;
CREATE INDEX statement_entity ON statement (entity, property);
CREATE INDEX statement_target ON statement (target) WHERE target IS NOT NULL;
CREATE INDEX statement_source ON statement (source);

CREATE TABLE noting (
  id          INTEGER PRIMARY KEY,
  uid         BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  statement   INTEGER NOT NULL REFERENCES statement (id),
  action      INTEGER NOT NULL REFERENCES action (id) DEFERRABLE INITIALLY DEFERRED,
  passage     INTEGER REFERENCES passage (id),
  start       INTEGER,
  stop        INTEGER,
  quote       TEXT,
  locator     TEXT,
  said_by     TEXT,
  hedge       TEXT,
  credibility INTEGER CHECK (credibility BETWEEN 1 AND 6),
  origin      TEXT,
  original    TEXT
) STRICT;
CREATE INDEX noting_statement ON noting (statement);
CREATE INDEX noting_passage ON noting (passage) WHERE passage IS NOT NULL;

CREATE TABLE withdrawal (
  id        INTEGER PRIMARY KEY,
  uid       BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  statement INTEGER NOT NULL REFERENCES statement (id),
  why       TEXT NOT NULL,
  action    INTEGER NOT NULL REFERENCES action (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX withdrawal_statement ON withdrawal (statement);

CREATE TABLE withdrawn (
  id         INTEGER PRIMARY KEY,
  withdrawal INTEGER NOT NULL REFERENCES withdrawal (id),
  noting     INTEGER NOT NULL REFERENCES noting (id),
  UNIQUE (withdrawal, noting)
) STRICT;
CREATE INDEX withdrawn_noting ON withdrawn (noting);

CREATE TABLE judgement (
  id      INTEGER PRIMARY KEY,
  uid     BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  a       INTEGER NOT NULL REFERENCES entity (id),
  b       INTEGER NOT NULL REFERENCES entity (id),
  verdict TEXT NOT NULL CHECK (verdict IN ('same', 'different', 'unsure')),
  why     TEXT NOT NULL,
  action  INTEGER NOT NULL REFERENCES action (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX judgement_a ON judgement (a);
CREATE INDEX judgement_b ON judgement (b);

CREATE TABLE attachment (
  id       INTEGER PRIMARY KEY,
  uid      BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  source   INTEGER NOT NULL REFERENCES record (id),
  evidence INTEGER NOT NULL REFERENCES evidence (id),
  name     TEXT NOT NULL,
  action   INTEGER NOT NULL REFERENCES action (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX attachment_source ON attachment (source);
CREATE INDEX attachment_evidence ON attachment (evidence);

-- Kept beside the state: these only grow.

CREATE TABLE property (
  id   INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE evidence (
  id     INTEGER PRIMARY KEY,
  sha256 BLOB NOT NULL UNIQUE CHECK (length(sha256) = 32),
  size   INTEGER NOT NULL,
  media  TEXT NOT NULL
) STRICT;

CREATE TABLE part (
  id       INTEGER PRIMARY KEY,
  evidence INTEGER NOT NULL REFERENCES evidence (id) DEFERRABLE INITIALLY DEFERRED,
  number   INTEGER NOT NULL,
  sha256   BLOB NOT NULL CHECK (length(sha256) = 32),
  data     BLOB NOT NULL,
  UNIQUE (evidence, number)
) STRICT;

CREATE TABLE custody (
  id       INTEGER PRIMARY KEY,
  uid      BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
  evidence INTEGER NOT NULL REFERENCES evidence (id),
  event    TEXT NOT NULL,
  name     TEXT NOT NULL,
  author   TEXT NOT NULL,
  wall     INTEGER NOT NULL,
  tool     TEXT NOT NULL,
  detail   TEXT NOT NULL
) STRICT;
CREATE INDEX custody_evidence ON custody (evidence);

-- History: a graph of actions, each naming the actions it follows by their hash.

-- A small action carries what it changed in its own row; a bulk one in packs.

CREATE TABLE action (
  id         INTEGER PRIMARY KEY,
  hash       BLOB NOT NULL CHECK (length(hash) = 32),
  follows    BLOB NOT NULL CHECK (length(follows) % 32 = 0),
  kind       TEXT NOT NULL CHECK (kind IN ('do', 'undo', 'redo')),
  label      TEXT NOT NULL,
  author     TEXT NOT NULL,
  replica    BLOB NOT NULL CHECK (length(replica) = 16),
  clock      INTEGER NOT NULL,
  wall       INTEGER NOT NULL,
  target     BLOB,
  salt       BLOB NOT NULL CHECK (length(salt) = 16),
  changes    INTEGER NOT NULL,
  commitment BLOB NOT NULL CHECK (length(commitment) = 32),
  size       INTEGER NOT NULL,
  data       BLOB NOT NULL
) STRICT;

CREATE TABLE pack (
  action INTEGER NOT NULL REFERENCES action (id) DEFERRABLE INITIALLY DEFERRED,
  number INTEGER NOT NULL,
  size   INTEGER NOT NULL,
  data   BLOB NOT NULL,
  PRIMARY KEY (action, number)
) STRICT, WITHOUT ROWID;

-- Look-up, derived from the state and rebuilt from it at any time.

CREATE TABLE caption (
  entity  INTEGER PRIMARY KEY,
  text    TEXT NOT NULL,
  sort    TEXT NOT NULL,
  words   TEXT NOT NULL,
  rank    INTEGER NOT NULL -- which of the schema's caption properties the text is from
) STRICT;
CREATE INDEX caption_sort ON caption (sort, entity);

CREATE TABLE word (
  word   TEXT NOT NULL,
  entity INTEGER NOT NULL,
  PRIMARY KEY (word, entity)
) STRICT, WITHOUT ROWID;

-- For a reader with nothing but sqlite3.

CREATE VIEW sources AS
SELECT lower(hex(r.uid)) AS id,
       max(CASE f.name WHEN 'title' THEN f.value END) AS title,
       max(CASE f.name WHEN 'kind' THEN f.value END) AS kind,
       max(CASE f.name WHEN 'publisher' THEN f.value END) AS publisher,
       max(CASE f.name WHEN 'author' THEN f.value END) AS author,
       max(CASE f.name WHEN 'published' THEN f.value END) AS published,
       max(CASE f.name WHEN 'accessed' THEN f.value END) AS accessed,
       max(CASE f.name WHEN 'url' THEN f.value END) AS url,
       max(CASE f.name WHEN 'reliability' THEN f.value END) AS reliability,
       max(CASE f.name WHEN 'credibility' THEN f.value END) AS credibility,
       max(CASE f.name WHEN 'origin' THEN f.value END) AS origin
FROM record r LEFT JOIN field f ON f.record = r.id
WHERE r.kind = 'source' GROUP BY r.id;

CREATE VIEW entities AS
SELECT lower(hex(e.uid)) AS id, e.schema, e.class, c.text AS caption
FROM entity e LEFT JOIN caption c ON c.entity = e.id;

CREATE VIEW statements AS
SELECT lower(hex(s.uid)) AS id, lower(hex(e.uid)) AS entity, e.schema, p.name AS property,
       CASE WHEN s.target IS NULL THEN s.value ELSE lower(hex(t.uid)) END AS value,
       s.lang, CASE s.stance WHEN 1 THEN 'asserts' ELSE 'disputes' END AS stance,
       s.valid_from, s.valid_to, s.live, lower(hex(r.uid)) AS source
FROM statement s
JOIN entity e ON e.id = s.entity
JOIN property p ON p.id = s.property
LEFT JOIN entity t ON t.id = s.target
LEFT JOIN record r ON r.id = s.source;

CREATE VIEW notings AS
SELECT lower(hex(n.uid)) AS id, lower(hex(s.uid)) AS statement, a.author,
       strftime('%Y-%m-%dT%H:%M:%SZ', a.wall / 1000, 'unixepoch') AS noted,
       g.number AS passage, n.quote, n.locator, n.said_by, n.hedge, n.credibility, n.origin, n.original,
       EXISTS (SELECT 1 FROM withdrawn w WHERE w.noting = n.id) AS withdrawn
FROM noting n
JOIN statement s ON s.id = n.statement
JOIN action a ON a.id = n.action
LEFT JOIN passage g ON g.id = n.passage;

CREATE VIEW history AS
SELECT a.id AS number, lower(hex(a.hash)) AS hash, a.kind, a.label, a.author,
       strftime('%Y-%m-%dT%H:%M:%SZ', a.wall / 1000, 'unixepoch') AS wall, a.changes
FROM action a;
