extension Migrations {
    /// Evaluations of detectors and segmenters, and what became of every object.
    ///
    /// A report says of which kind it is, and those of before are classification's. `evaluation.evidence` is the content
    /// that comparisons read. The table of outcomes is made anew: an outcome either speaks of one label, or counts
    /// objects. `evaluationOutcome.weight` orders items by how sure a wrong answer was, or by how bad their objects came
    /// out. `evaluationObject.place` orders objects: the surest first, and without scores those that overlap least.
    /// `side` and `label` are by which mistakes are looked for: a false positive is looked for by the label that was
    /// said, a false negative by the label that is true. Geometries come last, so that a list by an index reads them for
    /// what it shows alone. Objects go with their item's outcome.
    static let objects = """
        ALTER TABLE evaluation ADD COLUMN evidence BLOB REFERENCES blob (digest);
        ALTER TABLE evaluation ADD COLUMN itemCount INTEGER CHECK (itemCount >= 0);
        ALTER TABLE evaluation ADD COLUMN objectCount INTEGER CHECK (objectCount >= 0);
        CREATE INDEX evaluationByEvidence ON evaluation (evidence) WHERE evidence IS NOT NULL;

        UPDATE evaluation SET
            report = json_object('kind', 'classification', 'classification', json(report)),
            itemCount = (SELECT count(*) FROM evaluationOutcome WHERE evaluationID = evaluation.id),
            objectCount = 0
        WHERE report IS NOT NULL;

        CREATE TABLE newEvaluationOutcome (
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
            truePositives INTEGER CHECK (truePositives >= 0),
            falsePositives INTEGER CHECK (falsePositives >= 0),
            falseNegatives INTEGER CHECK (falseNegatives >= 0),
            quality REAL CHECK (quality BETWEEN 0 AND 1),
            weight REAL NOT NULL GENERATED ALWAYS AS (coalesce(confidence, 1 - quality, 0)) STORED,
            PRIMARY KEY (evaluationID, itemID),
            CHECK (CASE WHEN truePositives IS NULL
                THEN falsePositives IS NULL AND falseNegatives IS NULL
                ELSE falsePositives IS NOT NULL AND falseNegatives IS NOT NULL END),
            CHECK (CASE WHEN truePositives IS NULL
                THEN CASE kind
                    WHEN 'correct' THEN truth = predicted AND truth IS NOT NULL
                    WHEN 'incorrect' THEN truth <> predicted AND truth IS NOT NULL AND predicted IS NOT NULL
                    WHEN 'failed' THEN predicted IS NULL
                    ELSE truth IS NULL END
                ELSE truth IS NULL AND predicted IS NULL AND confidence IS NULL AND CASE kind
                    WHEN 'correct' THEN falsePositives + falseNegatives = 0
                    WHEN 'incorrect' THEN falsePositives + falseNegatives > 0
                    ELSE kind <> 'ambiguous' END END)
        ) STRICT, WITHOUT ROWID;

        INSERT INTO newEvaluationOutcome (evaluationID, itemID, path, kind, truth, predicted, confidence,
            truthProbability, truthRank, failure)
        SELECT evaluationID, itemID, path, kind, truth, predicted, confidence, truthProbability, truthRank, failure
        FROM evaluationOutcome ORDER BY evaluationID, itemID;

        DROP TABLE evaluationOutcome;
        ALTER TABLE newEvaluationOutcome RENAME TO evaluationOutcome;

        CREATE INDEX evaluationOutcomeByItem ON evaluationOutcome (itemID);
        CREATE INDEX evaluationOutcomeByKind ON evaluationOutcome (evaluationID, kind, weight, itemID);
        CREATE INDEX evaluationOutcomeByAnswer ON evaluationOutcome (evaluationID, predicted, kind, weight, itemID);
        CREATE INDEX evaluationOutcomeByTruth ON evaluationOutcome (evaluationID, truth, kind, weight, itemID);
        CREATE INDEX evaluationOutcomeByCell ON evaluationOutcome (evaluationID, truth, predicted, weight, itemID);

        CREATE TABLE evaluationObject (
            evaluationID BLOB NOT NULL,
            itemID BLOB NOT NULL,
            number INTEGER NOT NULL CHECK (number >= 0),
            kind TEXT NOT NULL CHECK (kind IN ('true-positive', 'classification', 'localization', 'both', 'duplicate',
                'background', 'missed', 'mistaken')),
            truth TEXT CHECK (truth <> ''),
            predicted TEXT CHECK (predicted <> ''),
            score REAL CHECK (score BETWEEN 0 AND 1),
            overlap REAL CHECK (overlap BETWEEN 0 AND 1),
            object INTEGER CHECK (object >= 0),
            side TEXT GENERATED ALWAYS AS (CASE WHEN kind IN ('missed', 'mistaken') THEN 'false-negative'
                WHEN kind <> 'true-positive' THEN 'false-positive' END) STORED,
            label TEXT NOT NULL GENERATED ALWAYS AS
                (CASE WHEN kind IN ('missed', 'mistaken') THEN truth ELSE predicted END) STORED,
            place REAL NOT NULL GENERATED ALWAYS AS (coalesce(-score, overlap, 0)) STORED,
            truthGeometry TEXT CHECK (truthGeometry IS NULL OR json_valid(truthGeometry)),
            predictedGeometry TEXT CHECK (predictedGeometry IS NULL OR json_valid(predictedGeometry)),
            UNIQUE (evaluationID, itemID, number),
            FOREIGN KEY (evaluationID, itemID) REFERENCES evaluationOutcome (evaluationID, itemID) ON DELETE CASCADE,
            CHECK (CASE kind
                WHEN 'true-positive' THEN truth = predicted AND truth IS NOT NULL
                WHEN 'missed' THEN truth IS NOT NULL AND predicted IS NULL
                WHEN 'mistaken' THEN truth IS NOT NULL
                ELSE predicted IS NOT NULL END)
        ) STRICT;

        CREATE INDEX evaluationObjectByKind ON evaluationObject
            (evaluationID, kind, place, itemID, number);
        CREATE INDEX evaluationObjectByPlace ON evaluationObject
            (evaluationID, place, itemID, number) WHERE side IS NOT NULL;
        CREATE INDEX evaluationObjectBySide ON evaluationObject
            (evaluationID, side, place, itemID, number) WHERE side IS NOT NULL;
        CREATE INDEX evaluationObjectByLabel ON evaluationObject
            (evaluationID, label, kind, place, itemID, number);
        CREATE INDEX evaluationObjectByMistake ON evaluationObject
            (evaluationID, label, place, itemID, number, side) WHERE side IS NOT NULL;
        CREATE INDEX evaluationObjectByCell ON evaluationObject
            (evaluationID, truth, predicted, place, itemID, number) WHERE side = 'false-positive';
        CREATE INDEX evaluationObjectByObject ON evaluationObject
            (evaluationID, itemID, truth, object, kind) WHERE truth IS NOT NULL;
        """
}
