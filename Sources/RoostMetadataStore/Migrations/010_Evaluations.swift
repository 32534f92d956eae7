extension Migrations {
    /// Executions that train and evaluate, how versions were trained, and what evaluations found.
    ///
    /// The table of executions is made anew, because its kinds are part of it. `productID` is the version that a training
    /// makes. An evaluation of all of a snapshot has the subset ''. `evaluationOutcome.weight` orders items by how sure
    /// the answer was. `evaluationScore` has the numbers of the latest evaluation of each version on each snapshot, so
    /// that a leaderboard is read from its index. An evaluation keeps its dataset and snapshot; it goes with its version.
    static let evaluations = """
        CREATE TABLE newExecution (
            id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 12),
            projectID BLOB NOT NULL REFERENCES project (id),
            kind TEXT NOT NULL CHECK (kind IN ('predict', 'train', 'evaluate')),
            status TEXT NOT NULL CHECK (status IN ('queued', 'running', 'cancelling', 'succeeded', 'failed',
                'cancelled')),
            versionID BLOB NOT NULL REFERENCES version (id),
            version TEXT NOT NULL,
            datasetID BLOB REFERENCES dataset (id),
            snapshotID BLOB REFERENCES snapshot (id),
            productID BLOB REFERENCES version (id) ON DELETE SET NULL,
            runID BLOB REFERENCES run (id) ON DELETE SET NULL,
            input TEXT NOT NULL CHECK (json_valid(input)),
            result TEXT CHECK (result IS NULL OR json_valid(result)),
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
            CHECK ((finishedAt IS NOT NULL) = (status IN ('succeeded', 'failed', 'cancelled'))),
            CHECK (kind = 'predict' OR snapshotID IS NOT NULL)
        ) STRICT;

        INSERT INTO newExecution (id, projectID, kind, status, versionID, version, datasetID, input, done, failed,
            total, failure, attempts, createdBy, createdAt, startedAt, finishedAt, heartbeatAt)
        SELECT id, projectID, kind, status, versionID, version, datasetID, input, done, failed,
            total, failure, attempts, createdBy, createdAt, startedAt, finishedAt, heartbeatAt
        FROM execution ORDER BY id;

        DROP TABLE execution;
        ALTER TABLE newExecution RENAME TO execution;

        CREATE INDEX executionByProject ON execution (projectID, id);
        CREATE INDEX executionByStatus ON execution (projectID, status, id);
        CREATE INDEX executionQueue ON execution (status, id);
        CREATE INDEX executionByVersion ON execution (versionID, status);
        CREATE INDEX executionByDataset ON execution (datasetID, status);
        CREATE INDEX executionBySnapshot ON execution (snapshotID) WHERE snapshotID IS NOT NULL;
        CREATE INDEX executionByProduct ON execution (productID, status) WHERE productID IS NOT NULL;
        CREATE INDEX executionByRun ON execution (runID) WHERE runID IS NOT NULL;
        CREATE INDEX executionByEnd ON execution (finishedAt) WHERE finishedAt IS NOT NULL;

        ALTER TABLE version ADD COLUMN training TEXT CHECK (training IS NULL OR json_valid(training));
        ALTER TABLE version ADD COLUMN snapshotID BLOB REFERENCES snapshot (id);
        CREATE INDEX versionBySnapshot ON version (snapshotID) WHERE snapshotID IS NOT NULL;
        CREATE INDEX versionInTraining ON version (status) WHERE status IN ('pending', 'training');

        CREATE TABLE evaluation (
            id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 12),
            projectID BLOB NOT NULL REFERENCES project (id),
            executionID BLOB NOT NULL UNIQUE REFERENCES execution (id),
            versionID BLOB NOT NULL REFERENCES version (id) ON DELETE CASCADE,
            version TEXT NOT NULL,
            snapshotID BLOB NOT NULL REFERENCES snapshot (id),
            datasetID BLOB NOT NULL REFERENCES dataset (id),
            subset TEXT NOT NULL CHECK (subset IN ('', 'train', 'validation', 'test')),
            report TEXT CHECK (report IS NULL OR json_valid(report)),
            metrics TEXT NOT NULL CHECK (json_valid(metrics)),
            cost TEXT NOT NULL CHECK (json_valid(cost)),
            createdBy TEXT NOT NULL,
            createdAt INTEGER NOT NULL,
            finishedAt INTEGER,
            CHECK ((report IS NULL) = (finishedAt IS NULL))
        ) STRICT;

        CREATE INDEX evaluationByProject ON evaluation (projectID, id);
        CREATE INDEX evaluationByVersion ON evaluation (versionID, id);
        CREATE INDEX evaluationByDataset ON evaluation (datasetID, id);
        CREATE INDEX evaluationBySnapshot ON evaluation (snapshotID);

        CREATE TABLE evaluationOutcome (
            evaluationID BLOB NOT NULL REFERENCES evaluation (id) ON DELETE CASCADE,
            itemID BLOB NOT NULL REFERENCES item (id),
            path TEXT NOT NULL CHECK (path <> ''),
            kind TEXT NOT NULL CHECK (kind IN ('correct', 'incorrect', 'unlabeled', 'ambiguous', 'failed')),
            truth TEXT,
            predicted TEXT,
            confidence REAL CHECK (confidence BETWEEN 0 AND 1),
            truthProbability REAL CHECK (truthProbability BETWEEN 0 AND 1),
            truthRank INTEGER CHECK (truthRank >= 1),
            failure TEXT,
            weight REAL NOT NULL GENERATED ALWAYS AS (coalesce(confidence, 0)) STORED,
            PRIMARY KEY (evaluationID, itemID),
            CHECK (CASE kind
                WHEN 'correct' THEN truth = predicted AND truth IS NOT NULL
                WHEN 'incorrect' THEN truth <> predicted AND truth IS NOT NULL AND predicted IS NOT NULL
                WHEN 'failed' THEN predicted IS NULL
                ELSE truth IS NULL END)
        ) STRICT, WITHOUT ROWID;

        CREATE INDEX evaluationOutcomeByItem ON evaluationOutcome (itemID);
        CREATE INDEX evaluationOutcomeByKind ON evaluationOutcome (evaluationID, kind, weight, itemID);
        CREATE INDEX evaluationOutcomeByAnswer ON evaluationOutcome (evaluationID, predicted, kind, weight, itemID);
        CREATE INDEX evaluationOutcomeByTruth ON evaluationOutcome (evaluationID, truth, kind, weight, itemID);
        CREATE INDEX evaluationOutcomeByCell ON evaluationOutcome (evaluationID, truth, predicted, weight, itemID);

        CREATE TABLE evaluationScore (
            versionID BLOB NOT NULL REFERENCES version (id) ON DELETE CASCADE,
            snapshotID BLOB NOT NULL REFERENCES snapshot (id),
            subset TEXT NOT NULL,
            metric TEXT NOT NULL CHECK (metric <> ''),
            value REAL NOT NULL,
            evaluationID BLOB NOT NULL REFERENCES evaluation (id) ON DELETE CASCADE,
            PRIMARY KEY (versionID, snapshotID, subset, metric)
        ) STRICT, WITHOUT ROWID;

        CREATE INDEX evaluationScoreByValue ON evaluationScore (snapshotID, subset, metric, value, versionID);
        CREATE INDEX evaluationScoreByEvaluation ON evaluationScore (evaluationID);
        """
}
