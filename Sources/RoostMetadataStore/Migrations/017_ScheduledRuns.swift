extension Migrations {
    /// A run may wait for its turn, and one that goes on may know its end, as clients of experiment tracking have it.
    ///
    /// The table is made anew, because its checks said otherwise.
    static let scheduledRuns = """
        CREATE TABLE newRun (
            key INTEGER NOT NULL PRIMARY KEY,
            id BLOB NOT NULL UNIQUE CHECK (length(id) = 12),
            projectID BLOB NOT NULL REFERENCES project (id),
            experimentKey INTEGER NOT NULL REFERENCES experiment (key),
            name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 250),
            status TEXT NOT NULL CHECK (status IN ('scheduled', 'running', 'finished', 'failed', 'killed')),
            startedAt INTEGER NOT NULL,
            endedAt INTEGER,
            parentKey INTEGER REFERENCES run (key) ON DELETE SET NULL,
            executionID BLOB REFERENCES execution (id) ON DELETE SET NULL,
            versionID BLOB REFERENCES version (id) ON DELETE SET NULL,
            note TEXT NOT NULL,
            createdBy TEXT NOT NULL,
            deletedAt INTEGER,
            userID TEXT CHECK (userID <> ''),
            foreignID TEXT CHECK (length(foreignID) BETWEEN 1 AND 64),
            CHECK (endedAt IS NOT NULL OR status IN ('scheduled', 'running'))
        ) STRICT;
        INSERT INTO newRun (key, id, projectID, experimentKey, name, status, startedAt, endedAt, parentKey, executionID,
            versionID, note, createdBy, deletedAt, userID, foreignID)
        SELECT key, id, projectID, experimentKey, name, status, startedAt, endedAt, parentKey, executionID,
            versionID, note, createdBy, deletedAt, userID, foreignID
        FROM run;
        DROP TABLE run;
        ALTER TABLE newRun RENAME TO run;
        CREATE INDEX runByDeletion ON run (deletedAt) WHERE deletedAt IS NOT NULL;
        CREATE INDEX runByExecution ON run (executionID) WHERE executionID IS NOT NULL;
        CREATE INDEX runByExperimentName ON run (experimentKey, name);
        CREATE INDEX runByExperimentStart ON run (experimentKey, startedAt);
        CREATE INDEX runByExperimentStatus ON run (experimentKey, status, startedAt);
        CREATE UNIQUE INDEX runByForeignID ON run (projectID, foreignID) WHERE foreignID IS NOT NULL;
        CREATE INDEX runByName ON run (projectID, name);
        CREATE INDEX runByParent ON run (parentKey) WHERE parentKey IS NOT NULL;
        CREATE INDEX runByStart ON run (projectID, startedAt);
        CREATE INDEX runByStatus ON run (projectID, status, startedAt);
        CREATE INDEX runByVersion ON run (versionID) WHERE versionID IS NOT NULL;
        """
}
