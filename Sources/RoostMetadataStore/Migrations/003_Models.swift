extension Migrations {
    /// `model.lastNumber` only grows, so that no version's number is ever used twice.
    ///
    /// A version keeps its parent's reference in words, for when the parent is gone.
    static let models = """
        CREATE TABLE model (
            id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 12),
            projectID BLOB NOT NULL REFERENCES project (id),
            name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 128),
            description TEXT NOT NULL,
            tags TEXT NOT NULL CHECK (json_valid(tags)),
            lastNumber INTEGER NOT NULL CHECK (lastNumber >= 0),
            createdAt INTEGER NOT NULL,
            updatedAt INTEGER NOT NULL,
            archivedAt INTEGER,
            deletedAt INTEGER,
            UNIQUE (projectID, name)
        ) STRICT;

        CREATE INDEX modelByDeletion ON model (deletedAt) WHERE deletedAt IS NOT NULL;

        CREATE TABLE version (
            id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 12),
            projectID BLOB NOT NULL REFERENCES project (id),
            modelID BLOB NOT NULL REFERENCES model (id),
            number INTEGER NOT NULL CHECK (number >= 1),
            status TEXT NOT NULL CHECK (status IN ('created', 'cloning', 'converting', 'pending', 'training',
                'pre-trained', 'trained', 'failed')),
            failure TEXT,
            description TEXT NOT NULL,
            tags TEXT NOT NULL CHECK (json_valid(tags)),
            task TEXT,
            type TEXT,
            labels TEXT NOT NULL CHECK (json_valid(labels)),
            configuration TEXT NOT NULL CHECK (json_valid(configuration)),
            source TEXT NOT NULL CHECK (json_valid(source)),
            parentID BLOB REFERENCES version (id) ON DELETE SET NULL,
            parent TEXT,
            digest BLOB CHECK (length(digest) = 32),
            artifactCount INTEGER NOT NULL CHECK (artifactCount >= 0),
            size INTEGER NOT NULL CHECK (size >= 0),
            createdBy TEXT NOT NULL,
            createdAt INTEGER NOT NULL,
            updatedAt INTEGER NOT NULL,
            archivedAt INTEGER,
            deletedAt INTEGER,
            UNIQUE (modelID, number),
            UNIQUE (modelID, id),
            CHECK (digest IS NOT NULL OR status NOT IN ('pre-trained', 'trained', 'converting'))
        ) STRICT;

        CREATE INDEX versionByNumber ON version (modelID, number) WHERE deletedAt IS NULL;
        CREATE INDEX versionByParent ON version (parentID);
        CREATE INDEX versionByProject ON version (projectID);
        CREATE INDEX versionByDeletion ON version (deletedAt) WHERE deletedAt IS NOT NULL;

        CREATE TABLE alias (
            modelID BLOB NOT NULL REFERENCES model (id) ON DELETE CASCADE,
            name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 63),
            versionID BLOB NOT NULL,
            updatedAt INTEGER NOT NULL,
            updatedBy TEXT NOT NULL,
            PRIMARY KEY (modelID, name),
            FOREIGN KEY (modelID, versionID) REFERENCES version (modelID, id)
        ) STRICT, WITHOUT ROWID;

        CREATE INDEX aliasByVersion ON alias (versionID, name);

        CREATE TABLE statusChange (
            id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 12),
            versionID BLOB NOT NULL REFERENCES version (id) ON DELETE CASCADE,
            at INTEGER NOT NULL,
            actor TEXT NOT NULL,
            "from" TEXT,
            "to" TEXT NOT NULL,
            message TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE INDEX statusChangeByVersion ON statusChange (versionID, id);

        CREATE TABLE artifact (
            id BLOB NOT NULL UNIQUE CHECK (length(id) = 12),
            versionID BLOB NOT NULL REFERENCES version (id) ON DELETE CASCADE,
            path TEXT NOT NULL CHECK (path <> ''),
            kind TEXT NOT NULL CHECK (kind IN ('item', 'link')),
            blobDigest BLOB REFERENCES blob (digest),
            linkDigest BLOB CHECK (length(linkDigest) = 32),
            size INTEGER CHECK (size >= 0),
            url TEXT,
            createdAt INTEGER NOT NULL,
            PRIMARY KEY (versionID, path),
            CHECK (CASE kind
                WHEN 'item' THEN blobDigest IS NOT NULL AND size IS NOT NULL AND url IS NULL AND linkDigest IS NULL
                ELSE url IS NOT NULL AND blobDigest IS NULL END)
        ) STRICT, WITHOUT ROWID;

        CREATE INDEX artifactByBlob ON artifact (blobDigest) WHERE blobDigest IS NOT NULL;
        """
}
