-- The database of factmill, schema version 4: what lies in it and how to read it.
--
-- This file makes the tables, and it is the analysts' manual.  Ask the views at
-- its end (v_facts first): they are the public interface.  The tables below
-- them hold everything, former versions of changed files too, and may grow.
-- db/README.md has queries to start from.
--
--   runs ──< payloads ──< articles ──< facts >── rules
--                 │            │          ├──< fact_attributes
--             sources      warnings       └──< fact_links
--                        article_rules
--   rule_set_files >── rule_files
--
-- Conventions.  NULL means "not stated" or "not there"; no column holds ''.
-- Ranges are half-open, [start, end).  Days are ISO 8601 text; times are UTC.
-- Ids are internal and may differ between two databases with the same content;
-- sha256 and fact_key name the same thing everywhere.

-- One execution of `factmill ingest`, with every version that can change a result.
CREATE TABLE runs (
  id           INTEGER PRIMARY KEY,
  started      TEXT NOT NULL,  -- '2026-11-22T01:18:00.123Z'
  finished     TEXT,           -- NULL while it runs, and if it was cut short
  version      TEXT NOT NULL,  -- of factmill
  rules_sha256 TEXT NOT NULL CHECK (length(rules_sha256) = 64),  -- of the whole rule set
  icu          TEXT NOT NULL,
  unicode      TEXT NOT NULL,
  re2          TEXT NOT NULL,
  sqlite       TEXT NOT NULL,
  -- Of the database then.  A newer schema says more of an article: what a run of
  -- an older one read is read again.
  schema       INTEGER NOT NULL DEFAULT 1
) STRICT;

-- Bytes, named by their SHA-256: what a file holds, or a member of a container.
-- Never changed: a file that changes becomes another payload.  The bytes
-- themselves stay in the files; articles.text is what was read from them.
CREATE TABLE payloads (
  id               INTEGER PRIMARY KEY,
  sha256           TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
  bytes            INTEGER NOT NULL CHECK (bytes > 0),  -- how many
  -- 'text/plain'; with what reading it takes, where that is not in the bytes:
  -- 'text/html; charset=gbk', 'application/json; text=body'.
  media_type       TEXT NOT NULL,
  charset          TEXT NOT NULL,   -- WHATWG label: 'utf-8', 'gb18030', 'utf-16le'; 'binary'
                                    -- for a container, which has no articles itself
  charset_evidence TEXT,            -- why: 'bom', 'valid utf-8', 'letter frequency'
  run_id           INTEGER NOT NULL REFERENCES runs (id),  -- that read its articles and facts
  given            TEXT  -- what a sidecar said of its article when it was read, as JSON
) STRICT;

-- Where a payload was found.  A payload may have many sources.  A container has
-- a row for itself, with what it was found to be in `container`, and one for each
-- member; damage is a failed member named by its place, '@12345'.
--   current      the file holds the payload
--   superseded   it did once; since then the file has held other bytes, or could not be read
--   gone         it did, and the file is no longer there
--   failed       the file could not be read; `reason` says why
--   unsupported  nothing here reads this kind of file; `reason` says why
CREATE TABLE sources (
  id         INTEGER PRIMARY KEY,
  root       TEXT NOT NULL,  -- absolute path of the folder that was ingested
  root_bytes BLOB,           -- the path's bytes where they are no UTF-8; else NULL
  path       TEXT NOT NULL,  -- within root; U+FFFD where the name is no UTF-8,
  path_bytes BLOB,           -- and then the bytes themselves; else NULL
  -- Within a container, NULL for the file itself: 'a/b.txt' by name, 'line 7' of
  -- JSON lines, 'row 7' of CSV, '@1234' for the record at that byte, '@1234+56' where it
  -- is 56 bytes into the compressed stream that begins there; 'x.jsonl!line 7' within
  -- a container in it.
  member     TEXT,
  payload_id INTEGER REFERENCES payloads (id),  -- NULL if it was never read
  state      TEXT NOT NULL
             CHECK (state IN ('current', 'superseded', 'gone', 'failed', 'unsupported')),
  reason     TEXT CHECK (reason <> ''),  -- of a container: what of it was passed over
  size       INTEGER,  -- of the file when it was read: with mtime_ns and the start of
  mtime_ns   INTEGER,  -- run_id, this tells whether it may have changed since
  run_id     INTEGER NOT NULL REFERENCES runs (id),  -- that looked into the file last
  container  TEXT,     -- 'application/zip'; NULL for what is no container
  offset     INTEGER,  -- of a member: where it begins in its container, in bytes
  url        TEXT,     -- of a member: where it was found on the web
  given      TEXT,     -- what a sidecar says of it, as JSON
  CHECK (state NOT IN ('current', 'superseded') OR payload_id IS NOT NULL),
  CHECK (state NOT IN ('failed', 'unsupported') OR (payload_id IS NULL AND reason IS NOT NULL))
) STRICT;
-- A file has one row for what it is now, and one for each payload it once held.
CREATE UNIQUE INDEX sources_now ON sources
  (coalesce(root_bytes, root), coalesce(path_bytes, path), coalesce(member, ''))
  WHERE state <> 'superseded';
CREATE UNIQUE INDEX sources_ever ON sources
  (coalesce(root_bytes, root), coalesce(path_bytes, path), coalesce(member, ''), payload_id);
CREATE INDEX sources_payload ON sources (payload_id, state);

-- What a reader would call the article.
CREATE TABLE articles (
  id                 INTEGER PRIMARY KEY,
  payload_id         INTEGER NOT NULL REFERENCES payloads (id),
  ordinal            INTEGER NOT NULL CHECK (ordinal >= 0),  -- which one of its payload
  title              TEXT CHECK (title <> ''),
  title_evidence     TEXT,  -- where the title was seen
  url                TEXT CHECK (url <> ''),
  site               TEXT CHECK (site <> ''),
  author             TEXT CHECK (author <> ''),
  published          TEXT CHECK (published GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  published_evidence TEXT,  -- the line that says so
  lang               TEXT NOT NULL CHECK (lang <> ''),   -- 'en', 'zh', 'mixed'
  text_sha256        TEXT NOT NULL CHECK (length(text_sha256) = 64),
  replaced           INTEGER NOT NULL CHECK (replaced >= 0),  -- how many U+FFFD stand in text
                                                              -- for NUL and undecodable bytes
  text               TEXT NOT NULL,
  -- A hash of all that was found in it, where it lies in the payload aside: facts,
  -- warnings, and the rules that had a part.
  found_sha256       TEXT NOT NULL DEFAULT '',
  -- Where these were seen, as for the title.
  url_evidence       TEXT,
  site_evidence      TEXT,
  author_evidence    TEXT,
  lang_evidence      TEXT,
  UNIQUE (payload_id, ordinal)
) STRICT;
CREATE INDEX articles_text ON articles (text_sha256);

-- The rules that articles were read by, as they were.  sha256 covers all that a rule
-- expands to, every key but its examples and `large`; file and line are where it
-- was seen last.
CREATE TABLE rules (
  id     INTEGER PRIMARY KEY,
  rule   TEXT NOT NULL,  -- 'money.amount'
  file   TEXT NOT NULL,  -- 'rules/zh/money.toml'
  line   INTEGER NOT NULL,
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  UNIQUE (rule, sha256)
) STRICT;

-- The rule files that runs read, each content once: what their facts were found
-- with can be read, and read by, again.
CREATE TABLE rule_files (
  id     INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
  text   TEXT NOT NULL
) STRICT;
CREATE TABLE rule_set_files (
  rules_sha256 TEXT NOT NULL CHECK (length(rules_sha256) = 64),  -- as in `runs`
  ordinal      INTEGER NOT NULL,  -- in the order of reading
  name         TEXT NOT NULL,     -- 'rules/zh/money.toml'
  relative     TEXT NOT NULL,     -- the same within the folder of rules; '' if it has no other
  file_id      INTEGER NOT NULL REFERENCES rule_files (id),
  PRIMARY KEY (rules_sha256, ordinal)
) STRICT, WITHOUT ROWID;

-- One figure in one article.
CREATE TABLE facts (
  id              INTEGER PRIMARY KEY,
  -- Names the figure's place: a hash of payload, byte ranges and kind.  It stays
  -- the same when a rule is renamed or a value corrected.
  fact_key        TEXT NOT NULL UNIQUE CHECK (length(fact_key) = 32),
  article_id      INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
  kind            TEXT NOT NULL CHECK (kind IN
                  ('money', 'count', 'percent', 'measure', 'date', 'number', 'ordinal')),
  -- Fully scaled: 1.2 billion is 1200000000.  A range has value and value_max.
  -- The _exact columns are decimal numbers as text, for exact work; value and
  -- value_max are the same as floating point, for sums and comparisons.  (STORED,
  -- because SQLite 3.40 gives a sorted VIRTUAL 3.0 out as an integer.)
  value           REAL GENERATED ALWAYS AS (CAST(value_exact AS REAL)) STORED,
  value_max       REAL GENERATED ALWAYS AS (CAST(value_max_exact AS REAL)) STORED,
  value_exact     TEXT CHECK (value_exact <> ''),
  value_max_exact TEXT CHECK (value_max_exact <> ''),
  -- 1 for a fraction such as one third, which no decimal holds exactly.
  inexact         INTEGER NOT NULL DEFAULT 0 CHECK (inexact IN (0, 1)),
  -- money: ISO 4217.  count: the noun counted.  percent: '%' or 'pp' (points).
  -- measure: a code of `units`.  number: 'times' for multiples.
  unit            TEXT CHECK (unit <> ''),
  approx          TEXT NOT NULL CHECK (approx IN ('exact', 'about', 'gt', 'lt')),
  -- Dates: EDTF (ISO 8601-2), or an ISO 8601 duration; and the first and last day
  -- where it fixes them.
  edtf            TEXT CHECK (edtf <> ''),
  date_start      TEXT CHECK (date_start <> ''),
  date_end        TEXT CHECK (date_end <> ''),
  metric          TEXT CHECK (metric <> ''),   -- what it measures: 'registered capital'
  subject         TEXT CHECK (subject <> ''),  -- whom it is about
  period          TEXT CHECK (period <> ''),   -- the time it speaks of, EDTF
  -- planned, estimated, denied, ended; NULL where no words say so, which is actual
  status          TEXT CHECK (status <> ''),
  -- The words, and where they stand.  char_* are characters of articles.text:
  --   substr(text, char_start + 1, char_end - char_start) = quote
  quote           TEXT NOT NULL CHECK (quote <> ''),
  char_start      INTEGER NOT NULL CHECK (char_start >= 0),
  char_end        INTEGER NOT NULL,
  -- byte_* bound the quote in the payload as it lies there, before decoding.
  -- Where something not of the quote lies between, byte_ranges lists the pieces,
  -- '[[120,124],[131,140]]', which decoded and joined are the quote; else NULL.
  byte_start      INTEGER NOT NULL CHECK (byte_start >= 0),
  byte_end        INTEGER NOT NULL,
  byte_ranges     TEXT CHECK (byte_ranges LIKE '[[%],[%]]'),
  rule_id         INTEGER NOT NULL REFERENCES rules (id),
  run_id          INTEGER NOT NULL REFERENCES runs (id),
  -- Where the figure itself is a change: increase or decrease, and what it is compared
  -- with: yoy (the same time a year before), mom (the month before), other.
  change          TEXT CHECK (change <> ''),
  change_base     TEXT CHECK (change_base <> ''),
  CHECK (char_start < char_end),
  CHECK (byte_start < byte_end),
  CHECK ((kind = 'date') = (edtf IS NOT NULL)),
  CHECK ((kind = 'date') = (value_exact IS NULL)),
  CHECK (value_exact IS NOT NULL OR value_max_exact IS NULL)
) STRICT;
CREATE INDEX facts_article ON facts (article_id, char_start);
CREATE INDEX facts_kind ON facts (kind, unit, value);
CREATE INDEX facts_date ON facts (date_start) WHERE date_start IS NOT NULL;
CREATE INDEX facts_metric ON facts (metric) WHERE metric IS NOT NULL;

-- The words that gave a fact its metric, subject, period, status, change or base.
CREATE TABLE fact_attributes (
  fact_id    INTEGER NOT NULL REFERENCES facts (id) ON DELETE CASCADE,
  role       TEXT NOT NULL CHECK (role IN
             ('metric', 'subject', 'period', 'status', 'change', 'base')),
  words      TEXT NOT NULL CHECK (words <> ''),  -- as they stand in the article
  canonical  TEXT CHECK (canonical <> ''),       -- what they mean
  char_start INTEGER NOT NULL CHECK (char_start >= 0),
  char_end   INTEGER NOT NULL,
  rule_id    INTEGER NOT NULL REFERENCES rules (id),
  PRIMARY KEY (fact_id, role, char_start),
  CHECK (char_start < char_end)
) STRICT, WITHOUT ROWID;

-- One fact's relation to another: 'part_of', 'conversion' (the same in another
-- currency or measure), 'share_of', 'compared', 'respectively'.
CREATE TABLE fact_links (
  fact_id  INTEGER NOT NULL REFERENCES facts (id) ON DELETE CASCADE,
  other_id INTEGER NOT NULL REFERENCES facts (id) ON DELETE CASCADE,
  relation TEXT NOT NULL CHECK (relation <> ''),
  PRIMARY KEY (fact_id, other_id, relation)
) STRICT, WITHOUT ROWID;
CREATE INDEX fact_links_other ON fact_links (other_id);

-- What a person should know about an article's figures, such as a relative
-- date in an article without a date of its own.
CREATE TABLE warnings (
  id         INTEGER PRIMARY KEY,
  article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
  message    TEXT NOT NULL CHECK (message <> ''),
  char_start INTEGER NOT NULL CHECK (char_start >= 0),
  char_end   INTEGER NOT NULL CHECK (char_end >= char_start)
) STRICT;
CREATE INDEX warnings_article ON warnings (article_id, char_start);

-- Which rules had a part in an article: each that won at least one place in it,
-- and so also those that make no fact because they ignore a stretch, mention only,
-- or warn; and each of layer 2 that may have had one.  A rule that is not here has changed nothing in the article: without it
-- the facts and warnings are the same.  (A new rule may change any article.)
CREATE TABLE article_rules (
  article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
  rule_id    INTEGER NOT NULL REFERENCES rules (id),
  PRIMARY KEY (article_id, rule_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX article_rules_rule ON article_rules (rule_id);

-- The unit codes of the rule set that ran last.  1 code = factor base.
CREATE TABLE units (
  code   TEXT PRIMARY KEY,
  ucum   TEXT CHECK (ucum <> ''),  -- NULL where UCUM has no code
  kind   TEXT NOT NULL CHECK (kind <> ''),    -- 'money', 'measure', 'percent'
  base   TEXT NOT NULL CHECK (base <> ''),    -- the code itself for a base unit
  factor TEXT CHECK (factor <> '')            -- exact decimal; NULL where not linear
) STRICT, WITHOUT ROWID;

-- The views.  They show what current sources say, and count one text once: of
-- the same text in several files, payloads or charsets, the first path stands
-- for all of them.

-- One row a text: its article, and the source that stands for it.
CREATE VIEW v_articles AS
SELECT a.id AS article_id, a.title, a.published, a.lang, a.site, a.author, a.url,
       s.path, s.member, s.root, p.sha256, p.charset, a.text, a.text_sha256
FROM articles a
JOIN payloads p ON p.id = a.payload_id
JOIN sources s ON s.id = (
  SELECT s1.id FROM sources s1
  WHERE s1.payload_id = a.payload_id AND s1.state = 'current'
  ORDER BY s1.path, s1.member, s1.root, s1.path_bytes LIMIT 1)
WHERE a.id = (
  SELECT a2.id FROM articles a2
  JOIN sources s2 ON s2.payload_id = a2.payload_id AND s2.state = 'current'
  WHERE a2.text_sha256 = a.text_sha256
  ORDER BY s2.path, s2.member, s2.root, s2.path_bytes, a2.ordinal LIMIT 1);

CREATE VIEW v_facts AS
SELECT f.fact_key, f.kind, f.value, f.value_max, f.value_exact, f.value_max_exact, f.inexact,
       f.unit, f.approx, f.edtf, f.date_start, f.date_end,
       f.metric, f.subject, f.period,
       CASE WHEN f.kind <> 'date' THEN coalesce(f.status, 'actual') END AS status,
       CASE WHEN f.kind <> 'date' THEN coalesce(f.change, 'level') END AS change, f.change_base,
       f.quote, f.char_start, f.char_end,
       a.title, a.published, a.lang, a.path, a.member, a.sha256, r.rule, f.article_id,
       -- What the metric is called in every language: registered_capital.
       (SELECT m.canonical FROM fact_attributes m
        WHERE m.fact_id = f.id AND m.role = 'metric') AS metric_id
FROM facts f
JOIN v_articles a ON a.article_id = f.article_id
JOIN rules r ON r.id = f.rule_id;

CREATE VIEW v_money AS
SELECT fact_key, value, value_max, value_exact, value_max_exact, unit AS currency, approx,
       metric, subject, period, status, change, change_base, quote, title, published, path, rule
FROM v_facts WHERE kind = 'money';

-- `counted` is the noun in the text's own words.
CREATE VIEW v_counts AS
SELECT fact_key, value, value_max, value_exact, value_max_exact, unit AS counted, approx,
       metric, subject, period, status, change, change_base, quote, title, published, path, rule
FROM v_facts WHERE kind = 'count';

-- Percentages ('%') and percentage points ('pp') are not the same thing.
CREATE VIEW v_percents AS
SELECT fact_key, value, value_max, value_exact, value_max_exact, unit, approx, inexact,
       metric, subject, period, status, change, change_base, quote, title, published, path, rule
FROM v_facts WHERE kind = 'percent';

-- base_value and base_value_max are in base_unit, so that 亩 and km2 compare;
-- NULL where the unit has no factor.
CREATE VIEW v_measures AS
SELECT f.fact_key, f.value, f.value_max, f.value_exact, f.value_max_exact, f.unit,
       f.value * CAST(u.factor AS REAL) AS base_value,
       f.value_max * CAST(u.factor AS REAL) AS base_value_max,
       CASE WHEN u.factor IS NOT NULL THEN u.base END AS base_unit,
       u.ucum, f.approx,
       f.metric, f.subject, f.period, f.status, f.change, f.change_base,
       f.quote, f.title, f.published, f.path, f.rule
FROM v_facts f LEFT JOIN units u ON u.code = f.unit WHERE f.kind = 'measure';

-- A duration ('P3Y') has no first and last day.
CREATE VIEW v_dates AS
SELECT fact_key, edtf, date_start, date_end, approx, quote,
       subject, status, title, published, path, rule
FROM v_facts WHERE kind = 'date';

-- What is measured, how often, and in which words: the commonest first.  Without an
-- id the words stand for themselves.
CREATE VIEW v_metrics AS
SELECT metric_id, coalesce(metric_id, lower(metric)) AS name, kind, count(*) AS facts,
       count(DISTINCT article_id) AS articles, min(metric) AS example,
       min(published) AS first_published, max(published) AS last_published
FROM v_facts WHERE metric IS NOT NULL
GROUP BY metric_id, name, kind
ORDER BY facts DESC, name, kind;

-- How one fact stands to another.  `rate` is what one unit of this fact is in units of the
-- other: of a conversion the exchange rate that the text implies.
CREATE VIEW v_links AS
SELECT f.fact_key, l.relation, o.fact_key AS other_key,
       f.value, f.unit, o.value AS other_value, o.unit AS other_unit,
       CASE WHEN l.relation = 'conversion' AND f.value <> 0 THEN o.value / f.value END AS rate,
       f.quote, o.quote AS other_quote, a.title, a.published, a.path
FROM fact_links l
JOIN facts f ON f.id = l.fact_id
JOIN facts o ON o.id = l.other_id
JOIN v_articles a ON a.article_id = f.article_id;

-- From a fact to the bytes it came from, the rule that found it, and the run.
CREATE VIEW v_provenance AS
SELECT f.fact_key, f.kind, f.quote, f.char_start, f.char_end,
       f.byte_start, f.byte_end, f.byte_ranges,
       a.root, a.path, a.member, a.sha256, a.charset,
       r.rule, r.file AS rule_file, r.line AS rule_line, r.sha256 AS rule_sha256,
       n.started AS run_started, n.version, n.rules_sha256
FROM facts f
JOIN v_articles a ON a.article_id = f.article_id
JOIN rules r ON r.id = f.rule_id
JOIN runs n ON n.id = f.run_id;
