import Foundation
import NIOCore
import RoostArtifactStore
import RoostEntities

// The verbs whose bodies are still being written; each moves to the file of its noun.

func pending<Value>() throws(RoostError) -> Value {
    throw RoostError(.unsupported, "this is not built yet")
}

// MARK: Access
extension Operations {
    /// Makes the first admin token when there is none at all, and the project `default`.
    ///
    /// - Returns: the token's secret, to be written where only the owner can read it; `nil` when there are tokens.
    package func bootstrap() async throws -> String? { try pending() }
    /// Who carries `secret`. Throws `unauthenticated` for one that is unknown, revoked or expired.
    package func authenticate(_ secret: String) async throws -> Caller { try pending() }
    package func session(as caller: Caller) async throws -> Session { try pending() }
    package func projects(page: PageRequest, as caller: Caller) async throws -> Page<Project> { try pending() }
    package func createProject(_ name: Project.Name, description: String, as caller: Caller) async throws -> Project {
        try pending()
    }
    package func project(named name: Project.Name, as caller: Caller) async throws -> Project { try pending() }
    package func tokens(page: PageRequest, as caller: Caller) async throws -> Page<AccessToken> { try pending() }
    package func issueToken(
        name: String,
        role: Role,
        project: Project.Name?,
        expiresInSeconds: Double?,
        as caller: Caller
    ) async throws -> IssuedToken { try pending() }
    package func revokeToken(_ id: Identifier<AccessToken>, as caller: Caller) async throws { try pending() }
    package func audit(project: Project.Name?, page: PageRequest, as caller: Caller) async throws -> Page<AuditEntry> {
        try pending()
    }
}

// MARK: Models, versions, aliases, artifacts
extension Operations {
    package func models(
        in project: Project.Name,
        filter: ModelFilter,
        page: PageRequest,
        as caller: Caller
    ) async throws -> Page<Model> { try pending() }
    package func createModel(
        _ name: Model.Name,
        description: String,
        tags: Tags,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Model { try pending() }
    package func model(named name: Model.Name, in project: Project.Name, as caller: Caller) async throws -> Model {
        try pending()
    }
    package func updateModel(
        named name: Model.Name,
        _ changes: Changes,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Model { try pending() }
    package func deleteModel(named name: Model.Name, in project: Project.Name, as caller: Caller) async throws {
        try pending()
    }
    package func undeleteModel(named name: Model.Name, in project: Project.Name, as caller: Caller) async throws
        -> Model
    {
        try pending()
    }

    package func versions(
        of model: Model.Name,
        filter: VersionFilter,
        page: PageRequest,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Page<Version> { try pending() }
    package func createVersion(
        of model: Model.Name,
        _ draft: Version.Draft,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Version { try pending() }
    package func version(_ reference: Reference, in project: Project.Name, as caller: Caller) async throws -> Version {
        try pending()
    }
    package func updateVersion(
        _ reference: Reference,
        _ changes: Changes,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Version { try pending() }
    package func deleteVersion(_ reference: Reference, in project: Project.Name, as caller: Caller) async throws {
        try pending()
    }
    package func undeleteVersion(
        _ reference: Reference,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Version { try pending() }
    package func sealVersion(_ reference: Reference, in project: Project.Name, as caller: Caller) async throws
        -> Version
    {
        try pending()
    }
    package func cloneVersion(
        _ reference: Reference,
        _ draft: CloneDraft,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Version { try pending() }
    package func history(
        of reference: Reference,
        page: PageRequest,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Page<StatusChange> { try pending() }

    package func aliases(of model: Model.Name, in project: Project.Name, as caller: Caller) async throws
        -> [AliasTarget]
    {
        try pending()
    }
    package func setAlias(
        _ alias: Alias,
        of model: Model.Name,
        to number: Version.Number,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> AliasTarget { try pending() }
    package func removeAlias(
        _ alias: Alias,
        of model: Model.Name,
        in project: Project.Name,
        as caller: Caller
    ) async throws { try pending() }

    package func artifacts(
        of reference: Reference,
        page: PageRequest,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Page<Artifact> { try pending() }
    package func putArtifacts(
        _ drafts: [Artifact.Draft],
        into reference: Reference,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> [Artifact] { try pending() }
    package func artifactContent(
        of reference: Reference,
        at path: Artifact.Path,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> ArtifactContent { try pending() }
    package func deleteArtifact(
        at path: Artifact.Path,
        of reference: Reference,
        in project: Project.Name,
        as caller: Caller
    ) async throws { try pending() }
}

// MARK: Blobs and uploads
extension Operations {
    /// Those of `digests` (10,000 at most) that this project has neither uploaded nor references.
    package func missingBlobs(
        _ digests: [Digest],
        in project: Project.Name,
        as caller: Caller
    ) async throws -> [Digest] { try pending() }
    /// - Parameter size: as announced; what arrives must have it. `nil` takes what comes, up to `limit` bytes.
    package func storeBlob<Body: AsyncSequence & Sendable>(
        _ digest: Digest,
        size: Int64?,
        limit: Int64?,
        body: Body,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> StoredBlob where Body.Element == ByteBuffer { try pending() }
    /// In bytes, of content the project knows.
    package func blobSize(_ digest: Digest, in project: Project.Name, as caller: Caller) async throws -> Int64 {
        try pending()
    }
    /// Bytes of content the project knows, all of them or a range.
    package func readBlob(
        _ digest: Digest,
        range: Range<Int64>?,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> BlobBody { try pending() }
    package func createUpload(
        of digest: Digest,
        size: Int64,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Upload { try pending() }
    package func upload(_ id: Identifier<Upload>, in project: Project.Name, as caller: Caller) async throws -> Upload {
        try pending()
    }
    package func appendToUpload<Body: AsyncSequence & Sendable>(
        _ id: Identifier<Upload>,
        at offset: Int64,
        body: Body,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Upload where Body.Element == ByteBuffer { try pending() }
    package func cancelUpload(_ id: Identifier<Upload>, in project: Project.Name, as caller: Caller) async throws {
        try pending()
    }
}

// MARK: Datasets
extension Operations {
    package func datasets(
        deleted: Bool,
        page: PageRequest,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Page<Dataset> { try pending() }
    package func createDataset(
        _ name: Dataset.Name,
        description: String,
        labels: [Label],
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Dataset { try pending() }
    package func dataset(named name: Dataset.Name, in project: Project.Name, as caller: Caller) async throws -> Dataset
    {
        try pending()
    }
    package func updateDataset(
        named name: Dataset.Name,
        _ changes: DatasetChanges,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Dataset { try pending() }
    package func deleteDataset(named name: Dataset.Name, in project: Project.Name, as caller: Caller) async throws {
        try pending()
    }
    package func undeleteDataset(
        named name: Dataset.Name,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Dataset { try pending() }
    package func items(
        of dataset: Dataset.Name,
        subset: Subset?,
        page: PageRequest,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Page<Item> { try pending() }
    /// The items as they were made, in the order of the drafts (1,000 at most).
    package func addItems(
        _ drafts: [Item.Draft],
        to dataset: Dataset.Name,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> [Item] { try pending() }
    package func item(
        _ id: Identifier<Item>,
        of dataset: Dataset.Name,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Item { try pending() }
    package func annotations(
        of dataset: Dataset.Name,
        filter: AnnotationFilter,
        page: PageRequest,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Page<Annotation> { try pending() }
}

// MARK: Executions
extension Operations {
    /// The newest first; without their predictions.
    package func executions(
        status: Execution.Status?,
        page: PageRequest,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Page<Execution> { try pending() }
    package func createExecution(
        _ draft: ExecutionDraft,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Execution { try pending() }
    package func execution(
        _ id: Identifier<Execution>,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Execution { try pending() }
    /// The execution at its next change of status or progress, when it has ended, or after `seconds` (0 to 60).
    package func waitForExecution(
        _ id: Identifier<Execution>,
        seconds: Double,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Execution { try pending() }
    package func cancelExecution(
        _ id: Identifier<Execution>,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Execution { try pending() }
    /// What the log holds from `offset` on; waits up to `seconds` (0 to 60) for more to come.
    package func executionLog(
        _ id: Identifier<Execution>,
        offset: Int64,
        seconds: Double,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> LogChunk { try pending() }

    // The worker's own.
    package func heartbeat(
        _ id: Identifier<Execution>,
        progress: Execution.Progress,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> HeartbeatAnswer { try pending() }
    package func recordResults(
        _ results: [ExecutionResult],
        of id: Identifier<Execution>,
        in project: Project.Name,
        as caller: Caller
    ) async throws { try pending() }
    package func finishExecution(
        _ id: Identifier<Execution>,
        failure: String?,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> Execution { try pending() }

    // The scheduler's own: no caller, the server asks.
    /// The oldest queued execution, now running, with the secret of a token for its worker; `nil` when none is queued.
    package func claimNextExecution() async throws -> ClaimedExecution? { try pending() }
    /// Those running or cancelling, of all projects.
    package func runningExecutions() async throws -> [Execution] { try pending() }
    /// The worker is gone: `cancelling` becomes `cancelled`, `running` is queued again, or `failed` with `reason`
    /// when it has been started `attempts` times. Its tokens end.
    package func workerIsGone(
        _ id: Identifier<Execution>,
        reason: String,
        attempts: Int
    ) async throws -> Execution { try pending() }
    /// Fails an execution that has not ended.
    package func failExecution(_ id: Identifier<Execution>, reason: String) async throws -> Execution { try pending() }
    package func issueExecutionToken(_ id: Identifier<Execution>) async throws -> String { try pending() }
    package func revokeExecutionTokens(_ id: Identifier<Execution>) async throws { try pending() }
    /// Every execution that was made, changed its status or progress, from now on, in any project.
    package func executionChanges() -> AsyncStream<Identifier<Execution>> { changes.stream() }
}

// MARK: Maintenance
extension Operations {
    package func doctor(repair: Bool, deep: Bool, as caller: Caller) async throws -> DoctorReport { try pending() }
    package func collectGarbage(
        dryRun: Bool,
        graceSeconds: Double,
        as caller: Caller
    ) async throws -> GarbageReport { try pending() }
    /// A tar archive of the metadata and every blob it names, as of now, while the server runs.
    package func backup(as caller: Caller) async throws -> BackupStream { try pending() }
    /// Makes a home of a backup, with no server running on it.
    ///
    /// - Parameters:
    ///   - home: a folder that is missing or empty; anything else is refused.
    ///   - blobs: makes the store of the new home.
    package static func restore(
        archive: URL,
        to home: URL,
        blobs: (URL) throws -> any BlobStore
    ) async throws -> RestoreReport { try pending() }
}
