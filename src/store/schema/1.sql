-- What made the records: program version, dictionary, dictionaries/.
CREATE TABLE extractors (
    number      INTEGER PRIMARY KEY,
    fingerprint TEXT NOT NULL UNIQUE
);

-- One row an article, as it is now.
CREATE TABLE articles (
    number    INTEGER PRIMARY KEY, -- in order of arrival
    id        TEXT NOT NULL UNIQUE,
    version   INTEGER NOT NULL,    -- 1, and one more with each change
    date      TEXT,                -- YYYY-MM-DD
    title     TEXT,
    source    TEXT,
    url       TEXT,
    stub      INTEGER NOT NULL,    -- the body only points at an attachment
    content   BLOB NOT NULL,       -- hash of everything that was read
    extractor INTEGER NOT NULL REFERENCES extractors,
    text      BLOB NOT NULL,       -- length (4 bytes, little endian) and zstd
    records   BLOB NOT NULL        -- likewise: the records as JSON Lines
);

-- The records of the articles as they are now, to be asked with SQL.
CREATE TABLE records (
    article   INTEGER NOT NULL REFERENCES articles,
    position  INTEGER NOT NULL,
    id        TEXT NOT NULL,
    kind      TEXT NOT NULL, -- target, figure, milestone, program
    status    TEXT,
    value     TEXT,          -- exact decimal
    unit      TEXT,
    dimension TEXT,
    object    TEXT,
    program   TEXT,
    action    TEXT,
    agency    TEXT,
    due       TEXT,          -- the deadline, with its granularity
    last_day  TEXT,          -- its last calendar day
    PRIMARY KEY (article, position)
) WITHOUT ROWID;

-- Former versions of articles and their records. Rows are only added.
-- Where only the extractor has changed, the text is that of the next version and stays NULL here.
CREATE TABLE history (
    article   INTEGER NOT NULL REFERENCES articles,
    version   INTEGER NOT NULL,
    date      TEXT,
    title     TEXT,
    source    TEXT,
    url       TEXT,
    stub      INTEGER NOT NULL,
    content   BLOB NOT NULL,
    extractor INTEGER NOT NULL REFERENCES extractors,
    text      BLOB,
    records   BLOB NOT NULL,
    PRIMARY KEY (article, version)
) WITHOUT ROWID;

-- What the index may not know yet: the articles that a generation wrote.
CREATE TABLE pending (
    generation INTEGER NOT NULL,
    article    INTEGER NOT NULL REFERENCES articles,
    PRIMARY KEY (generation, article)
) WITHOUT ROWID;

-- One row: the store's own name, which its index repeats, and the number of its last commit.
CREATE TABLE state (
    name       TEXT NOT NULL,
    generation INTEGER NOT NULL
);
INSERT INTO state VALUES (lower(hex(randomblob(8))), 0);
