extension Migrations {
    /// `executionImage` holds the loose images of an input, `prediction` the answers about them by their place in it.
    static let executions = """
        CREATE TABLE execution (
            id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 12),
            projectID BLOB NOT NULL REFERENCES project (id),
            kind TEXT NOT NULL CHECK (kind IN ('predict')),
            status TEXT NOT NULL CHECK (status IN ('queued', 'running', 'cancelling', 'succeeded', 'failed',
                'cancelled')),
            versionID BLOB NOT NULL REFERENCES version (id),
            version TEXT NOT NULL,
            datasetID BLOB REFERENCES dataset (id),
            input TEXT NOT NULL CHECK (json_valid(input)),
            done INTEGER NOT NULL CHECK (done >= 0),
            failed INTEGER NOT NULL CHECK (failed >= 0),
            total INTEGER CHECK (total >= 0),
            failure TEXT,
            attempts INTEGER NOT NULL CHECK (attempts >= 0),
            createdBy TEXT NOT NULL,
            createdAt INTEGER NOT NULL,
            startedAt INTEGER,
            finishedAt INTEGER,
            heartbeatAt INTEGER,
            CHECK ((finishedAt IS NOT NULL) = (status IN ('succeeded', 'failed', 'cancelled')))
        ) STRICT;

        CREATE INDEX executionByProject ON execution (projectID, id);
        CREATE INDEX executionByStatus ON execution (projectID, status, id);
        CREATE INDEX executionQueue ON execution (status, id);
        CREATE INDEX executionByVersion ON execution (versionID, status);
        CREATE INDEX executionByDataset ON execution (datasetID, status);
        CREATE INDEX executionByEnd ON execution (finishedAt) WHERE finishedAt IS NOT NULL;

        CREATE TABLE executionImage (
            executionID BLOB NOT NULL REFERENCES execution (id) ON DELETE CASCADE,
            position INTEGER NOT NULL CHECK (position >= 0),
            digest BLOB NOT NULL REFERENCES blob (digest),
            PRIMARY KEY (executionID, position)
        ) STRICT, WITHOUT ROWID;

        CREATE INDEX executionImageByDigest ON executionImage (digest);

        CREATE TABLE prediction (
            executionID BLOB NOT NULL REFERENCES execution (id) ON DELETE CASCADE,
            position INTEGER NOT NULL CHECK (position >= 0),
            body TEXT NOT NULL CHECK (json_valid(body)),
            PRIMARY KEY (executionID, position)
        ) STRICT, WITHOUT ROWID;
        """
}
