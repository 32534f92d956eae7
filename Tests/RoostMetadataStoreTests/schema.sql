CREATE TABLE accessToken (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 12),
    name TEXT NOT NULL CHECK (name <> ''),
    role TEXT NOT NULL CHECK (role IN ('viewer', 'contributor', 'maintainer', 'admin')),
    projectID BLOB REFERENCES project (id),
    executionID BLOB REFERENCES execution (id) ON DELETE CASCADE,
    hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
    createdAt INTEGER NOT NULL,
    expiresAt INTEGER,
    CHECK (executionID IS NULL OR projectID IS NOT NULL)
) STRICT, WITHOUT ROWID;

CREATE INDEX accessTokenByExecution ON accessToken (executionID) WHERE executionID IS NOT NULL;

CREATE INDEX accessTokenByProject ON accessToken (projectID);

CREATE TABLE "alias" (
    modelID BLOB NOT NULL REFERENCES model (id) ON DELETE CASCADE,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 255),
    versionID BLOB NOT NULL,
    updatedAt INTEGER NOT NULL,
    updatedBy TEXT NOT NULL,
    PRIMARY KEY (modelID, name),
    FOREIGN KEY (modelID, versionID) REFERENCES version (modelID, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX aliasByVersion ON alias (versionID, name);

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
    truth TEXT GENERATED ALWAYS AS (CASE WHEN versionID IS NULL THEN label END) STORED, attributes TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(attributes)),
    FOREIGN KEY (datasetID, truth) REFERENCES label (datasetID, name),
    CHECK (versionID IS NOT NULL OR (score IS NULL AND executionID IS NULL))
) STRICT, WITHOUT ROWID;

CREATE INDEX annotationByDataset ON annotation (datasetID, id);

CREATE INDEX annotationByExecution ON annotation (executionID, id) WHERE executionID IS NOT NULL;

CREATE INDEX annotationByItem ON annotation (itemID, id);

CREATE INDEX annotationByTruth ON annotation (datasetID, truth, itemID);

CREATE INDEX annotationByVersion ON annotation (versionID, datasetID, id) WHERE versionID IS NOT NULL;

CREATE INDEX annotationPrediction ON annotation (datasetID, id) WHERE versionID IS NOT NULL;

CREATE INDEX annotationTruth ON annotation (datasetID, id) WHERE versionID IS NULL;

CREATE INDEX annotationTruthByItem ON annotation (itemID, id) WHERE versionID IS NULL;

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

CREATE TABLE auditEntry (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 12),
    projectID BLOB REFERENCES project (id),
    at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL CHECK (action <> ''),
    subject TEXT NOT NULL,
    detail TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX auditEntryByProject ON auditEntry (projectID, id);

CREATE TABLE blob (
    digest BLOB NOT NULL PRIMARY KEY CHECK (length(digest) = 32),
    size INTEGER NOT NULL CHECK (size >= 0),
    usedAt INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE dataset (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 12),
    projectID BLOB NOT NULL REFERENCES project (id),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 128),
    description TEXT NOT NULL,
    itemCount INTEGER NOT NULL CHECK (itemCount >= 0),
    annotationCount INTEGER NOT NULL CHECK (annotationCount >= 0),
    createdAt INTEGER NOT NULL,
    updatedAt INTEGER NOT NULL,
    deletedAt INTEGER, strict INTEGER NOT NULL DEFAULT 0 CHECK (strict IN (0, 1)), metadata TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(metadata)), revision INTEGER NOT NULL DEFAULT 0 CHECK (revision >= 0),
    UNIQUE (projectID, name)
) STRICT;

CREATE INDEX datasetByDeletion ON dataset (deletedAt) WHERE deletedAt IS NOT NULL;

CREATE TABLE datasetSubset (
    datasetID BLOB NOT NULL REFERENCES dataset (id) ON DELETE CASCADE,
    subset TEXT NOT NULL CHECK (subset IN ('', 'train', 'validation', 'test')),
    itemCount INTEGER NOT NULL CHECK (itemCount >= 0),
    PRIMARY KEY (datasetID, subset)
) STRICT, WITHOUT ROWID;

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
    finishedAt INTEGER, evidence BLOB REFERENCES blob (digest), itemCount INTEGER CHECK (itemCount >= 0), objectCount INTEGER CHECK (objectCount >= 0),
    CHECK ((report IS NULL) = (finishedAt IS NULL))
) STRICT;

CREATE INDEX evaluationByDataset ON evaluation (datasetID, id);

CREATE INDEX evaluationByEvidence ON evaluation (evidence) WHERE evidence IS NOT NULL;

CREATE INDEX evaluationByProject ON evaluation (projectID, id);

CREATE INDEX evaluationBySnapshot ON evaluation (snapshotID);

CREATE INDEX evaluationByVersion ON evaluation (versionID, id);

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

CREATE INDEX evaluationObjectByCell ON evaluationObject
    (evaluationID, truth, predicted, place, itemID, number) WHERE side = 'false-positive';

CREATE INDEX evaluationObjectByKind ON evaluationObject
    (evaluationID, kind, place, itemID, number);

CREATE INDEX evaluationObjectByLabel ON evaluationObject
    (evaluationID, label, kind, place, itemID, number);

CREATE INDEX evaluationObjectByMistake ON evaluationObject
    (evaluationID, label, place, itemID, number, side) WHERE side IS NOT NULL;

CREATE INDEX evaluationObjectByObject ON evaluationObject
    (evaluationID, itemID, truth, object, kind) WHERE truth IS NOT NULL;

CREATE INDEX evaluationObjectByPlace ON evaluationObject
    (evaluationID, place, itemID, number) WHERE side IS NOT NULL;

CREATE INDEX evaluationObjectBySide ON evaluationObject
    (evaluationID, side, place, itemID, number) WHERE side IS NOT NULL;

CREATE TABLE "evaluationOutcome" (
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

CREATE INDEX evaluationOutcomeByAnswer ON evaluationOutcome (evaluationID, predicted, kind, weight, itemID);

CREATE INDEX evaluationOutcomeByCell ON evaluationOutcome (evaluationID, truth, predicted, weight, itemID);

CREATE INDEX evaluationOutcomeByItem ON evaluationOutcome (itemID);

CREATE INDEX evaluationOutcomeByKind ON evaluationOutcome (evaluationID, kind, weight, itemID);

CREATE INDEX evaluationOutcomeByTruth ON evaluationOutcome (evaluationID, truth, kind, weight, itemID);

CREATE TABLE evaluationScore (
    versionID BLOB NOT NULL REFERENCES version (id) ON DELETE CASCADE,
    snapshotID BLOB NOT NULL REFERENCES snapshot (id),
    subset TEXT NOT NULL,
    metric TEXT NOT NULL CHECK (metric <> ''),
    value REAL NOT NULL,
    evaluationID BLOB NOT NULL REFERENCES evaluation (id) ON DELETE CASCADE,
    PRIMARY KEY (versionID, snapshotID, subset, metric)
) STRICT, WITHOUT ROWID;

CREATE INDEX evaluationScoreByEvaluation ON evaluationScore (evaluationID);

CREATE INDEX evaluationScoreByValue ON evaluationScore (snapshotID, subset, metric, value, versionID);

CREATE TABLE "execution" (
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

CREATE INDEX executionByDataset ON execution (datasetID, status);

CREATE INDEX executionByEnd ON execution (finishedAt) WHERE finishedAt IS NOT NULL;

CREATE INDEX executionByProduct ON execution (productID, status) WHERE productID IS NOT NULL;

CREATE INDEX executionByProject ON execution (projectID, id);

CREATE INDEX executionByRun ON execution (runID) WHERE runID IS NOT NULL;

CREATE INDEX executionBySnapshot ON execution (snapshotID) WHERE snapshotID IS NOT NULL;

CREATE INDEX executionByStatus ON execution (projectID, status, id);

CREATE INDEX executionByVersion ON execution (versionID, status);

CREATE INDEX executionQueue ON execution (status, id);

CREATE TABLE executionImage (
    executionID BLOB NOT NULL REFERENCES execution (id) ON DELETE CASCADE,
    position INTEGER NOT NULL CHECK (position >= 0),
    digest BLOB NOT NULL REFERENCES blob (digest),
    PRIMARY KEY (executionID, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX executionImageByDigest ON executionImage (digest);

CREATE TRIGGER experimentIsNumbered AFTER INSERT ON experiment BEGIN
    UPDATE lastExperiment SET number = max(number, NEW.key);
END;

CREATE TABLE experiment (
    key INTEGER NOT NULL PRIMARY KEY,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 12),
    projectID BLOB NOT NULL REFERENCES project (id),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 500),
    description TEXT NOT NULL,
    tags TEXT NOT NULL CHECK (json_valid(tags)),
    createdAt INTEGER NOT NULL,
    updatedAt INTEGER NOT NULL,
    deletedAt INTEGER, artifactLocation TEXT CHECK (artifactLocation <> ''),
    UNIQUE (projectID, name)
) STRICT;

CREATE INDEX experimentByCreation ON experiment (projectID, createdAt);

CREATE INDEX experimentByDeletion ON experiment (deletedAt) WHERE deletedAt IS NOT NULL;

CREATE TABLE "item" (
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

CREATE INDEX itemByDataset ON item (datasetID, deletedAt, id);

CREATE INDEX itemByDeletion ON item (deletedAt) WHERE deletedAt IS NOT NULL;

CREATE INDEX itemByDigest ON item (digest);

CREATE UNIQUE INDEX itemByPath ON item (datasetID, path) WHERE deletedAt IS NULL;

CREATE INDEX itemBySubset ON item (datasetID, subset, id) WHERE deletedAt IS NULL;

CREATE TABLE label (
    datasetID BLOB NOT NULL REFERENCES dataset (id) ON DELETE CASCADE,
    name TEXT NOT NULL CHECK (name <> ''),
    position INTEGER NOT NULL CHECK (position >= 0), parent TEXT CHECK (parent <> name), color TEXT CHECK (color GLOB '#*' AND length(color) = 7), attributes TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(attributes)),
    PRIMARY KEY (datasetID, name)
) STRICT, WITHOUT ROWID;

CREATE INDEX labelByPosition ON label (datasetID, position);

CREATE TABLE lastExperiment (
    one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    number INTEGER NOT NULL CHECK (number >= 0)
) STRICT;

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

CREATE INDEX loggedModelByDeletion ON loggedModel (deletedAt) WHERE deletedAt IS NOT NULL;

CREATE INDEX loggedModelByName ON loggedModel (experimentKey, name);

CREATE INDEX loggedModelBySourceRun ON loggedModel (sourceRun) WHERE sourceRun IS NOT NULL;

CREATE TABLE loggedModelArtifact (
    modelKey INTEGER NOT NULL REFERENCES loggedModel (key) ON DELETE CASCADE,
    path TEXT NOT NULL CHECK (path <> ''),
    digest BLOB NOT NULL REFERENCES blob (digest),
    size INTEGER NOT NULL CHECK (size >= 0),
    createdAt INTEGER NOT NULL,
    PRIMARY KEY (modelKey, path)
) STRICT, WITHOUT ROWID;

CREATE INDEX loggedModelArtifactByDigest ON loggedModelArtifact (digest);

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

CREATE TRIGGER modelTagOfChanged AFTER UPDATE OF tags ON model WHEN NEW.tags <> OLD.tags BEGIN
    DELETE FROM modelTag WHERE modelID = NEW.id;
    INSERT INTO modelTag (modelID, name, value) SELECT NEW.id, key, value FROM json_each(NEW.tags);
END;

CREATE TRIGGER modelTagOfNew AFTER INSERT ON model WHEN NEW.tags <> '{}' BEGIN
    INSERT INTO modelTag (modelID, name, value) SELECT NEW.id, key, value FROM json_each(NEW.tags);
END;

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

CREATE INDEX modelByUpdate ON model (projectID, updatedAt);

CREATE TABLE modelTag (
    modelID BLOB NOT NULL REFERENCES model (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    head TEXT NOT NULL GENERATED ALWAYS AS (substr(value, 1, 64)) VIRTUAL,
    PRIMARY KEY (modelID, name)
) STRICT;

CREATE INDEX modelTagByValue ON modelTag (name, head, modelID);

CREATE TABLE pendingSplit (
    datasetID BLOB NOT NULL PRIMARY KEY REFERENCES dataset (id) ON DELETE CASCADE,
    split TEXT NOT NULL CHECK (json_valid(split)),
    lots TEXT NOT NULL CHECK (json_valid(lots)),
    position BLOB NOT NULL CHECK (length(position) = 12),
    last BLOB NOT NULL CHECK (length(last) = 12)
) STRICT, WITHOUT ROWID;

CREATE TABLE prediction (
    executionID BLOB NOT NULL REFERENCES execution (id) ON DELETE CASCADE,
    position INTEGER NOT NULL CHECK (position >= 0),
    body TEXT NOT NULL CHECK (json_valid(body)),
    PRIMARY KEY (executionID, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE project (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 12),
    name TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 63),
    description TEXT NOT NULL,
    createdAt INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE projectBlob (
    projectID BLOB NOT NULL REFERENCES project (id),
    digest BLOB NOT NULL REFERENCES blob (digest) ON DELETE CASCADE,
    PRIMARY KEY (projectID, digest)
) STRICT, WITHOUT ROWID;

CREATE INDEX projectBlobByDigest ON projectBlob (digest);

CREATE TABLE "run" (
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

CREATE TABLE runArtifact (
    runKey INTEGER NOT NULL REFERENCES run (key) ON DELETE CASCADE,
    path TEXT NOT NULL CHECK (path <> ''),
    digest BLOB NOT NULL REFERENCES blob (digest),
    size INTEGER NOT NULL CHECK (size >= 0),
    createdAt INTEGER NOT NULL,
    PRIMARY KEY (runKey, path)
) STRICT, WITHOUT ROWID;

CREATE INDEX runArtifactByDigest ON runArtifact (digest);

CREATE TABLE runField (
    key INTEGER NOT NULL PRIMARY KEY,
    projectID BLOB NOT NULL REFERENCES project (id),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 250),
    UNIQUE (projectID, name)
) STRICT;

CREATE TABLE runInput (
    runKey INTEGER NOT NULL REFERENCES run (key) ON DELETE CASCADE,
    position INTEGER NOT NULL CHECK (position >= 0),
    dataset TEXT NOT NULL,
    snapshotID BLOB CHECK (length(snapshotID) = 12),
    digest TEXT,
    context TEXT NOT NULL, sourceType TEXT, source TEXT, schema TEXT, profile TEXT, tags TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(tags)),
    PRIMARY KEY (runKey, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX runInputByDataset ON runInput (dataset, runKey);

CREATE INDEX runInputByDigest ON runInput (digest, runKey) WHERE digest IS NOT NULL;

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

CREATE INDEX runMetricByExperimentLast ON runMetric (experimentKey, fieldKey, last, runKey);

CREATE INDEX runMetricByExperimentMax ON runMetric (experimentKey, fieldKey, max, runKey);

CREATE INDEX runMetricByExperimentMin ON runMetric (experimentKey, fieldKey, min, runKey);

CREATE INDEX runMetricByLast ON runMetric (fieldKey, last, runKey);

CREATE TABLE runModel (
    key INTEGER NOT NULL PRIMARY KEY,
    runKey INTEGER NOT NULL REFERENCES run (key) ON DELETE CASCADE,
    direction TEXT NOT NULL CHECK (direction IN ('input', 'output')),
    model TEXT NOT NULL CHECK (model <> ''),
    step INTEGER NOT NULL,
    UNIQUE (runKey, direction, model)
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

CREATE INDEX snapshotByDigest ON snapshot (digest);

CREATE INDEX snapshotByRevision ON snapshot (datasetID, revision);

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

CREATE TABLE trace (
    key INTEGER NOT NULL PRIMARY KEY,
    id TEXT NOT NULL CHECK (length(id) BETWEEN 1 AND 50),
    projectID BLOB NOT NULL REFERENCES project (id),
    experimentKey INTEGER NOT NULL REFERENCES experiment (key),
    clientID TEXT,
    startedAt INTEGER NOT NULL,
    duration INTEGER CHECK (duration >= 0),
    state TEXT NOT NULL CHECK (state IN ('STATE_UNSPECIFIED', 'OK', 'ERROR', 'IN_PROGRESS')),
    requestPreview TEXT,
    responsePreview TEXT,
    isFinal INTEGER NOT NULL CHECK (isFinal IN (0, 1)),
    spanBytes INTEGER NOT NULL DEFAULT 0 CHECK (spanBytes >= 0),
    UNIQUE (projectID, id)
) STRICT;

CREATE INDEX traceByClientID ON trace (projectID, clientID) WHERE clientID IS NOT NULL;

CREATE INDEX traceByStart ON trace (experimentKey, startedAt DESC, id);

CREATE TABLE traceArtifact (
    traceKey INTEGER NOT NULL REFERENCES trace (key) ON DELETE CASCADE,
    path TEXT NOT NULL CHECK (path <> ''),
    digest BLOB NOT NULL REFERENCES blob (digest),
    size INTEGER NOT NULL CHECK (size >= 0),
    createdAt INTEGER NOT NULL,
    PRIMARY KEY (traceKey, path)
) STRICT, WITHOUT ROWID;

CREATE INDEX traceArtifactByDigest ON traceArtifact (digest);

CREATE TABLE traceAssessment (
    key INTEGER NOT NULL PRIMARY KEY,
    traceKey INTEGER NOT NULL REFERENCES trace (key) ON DELETE CASCADE,
    id TEXT NOT NULL CHECK (length(id) BETWEEN 1 AND 50),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 250),
    kind TEXT NOT NULL CHECK (kind IN ('feedback', 'expectation', 'issue')),
    content TEXT NOT NULL CHECK (json_valid(content)),
    value TEXT,
    number REAL,
    head TEXT GENERATED ALWAYS AS (substr(value, 1, 64)) VIRTUAL,
    sourceType TEXT NOT NULL CHECK (sourceType <> ''),
    sourceID TEXT,
    rationale TEXT,
    spanID TEXT,
    metadata TEXT NOT NULL CHECK (json_valid(metadata)),
    overrides TEXT,
    isValid INTEGER NOT NULL CHECK (isValid IN (0, 1)),
    createdAt INTEGER NOT NULL,
    updatedAt INTEGER NOT NULL,
    UNIQUE (traceKey, id)
) STRICT;

CREATE INDEX traceAssessmentByValue ON traceAssessment (name, head, traceKey);

CREATE TABLE traceMetadata (
    traceKey INTEGER NOT NULL REFERENCES trace (key) ON DELETE CASCADE,
    fieldKey INTEGER NOT NULL REFERENCES runField (key),
    value TEXT NOT NULL,
    head TEXT NOT NULL GENERATED ALWAYS AS (substr(value, 1, 64)) VIRTUAL,
    PRIMARY KEY (traceKey, fieldKey)
) STRICT, WITHOUT ROWID;

CREATE INDEX traceMetadataByValue ON traceMetadata (fieldKey, head, traceKey);

CREATE TABLE tracePrompt (
    traceKey INTEGER NOT NULL REFERENCES trace (key) ON DELETE CASCADE,
    prompt TEXT NOT NULL CHECK (prompt <> ''),
    PRIMARY KEY (traceKey, prompt)
) STRICT, WITHOUT ROWID;

CREATE INDEX tracePromptByPrompt ON tracePrompt (prompt, traceKey);

CREATE TABLE traceRun (
    traceKey INTEGER NOT NULL REFERENCES trace (key) ON DELETE CASCADE,
    runKey INTEGER NOT NULL REFERENCES run (key) ON DELETE CASCADE,
    PRIMARY KEY (traceKey, runKey)
) STRICT, WITHOUT ROWID;

CREATE INDEX traceRunByRun ON traceRun (runKey, traceKey);

CREATE TABLE traceSpan (
    key INTEGER NOT NULL PRIMARY KEY,
    traceKey INTEGER NOT NULL REFERENCES trace (key) ON DELETE CASCADE,
    id INTEGER NOT NULL,
    parentID INTEGER,
    name TEXT NOT NULL,
    type TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('UNSET', 'OK', 'ERROR')),
    startedAt INTEGER NOT NULL CHECK (startedAt >= 0),
    endedAt INTEGER CHECK (endedAt >= 0),
    content TEXT NOT NULL,
    UNIQUE (traceKey, id)
) STRICT;

CREATE INDEX traceSpanByName ON traceSpan (name, traceKey);

CREATE INDEX traceSpanByTrace ON traceSpan (traceKey, type, status, name);

CREATE TABLE traceTag (
    traceKey INTEGER NOT NULL REFERENCES trace (key) ON DELETE CASCADE,
    fieldKey INTEGER NOT NULL REFERENCES runField (key),
    value TEXT NOT NULL,
    head TEXT NOT NULL GENERATED ALWAYS AS (substr(value, 1, 64)) VIRTUAL,
    PRIMARY KEY (traceKey, fieldKey)
) STRICT, WITHOUT ROWID;

CREATE INDEX traceTagByValue ON traceTag (fieldKey, head, traceKey);

CREATE TABLE upload (
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 12),
    projectID BLOB NOT NULL REFERENCES project (id),
    digest BLOB NOT NULL CHECK (length(digest) = 32),
    size INTEGER NOT NULL CHECK (size >= 0),
    createdAt INTEGER NOT NULL,
    expiresAt INTEGER NOT NULL,
    complete INTEGER NOT NULL CHECK (complete IN (0, 1))
) STRICT, WITHOUT ROWID;

CREATE INDEX uploadByExpiry ON upload (expiresAt);

CREATE INDEX uploadByProject ON upload (projectID);

CREATE TRIGGER versionTagOfChanged AFTER UPDATE OF tags ON version WHEN NEW.tags <> OLD.tags BEGIN
    DELETE FROM versionTag WHERE versionID = NEW.id;
    INSERT INTO versionTag (versionID, name, value) SELECT NEW.id, key, value FROM json_each(NEW.tags);
END;

CREATE TRIGGER versionTagOfNew AFTER INSERT ON version WHEN NEW.tags <> '{}' BEGIN
    INSERT INTO versionTag (versionID, name, value) SELECT NEW.id, key, value FROM json_each(NEW.tags);
END;

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
    deletedAt INTEGER, training TEXT CHECK (training IS NULL OR json_valid(training)), snapshotID BLOB REFERENCES snapshot (id), origin TEXT CHECK (origin <> ''), originRun TEXT CHECK (originRun <> ''), originModel TEXT CHECK (originModel <> ''), runLink TEXT CHECK (runLink <> ''), userID TEXT CHECK (userID <> ''), stage TEXT NOT NULL DEFAULT 'none'
    CHECK (stage IN ('none', 'staging', 'production', 'archived')), runID TEXT
    GENERATED ALWAYS AS (coalesce(originRun, json_extract(training, '$.runID'))) VIRTUAL,
    UNIQUE (modelID, number),
    UNIQUE (modelID, id),
    CHECK (digest IS NOT NULL OR status NOT IN ('pre-trained', 'trained', 'converting'))
) STRICT;

CREATE INDEX versionByDeletion ON version (deletedAt) WHERE deletedAt IS NOT NULL;

CREATE INDEX versionByModelUpdate ON version (modelID, updatedAt) WHERE deletedAt IS NULL;

CREATE INDEX versionByNumber ON version (modelID, number) WHERE deletedAt IS NULL;

CREATE INDEX versionByOrigin ON version (origin) WHERE origin IS NOT NULL;

CREATE INDEX versionByParent ON version (parentID);

CREATE INDEX versionByProject ON version (projectID);

CREATE INDEX versionByRun ON version (runID) WHERE runID IS NOT NULL;

CREATE INDEX versionBySnapshot ON version (snapshotID) WHERE snapshotID IS NOT NULL;

CREATE INDEX versionByStage ON version (modelID, stage, number) WHERE deletedAt IS NULL;

CREATE INDEX versionByUpdate ON version (projectID, updatedAt) WHERE deletedAt IS NULL;

CREATE INDEX versionInTraining ON version (status) WHERE status IN ('pending', 'training');

CREATE TABLE versionTag (
    versionID BLOB NOT NULL REFERENCES version (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    head TEXT NOT NULL GENERATED ALWAYS AS (substr(value, 1, 64)) VIRTUAL,
    PRIMARY KEY (versionID, name)
) STRICT;

CREATE INDEX versionTagByValue ON versionTag (name, head, versionID);
