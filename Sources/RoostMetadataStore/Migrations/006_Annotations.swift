extension Migrations {
    /// Ground truth has no version; a prediction has one, and only a prediction has a score.
    ///
    /// `truth` binds the label of
    /// a ground truth to the dataset's ontology; a prediction says what its version's labels say.
    static let annotations = """
        CREATE TABLE annotation (
            id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 12),
            datasetID BLOB NOT NULL,
            itemID BLOB NOT NULL REFERENCES item (id),
            label TEXT NOT NULL,
            geometry TEXT NOT NULL CHECK (json_valid(geometry)),
            score REAL CHECK (score BETWEEN 0 AND 1),
            versionID BLOB REFERENCES version (id),
            executionID BLOB REFERENCES execution (id),
            createdBy TEXT NOT NULL,
            createdAt INTEGER NOT NULL,
            truth TEXT GENERATED ALWAYS AS (CASE WHEN versionID IS NULL THEN label END) STORED,
            FOREIGN KEY (datasetID, truth) REFERENCES label (datasetID, name),
            CHECK (versionID IS NOT NULL OR (score IS NULL AND executionID IS NULL))
        ) STRICT, WITHOUT ROWID;

        CREATE INDEX annotationByDataset ON annotation (datasetID, id);
        CREATE INDEX annotationByItem ON annotation (itemID, id);
        CREATE INDEX annotationByTruth ON annotation (datasetID, truth);
        CREATE INDEX annotationByVersion ON annotation (versionID, datasetID, id) WHERE versionID IS NOT NULL;
        CREATE INDEX annotationByExecution ON annotation (executionID, id) WHERE executionID IS NOT NULL;
        CREATE INDEX annotationTruth ON annotation (datasetID, id) WHERE versionID IS NULL;
        CREATE INDEX annotationPrediction ON annotation (datasetID, id) WHERE versionID IS NOT NULL;
        """
}
