extension Migrations {
    /// What is written millions of times names a run and a field by a small number, not by 12 bytes.
    ///
    /// A point is found by run, metric and step; `sequence` tells those of one moment apart. `runMetric` is what its
    /// points come to, so that runs are ordered by a metric without looking at them. A value that is no number is NULL.
    static let runs = """
        CREATE TABLE experiment (
            key INTEGER NOT NULL PRIMARY KEY,
            id BLOB NOT NULL UNIQUE CHECK (length(id) = 12),
            projectID BLOB NOT NULL REFERENCES project (id),
            name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 500),
            description TEXT NOT NULL,
            tags TEXT NOT NULL CHECK (json_valid(tags)),
            createdAt INTEGER NOT NULL,
            updatedAt INTEGER NOT NULL,
            deletedAt INTEGER,
            UNIQUE (projectID, name)
        ) STRICT;

        CREATE INDEX experimentByDeletion ON experiment (deletedAt) WHERE deletedAt IS NOT NULL;

        CREATE TABLE run (
            key INTEGER NOT NULL PRIMARY KEY,
            id BLOB NOT NULL UNIQUE CHECK (length(id) = 12),
            projectID BLOB NOT NULL REFERENCES project (id),
            experimentKey INTEGER NOT NULL REFERENCES experiment (key),
            name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 250),
            status TEXT NOT NULL CHECK (status IN ('running', 'finished', 'failed', 'killed')),
            startedAt INTEGER NOT NULL,
            endedAt INTEGER,
            parentKey INTEGER REFERENCES run (key) ON DELETE SET NULL,
            executionID BLOB REFERENCES execution (id) ON DELETE SET NULL,
            versionID BLOB REFERENCES version (id) ON DELETE SET NULL,
            note TEXT NOT NULL,
            createdBy TEXT NOT NULL,
            deletedAt INTEGER,
            CHECK ((endedAt IS NULL) = (status = 'running'))
        ) STRICT;

        CREATE INDEX runByStart ON run (projectID, startedAt);
        CREATE INDEX runByExperimentStart ON run (experimentKey, startedAt);
        CREATE INDEX runByStatus ON run (projectID, status, startedAt);
        CREATE INDEX runByExperimentStatus ON run (experimentKey, status, startedAt);
        CREATE INDEX runByName ON run (projectID, name);
        CREATE INDEX runByExperimentName ON run (experimentKey, name);
        CREATE INDEX runByParent ON run (parentKey) WHERE parentKey IS NOT NULL;
        CREATE INDEX runByExecution ON run (executionID) WHERE executionID IS NOT NULL;
        CREATE INDEX runByVersion ON run (versionID) WHERE versionID IS NOT NULL;
        CREATE INDEX runByDeletion ON run (deletedAt) WHERE deletedAt IS NOT NULL;

        CREATE TABLE runField (
            key INTEGER NOT NULL PRIMARY KEY,
            projectID BLOB NOT NULL REFERENCES project (id),
            name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 250),
            UNIQUE (projectID, name)
        ) STRICT;

        CREATE TABLE runParameter (
            runKey INTEGER NOT NULL REFERENCES run (key) ON DELETE CASCADE,
            fieldKey INTEGER NOT NULL REFERENCES runField (key),
            value TEXT NOT NULL,
            head TEXT NOT NULL GENERATED ALWAYS AS (substr(value, 1, 64)) VIRTUAL,
            PRIMARY KEY (runKey, fieldKey)
        ) STRICT, WITHOUT ROWID;

        CREATE INDEX runParameterByValue ON runParameter (fieldKey, head, runKey);

        CREATE TABLE runTag (
            runKey INTEGER NOT NULL REFERENCES run (key) ON DELETE CASCADE,
            fieldKey INTEGER NOT NULL REFERENCES runField (key),
            value TEXT NOT NULL,
            head TEXT NOT NULL GENERATED ALWAYS AS (substr(value, 1, 64)) VIRTUAL,
            PRIMARY KEY (runKey, fieldKey)
        ) STRICT, WITHOUT ROWID;

        CREATE INDEX runTagByValue ON runTag (fieldKey, head, runKey);

        CREATE TABLE runMetric (
            runKey INTEGER NOT NULL REFERENCES run (key) ON DELETE CASCADE,
            fieldKey INTEGER NOT NULL REFERENCES runField (key),
            experimentKey INTEGER NOT NULL REFERENCES experiment (key),
            last REAL,
            step INTEGER NOT NULL,
            at INTEGER NOT NULL,
            min REAL,
            max REAL,
            count INTEGER NOT NULL CHECK (count >= 0),
            PRIMARY KEY (runKey, fieldKey)
        ) STRICT, WITHOUT ROWID;

        CREATE INDEX runMetricByLast ON runMetric (fieldKey, last, runKey);
        CREATE INDEX runMetricByExperimentLast ON runMetric (experimentKey, fieldKey, last, runKey);
        CREATE INDEX runMetricByExperimentMin ON runMetric (experimentKey, fieldKey, min, runKey);
        CREATE INDEX runMetricByExperimentMax ON runMetric (experimentKey, fieldKey, max, runKey);

        CREATE TABLE metricPoint (
            runKey INTEGER NOT NULL,
            fieldKey INTEGER NOT NULL,
            step INTEGER NOT NULL,
            at INTEGER NOT NULL,
            sequence INTEGER NOT NULL CHECK (sequence >= 0),
            value REAL,
            PRIMARY KEY (runKey, fieldKey, step, at, sequence),
            FOREIGN KEY (runKey, fieldKey) REFERENCES runMetric (runKey, fieldKey) ON DELETE CASCADE
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE runInput (
            runKey INTEGER NOT NULL REFERENCES run (key) ON DELETE CASCADE,
            position INTEGER NOT NULL CHECK (position >= 0),
            dataset TEXT NOT NULL,
            snapshotID BLOB CHECK (length(snapshotID) = 12),
            digest TEXT,
            context TEXT NOT NULL,
            PRIMARY KEY (runKey, position)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE runArtifact (
            runKey INTEGER NOT NULL REFERENCES run (key) ON DELETE CASCADE,
            path TEXT NOT NULL CHECK (path <> ''),
            digest BLOB NOT NULL REFERENCES blob (digest),
            size INTEGER NOT NULL CHECK (size >= 0),
            createdAt INTEGER NOT NULL,
            PRIMARY KEY (runKey, path)
        ) STRICT, WITHOUT ROWID;

        CREATE INDEX runArtifactByDigest ON runArtifact (digest);
        """
}
