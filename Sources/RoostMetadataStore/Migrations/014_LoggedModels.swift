extension Migrations {
    /// Models that runs put down, whether or not they are ever registered, and which models went into runs and came out.
    ///
    /// `runModel` names models as clients do, for they tell of models that are elsewhere, too. `lastExperiment` only
    /// grows, so that no experiment's number is ever used twice.
    static let loggedModels = """
        CREATE TABLE loggedModel (
            key INTEGER NOT NULL PRIMARY KEY,
            id TEXT NOT NULL CHECK (length(id) BETWEEN 3 AND 255),
            projectID BLOB NOT NULL REFERENCES project (id),
            experimentKey INTEGER NOT NULL REFERENCES experiment (key),
            name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 500),
            status TEXT NOT NULL CHECK (status IN ('pending', 'ready', 'failed')),
            statusMessage TEXT NOT NULL,
            type TEXT NOT NULL,
            sourceRun TEXT CHECK (sourceRun <> ''),
            createdBy TEXT NOT NULL,
            createdAt INTEGER NOT NULL,
            updatedAt INTEGER NOT NULL,
            deletedAt INTEGER,
            UNIQUE (projectID, id)
        ) STRICT;

        CREATE INDEX loggedModelByCreation ON loggedModel (experimentKey, createdAt DESC, id);
        CREATE INDEX loggedModelByName ON loggedModel (experimentKey, name);
        CREATE INDEX loggedModelBySourceRun ON loggedModel (sourceRun) WHERE sourceRun IS NOT NULL;
        CREATE INDEX loggedModelByDeletion ON loggedModel (deletedAt) WHERE deletedAt IS NOT NULL;

        CREATE TABLE loggedModelParameter (
            modelKey INTEGER NOT NULL REFERENCES loggedModel (key) ON DELETE CASCADE,
            name TEXT NOT NULL CHECK (name <> ''),
            value TEXT NOT NULL,
            head TEXT NOT NULL GENERATED ALWAYS AS (substr(value, 1, 64)) VIRTUAL,
            PRIMARY KEY (modelKey, name)
        ) STRICT, WITHOUT ROWID;

        CREATE INDEX loggedModelParameterByValue ON loggedModelParameter (name, head, modelKey);

        CREATE TABLE loggedModelTag (
            modelKey INTEGER NOT NULL REFERENCES loggedModel (key) ON DELETE CASCADE,
            name TEXT NOT NULL CHECK (name <> ''),
            value TEXT NOT NULL,
            head TEXT NOT NULL GENERATED ALWAYS AS (substr(value, 1, 64)) VIRTUAL,
            PRIMARY KEY (modelKey, name)
        ) STRICT, WITHOUT ROWID;

        CREATE INDEX loggedModelTagByValue ON loggedModelTag (name, head, modelKey);

        CREATE TABLE loggedModelMetric (
            modelKey INTEGER NOT NULL REFERENCES loggedModel (key) ON DELETE CASCADE,
            fieldKey INTEGER NOT NULL REFERENCES runField (key),
            at INTEGER NOT NULL,
            step INTEGER NOT NULL,
            runKey INTEGER NOT NULL REFERENCES run (key) ON DELETE CASCADE,
            dataset TEXT NOT NULL,
            digest TEXT NOT NULL,
            value REAL,
            PRIMARY KEY (modelKey, fieldKey, at, step, runKey, dataset, digest)
        ) STRICT, WITHOUT ROWID;

        CREATE INDEX loggedModelMetricByField ON loggedModelMetric (fieldKey, value, modelKey);
        CREATE INDEX loggedModelMetricByRun ON loggedModelMetric (runKey);

        CREATE TABLE loggedModelArtifact (
            modelKey INTEGER NOT NULL REFERENCES loggedModel (key) ON DELETE CASCADE,
            path TEXT NOT NULL CHECK (path <> ''),
            digest BLOB NOT NULL REFERENCES blob (digest),
            size INTEGER NOT NULL CHECK (size >= 0),
            createdAt INTEGER NOT NULL,
            PRIMARY KEY (modelKey, path)
        ) STRICT, WITHOUT ROWID;

        CREATE INDEX loggedModelArtifactByDigest ON loggedModelArtifact (digest);

        CREATE TABLE runModel (
            key INTEGER NOT NULL PRIMARY KEY,
            runKey INTEGER NOT NULL REFERENCES run (key) ON DELETE CASCADE,
            direction TEXT NOT NULL CHECK (direction IN ('input', 'output')),
            model TEXT NOT NULL CHECK (model <> ''),
            step INTEGER NOT NULL,
            UNIQUE (runKey, direction, model)
        ) STRICT;

        CREATE TABLE lastExperiment (
            one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
            number INTEGER NOT NULL CHECK (number >= 0)
        ) STRICT;

        INSERT INTO lastExperiment (one, number) SELECT 1, coalesce(max(key), 0) FROM experiment;

        CREATE TRIGGER experimentIsNumbered AFTER INSERT ON experiment BEGIN
            UPDATE lastExperiment SET number = max(number, NEW.key);
        END;
        """
}
