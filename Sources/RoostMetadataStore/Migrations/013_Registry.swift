extension Migrations {
    /// What clients of a model registry say of versions beyond what Roost asks, and tags by name and value.
    ///
    /// `version.origin` is where they say that its files came from. `version.runID` is the run it came out of: the one
    /// they named, or the one of its training. Tags are kept as JSON with their model or version; triggers keep a row of
    /// each beside it, for searches. `alias` is made anew for its names may be longer.
    static let registry = """
        ALTER TABLE version ADD COLUMN origin TEXT CHECK (origin <> '');
        ALTER TABLE version ADD COLUMN originRun TEXT CHECK (originRun <> '');
        ALTER TABLE version ADD COLUMN originModel TEXT CHECK (originModel <> '');
        ALTER TABLE version ADD COLUMN runLink TEXT CHECK (runLink <> '');
        ALTER TABLE version ADD COLUMN userID TEXT CHECK (userID <> '');
        ALTER TABLE version ADD COLUMN stage TEXT NOT NULL DEFAULT 'none'
            CHECK (stage IN ('none', 'staging', 'production', 'archived'));
        ALTER TABLE version ADD COLUMN runID TEXT
            GENERATED ALWAYS AS (coalesce(originRun, json_extract(training, '$.runID'))) VIRTUAL;

        CREATE INDEX versionByStage ON version (modelID, stage, number) WHERE deletedAt IS NULL;
        CREATE INDEX versionByModelUpdate ON version (modelID, updatedAt) WHERE deletedAt IS NULL;
        CREATE INDEX versionByUpdate ON version (projectID, updatedAt) WHERE deletedAt IS NULL;
        CREATE INDEX versionByRun ON version (runID) WHERE runID IS NOT NULL;
        CREATE INDEX versionByOrigin ON version (origin) WHERE origin IS NOT NULL;
        CREATE INDEX modelByUpdate ON model (projectID, updatedAt);

        CREATE TABLE modelTag (
            modelID BLOB NOT NULL REFERENCES model (id) ON DELETE CASCADE,
            name TEXT NOT NULL,
            value TEXT NOT NULL,
            head TEXT NOT NULL GENERATED ALWAYS AS (substr(value, 1, 64)) VIRTUAL,
            PRIMARY KEY (modelID, name)
        ) STRICT;

        CREATE INDEX modelTagByValue ON modelTag (name, head, modelID);

        CREATE TABLE versionTag (
            versionID BLOB NOT NULL REFERENCES version (id) ON DELETE CASCADE,
            name TEXT NOT NULL,
            value TEXT NOT NULL,
            head TEXT NOT NULL GENERATED ALWAYS AS (substr(value, 1, 64)) VIRTUAL,
            PRIMARY KEY (versionID, name)
        ) STRICT;

        CREATE INDEX versionTagByValue ON versionTag (name, head, versionID);

        INSERT INTO modelTag (modelID, name, value) SELECT model.id, key, value FROM model, json_each(model.tags);
        INSERT INTO versionTag (versionID, name, value)
            SELECT version.id, key, value FROM version, json_each(version.tags);

        CREATE TRIGGER modelTagOfNew AFTER INSERT ON model WHEN NEW.tags <> '{}' BEGIN
            INSERT INTO modelTag (modelID, name, value) SELECT NEW.id, key, value FROM json_each(NEW.tags);
        END;

        CREATE TRIGGER modelTagOfChanged AFTER UPDATE OF tags ON model WHEN NEW.tags <> OLD.tags BEGIN
            DELETE FROM modelTag WHERE modelID = NEW.id;
            INSERT INTO modelTag (modelID, name, value) SELECT NEW.id, key, value FROM json_each(NEW.tags);
        END;

        CREATE TRIGGER versionTagOfNew AFTER INSERT ON version WHEN NEW.tags <> '{}' BEGIN
            INSERT INTO versionTag (versionID, name, value) SELECT NEW.id, key, value FROM json_each(NEW.tags);
        END;

        CREATE TRIGGER versionTagOfChanged AFTER UPDATE OF tags ON version WHEN NEW.tags <> OLD.tags BEGIN
            DELETE FROM versionTag WHERE versionID = NEW.id;
            INSERT INTO versionTag (versionID, name, value) SELECT NEW.id, key, value FROM json_each(NEW.tags);
        END;

        CREATE TABLE longAlias (
            modelID BLOB NOT NULL REFERENCES model (id) ON DELETE CASCADE,
            name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 255),
            versionID BLOB NOT NULL,
            updatedAt INTEGER NOT NULL,
            updatedBy TEXT NOT NULL,
            PRIMARY KEY (modelID, name),
            FOREIGN KEY (modelID, versionID) REFERENCES version (modelID, id)
        ) STRICT, WITHOUT ROWID;

        INSERT INTO longAlias SELECT modelID, name, versionID, updatedAt, updatedBy FROM alias;
        DROP TABLE alias;
        ALTER TABLE longAlias RENAME TO alias;
        CREATE INDEX aliasByVersion ON alias (versionID, name);
        """
}
