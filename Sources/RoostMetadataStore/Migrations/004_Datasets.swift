extension Migrations {
    /// Counts are kept beside the dataset, so that showing it does not count a million items.
    static let datasets = """
        CREATE TABLE dataset (
            id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 12),
            projectID BLOB NOT NULL REFERENCES project (id),
            name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 128),
            description TEXT NOT NULL,
            itemCount INTEGER NOT NULL CHECK (itemCount >= 0),
            annotationCount INTEGER NOT NULL CHECK (annotationCount >= 0),
            createdAt INTEGER NOT NULL,
            updatedAt INTEGER NOT NULL,
            deletedAt INTEGER,
            UNIQUE (projectID, name)
        ) STRICT;

        CREATE INDEX datasetByDeletion ON dataset (deletedAt) WHERE deletedAt IS NOT NULL;

        CREATE TABLE datasetSubset (
            datasetID BLOB NOT NULL REFERENCES dataset (id) ON DELETE CASCADE,
            subset TEXT NOT NULL CHECK (subset IN ('', 'train', 'validation', 'test')),
            itemCount INTEGER NOT NULL CHECK (itemCount >= 0),
            PRIMARY KEY (datasetID, subset)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE label (
            datasetID BLOB NOT NULL REFERENCES dataset (id) ON DELETE CASCADE,
            name TEXT NOT NULL CHECK (name <> ''),
            position INTEGER NOT NULL CHECK (position >= 0),
            PRIMARY KEY (datasetID, name)
        ) STRICT, WITHOUT ROWID;

        CREATE INDEX labelByPosition ON label (datasetID, position);

        CREATE TABLE item (
            id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 12),
            datasetID BLOB NOT NULL REFERENCES dataset (id),
            path TEXT NOT NULL CHECK (path <> ''),
            digest BLOB NOT NULL REFERENCES blob (digest),
            size INTEGER NOT NULL CHECK (size >= 0),
            mediaType TEXT NOT NULL,
            width INTEGER NOT NULL CHECK (width > 0),
            height INTEGER NOT NULL CHECK (height > 0),
            subset TEXT CHECK (subset IN ('train', 'validation', 'test')),
            createdAt INTEGER NOT NULL,
            UNIQUE (datasetID, path)
        ) STRICT, WITHOUT ROWID;

        CREATE INDEX itemByDataset ON item (datasetID, id);
        CREATE INDEX itemBySubset ON item (datasetID, subset, id);
        CREATE INDEX itemByDigest ON item (digest);
        """
}
