extension Migrations {
    /// Ontologies with more to say, items that can be deleted, and snapshots.
    ///
    /// `dataset.revision` counts the changes that a snapshot would show. An item was there in the revisions from
    /// `addedIn` up to, and without, `deletedIn`. The table of items is made anew, because the path of a deleted item is
    /// free again. Whatever names a snapshot by a foreign key keeps it. A split that is under way has moved the items up
    /// to `position`, and ends with `last`.
    static let snapshots = """
        ALTER TABLE dataset ADD COLUMN strict INTEGER NOT NULL DEFAULT 0 CHECK (strict IN (0, 1));
        ALTER TABLE dataset ADD COLUMN metadata TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(metadata));
        ALTER TABLE dataset ADD COLUMN revision INTEGER NOT NULL DEFAULT 0 CHECK (revision >= 0);

        ALTER TABLE label ADD COLUMN parent TEXT CHECK (parent <> name);
        ALTER TABLE label ADD COLUMN color TEXT CHECK (color GLOB '#*' AND length(color) = 7);
        ALTER TABLE label ADD COLUMN attributes TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(attributes));

        ALTER TABLE annotation ADD COLUMN attributes TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(attributes));
        DROP INDEX annotationByTruth;
        CREATE INDEX annotationByTruth ON annotation (datasetID, truth, itemID);
        CREATE INDEX annotationTruthByItem ON annotation (itemID, id) WHERE versionID IS NULL;

        CREATE TABLE newItem (
            id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 12),
            datasetID BLOB NOT NULL REFERENCES dataset (id),
            path TEXT NOT NULL CHECK (path <> ''),
            digest BLOB NOT NULL REFERENCES blob (digest),
            size INTEGER NOT NULL CHECK (size >= 0),
            mediaType TEXT NOT NULL,
            width INTEGER NOT NULL CHECK (width > 0),
            height INTEGER NOT NULL CHECK (height > 0),
            subset TEXT CHECK (subset IN ('train', 'validation', 'test')),
            metadata TEXT NOT NULL CHECK (json_valid(metadata)),
            createdAt INTEGER NOT NULL,
            addedIn INTEGER NOT NULL,
            deletedAt INTEGER,
            deletedIn INTEGER,
            CHECK ((deletedAt IS NULL) = (deletedIn IS NULL))
        ) STRICT, WITHOUT ROWID;

        INSERT INTO newItem (id, datasetID, path, digest, size, mediaType, width, height, subset, metadata, createdAt,
            addedIn)
        SELECT id, datasetID, path, digest, size, mediaType, width, height, subset, '{}', createdAt, 0
        FROM item ORDER BY id;

        DROP TABLE item;
        ALTER TABLE newItem RENAME TO item;

        CREATE UNIQUE INDEX itemByPath ON item (datasetID, path) WHERE deletedAt IS NULL;
        CREATE INDEX itemByDataset ON item (datasetID, deletedAt, id);
        CREATE INDEX itemBySubset ON item (datasetID, subset, id) WHERE deletedAt IS NULL;
        CREATE INDEX itemByDigest ON item (digest);
        CREATE INDEX itemByDeletion ON item (deletedAt) WHERE deletedAt IS NOT NULL;

        CREATE TABLE snapshot (
            id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 12),
            datasetID BLOB NOT NULL REFERENCES dataset (id),
            digest BLOB NOT NULL REFERENCES blob (digest),
            size INTEGER NOT NULL CHECK (size >= 0),
            revision INTEGER NOT NULL CHECK (revision >= 0),
            itemCount INTEGER NOT NULL CHECK (itemCount >= 0),
            annotationCount INTEGER NOT NULL CHECK (annotationCount >= 0),
            subsets TEXT NOT NULL CHECK (json_valid(subsets)),
            createdBy TEXT NOT NULL,
            createdAt INTEGER NOT NULL,
            UNIQUE (datasetID, digest)
        ) STRICT, WITHOUT ROWID;

        CREATE INDEX snapshotByDataset ON snapshot (datasetID, id);
        CREATE INDEX snapshotByRevision ON snapshot (datasetID, revision);
        CREATE INDEX snapshotByDigest ON snapshot (digest);

        CREATE TABLE pendingSplit (
            datasetID BLOB NOT NULL PRIMARY KEY REFERENCES dataset (id) ON DELETE CASCADE,
            split TEXT NOT NULL CHECK (json_valid(split)),
            lots TEXT NOT NULL CHECK (json_valid(lots)),
            position BLOB NOT NULL CHECK (length(position) = 12),
            last BLOB NOT NULL CHECK (length(last) = 12)
        ) STRICT, WITHOUT ROWID;
        """
}
