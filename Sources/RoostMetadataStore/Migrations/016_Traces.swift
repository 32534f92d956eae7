extension Migrations {
    /// Requests through applications, their spans, and what people and programs think of them.
    ///
    /// A trace is final once its client has told of the whole; before, it is what its spans tell. `spanBytes` counts
    /// all that was ever written of them. Clients that send no spans as such put them into a file, a `traceArtifact`.
    /// Names of tags and metadata are numbers of `runField`. `traceRun` has the runs that traces were linked to
    /// afterwards. Of an assessment `value` and `number` are what searches compare; `content` has all of it.
    static let traces = """
        CREATE TABLE trace (
            key INTEGER NOT NULL PRIMARY KEY,
            id TEXT NOT NULL CHECK (length(id) BETWEEN 1 AND 50),
            projectID BLOB NOT NULL REFERENCES project (id),
            experimentKey INTEGER NOT NULL REFERENCES experiment (key),
            clientID TEXT,
            startedAt INTEGER NOT NULL,
            duration INTEGER CHECK (duration >= 0),
            state TEXT NOT NULL CHECK (state IN ('STATE_UNSPECIFIED', 'OK', 'ERROR', 'IN_PROGRESS')),
            requestPreview TEXT,
            responsePreview TEXT,
            isFinal INTEGER NOT NULL CHECK (isFinal IN (0, 1)),
            spanBytes INTEGER NOT NULL DEFAULT 0 CHECK (spanBytes >= 0),
            UNIQUE (projectID, id)
        ) STRICT;

        CREATE INDEX traceByStart ON trace (experimentKey, startedAt DESC, id);
        CREATE INDEX traceByClientID ON trace (projectID, clientID) WHERE clientID IS NOT NULL;

        CREATE TABLE traceSpan (
            key INTEGER NOT NULL PRIMARY KEY,
            traceKey INTEGER NOT NULL REFERENCES trace (key) ON DELETE CASCADE,
            id INTEGER NOT NULL,
            parentID INTEGER,
            name TEXT NOT NULL,
            type TEXT NOT NULL,
            status TEXT NOT NULL CHECK (status IN ('UNSET', 'OK', 'ERROR')),
            startedAt INTEGER NOT NULL CHECK (startedAt >= 0),
            endedAt INTEGER CHECK (endedAt >= 0),
            content TEXT NOT NULL,
            UNIQUE (traceKey, id)
        ) STRICT;

        CREATE INDEX traceSpanByName ON traceSpan (name, traceKey);
        CREATE INDEX traceSpanByTrace ON traceSpan (traceKey, type, status, name);

        CREATE TABLE traceTag (
            traceKey INTEGER NOT NULL REFERENCES trace (key) ON DELETE CASCADE,
            fieldKey INTEGER NOT NULL REFERENCES runField (key),
            value TEXT NOT NULL,
            head TEXT NOT NULL GENERATED ALWAYS AS (substr(value, 1, 64)) VIRTUAL,
            PRIMARY KEY (traceKey, fieldKey)
        ) STRICT, WITHOUT ROWID;

        CREATE INDEX traceTagByValue ON traceTag (fieldKey, head, traceKey);

        CREATE TABLE traceMetadata (
            traceKey INTEGER NOT NULL REFERENCES trace (key) ON DELETE CASCADE,
            fieldKey INTEGER NOT NULL REFERENCES runField (key),
            value TEXT NOT NULL,
            head TEXT NOT NULL GENERATED ALWAYS AS (substr(value, 1, 64)) VIRTUAL,
            PRIMARY KEY (traceKey, fieldKey)
        ) STRICT, WITHOUT ROWID;

        CREATE INDEX traceMetadataByValue ON traceMetadata (fieldKey, head, traceKey);

        CREATE TABLE traceRun (
            traceKey INTEGER NOT NULL REFERENCES trace (key) ON DELETE CASCADE,
            runKey INTEGER NOT NULL REFERENCES run (key) ON DELETE CASCADE,
            PRIMARY KEY (traceKey, runKey)
        ) STRICT, WITHOUT ROWID;

        CREATE INDEX traceRunByRun ON traceRun (runKey, traceKey);

        CREATE TABLE tracePrompt (
            traceKey INTEGER NOT NULL REFERENCES trace (key) ON DELETE CASCADE,
            prompt TEXT NOT NULL CHECK (prompt <> ''),
            PRIMARY KEY (traceKey, prompt)
        ) STRICT, WITHOUT ROWID;

        CREATE INDEX tracePromptByPrompt ON tracePrompt (prompt, traceKey);

        CREATE TABLE traceAssessment (
            key INTEGER NOT NULL PRIMARY KEY,
            traceKey INTEGER NOT NULL REFERENCES trace (key) ON DELETE CASCADE,
            id TEXT NOT NULL CHECK (length(id) BETWEEN 1 AND 50),
            name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 250),
            kind TEXT NOT NULL CHECK (kind IN ('feedback', 'expectation', 'issue')),
            content TEXT NOT NULL CHECK (json_valid(content)),
            value TEXT,
            number REAL,
            head TEXT GENERATED ALWAYS AS (substr(value, 1, 64)) VIRTUAL,
            sourceType TEXT NOT NULL CHECK (sourceType <> ''),
            sourceID TEXT,
            rationale TEXT,
            spanID TEXT,
            metadata TEXT NOT NULL CHECK (json_valid(metadata)),
            overrides TEXT,
            isValid INTEGER NOT NULL CHECK (isValid IN (0, 1)),
            createdAt INTEGER NOT NULL,
            updatedAt INTEGER NOT NULL,
            UNIQUE (traceKey, id)
        ) STRICT;

        CREATE INDEX traceAssessmentByValue ON traceAssessment (name, head, traceKey);

        CREATE TABLE traceArtifact (
            traceKey INTEGER NOT NULL REFERENCES trace (key) ON DELETE CASCADE,
            path TEXT NOT NULL CHECK (path <> ''),
            digest BLOB NOT NULL REFERENCES blob (digest),
            size INTEGER NOT NULL CHECK (size >= 0),
            createdAt INTEGER NOT NULL,
            PRIMARY KEY (traceKey, path)
        ) STRICT, WITHOUT ROWID;

        CREATE INDEX traceArtifactByDigest ON traceArtifact (digest);
        """
}
