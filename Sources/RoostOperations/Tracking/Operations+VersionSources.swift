import RoostEntities
import RoostMetadataStore

extension Operations {
    /// Looks up where the files of a version to be are.
    ///
    /// - Throws: ``RegistryRefusal`` as the cause when what the draft names does not hold its source.
    func source(
        of draft: TrackedVersionDraft,
        in project: Project,
        _ transaction: some Reading
    ) throws -> VersionSource {
        switch draft.origin {
        case .run(let id, let experiment, let path):
            guard draft.loggedModel == nil else {
                throw RegistryRefusal.sourceElsewhere(draft.source, .loggedModel).error
            }
            guard draft.run == id else { throw RegistryRefusal.sourceElsewhere(draft.source, .run).error }
            return try runSource(of: draft, id, experiment: experiment, path, in: project, transaction)
        case .loggedModel(let id, let experiment, let path):
            guard draft.loggedModel == id else {
                throw RegistryRefusal.sourceElsewhere(draft.source, draft.run == nil ? .loggedModel : .run).error
            }
            return try loggedModelSource(of: draft, id, experiment: experiment, path, in: project, transaction)
        case .version(let reference):
            let original = try trackedVersion(reference, in: project, transaction)
            return try versionSource(of: draft, original, in: project, transaction)
        case .stage(let model, let stage):
            let latest = try trackedModel(model, in: project, transaction).latest
            guard let original = latest.first(where: { $0.stage == stage }) else {
                throw RegistryRefusal.noLatest(model).error
            }
            return try versionSource(of: draft, original, in: project, transaction)
        case .elsewhere, .prompt:
            return VersionSource(
                text: draft.source,
                run: try draft.run ?? draft.loggedModel.flatMap { try sourceRun(of: $0, in: project, transaction) },
                loggedModel: draft.loggedModel,
                files: [],
                place: Version.Source(kind: .elsewhere, location: draft.source)
            )
        }
    }

    private func runSource(
        of draft: TrackedVersionDraft,
        _ id: TrackedRunID,
        experiment: Int64?,
        _ path: Artifact.Path?,
        in project: Project,
        _ transaction: some Reading
    ) throws -> VersionSource {
        let place = try transaction.place(tracked: id.text, in: project.id)?.place
        let isHere = place.map { experiment == nil || $0.experimentKey == experiment }
        // An address that names no experiment is the client's own to follow, whether or not the run is here.
        guard isHere ?? (experiment == nil) else {
            throw RegistryRefusal.sourceElsewhere(draft.source, .run).error
        }
        return VersionSource(
            text: draft.source,
            run: id,
            loggedModel: nil,
            files: try place.map { try transaction.files(of: $0.folder, below: path).map(VersionFile.init) } ?? [],
            place: Version.Source(kind: .run, location: path.map { "\(id)/\($0)" } ?? id.text)
        )
    }

    private func versionSource(
        of draft: TrackedVersionDraft,
        _ original: TrackedVersion,
        in project: Project,
        _ transaction: some Reading
    ) throws -> VersionSource {
        guard original.version.tags.values[Self.promptTag] != "true" else {
            throw RegistryRefusal.sourceIsPrompt(draft.source).error
        }
        guard draft.run == nil || draft.run == original.run,
            draft.loggedModel == nil || draft.loggedModel == original.loggedModel
        else { throw RegistryRefusal.otherLineage(draft.source).error }
        let version = original.version
        let isSealed = version.status.isSealed
        let artifacts = isSealed ? try transaction.artifacts(of: version.id) : []
        return VersionSource(
            text: "models:/\(version.model)/\(version.number)",
            run: original.run,
            loggedModel: original.loggedModel,
            files: artifacts.compactMap(VersionFile.init),
            links: artifacts.filter { $0.kind == .link },
            digest: isSealed ? version.digest : nil,
            place: isSealed
                ? Version.Source(kind: .clone, location: version.reference.text)
                : Version.Source(kind: .elsewhere, location: original.openLocation),
            facts: VersionFacts(
                task: version.task,
                type: version.type,
                labels: version.labels,
                configuration: version.configuration
            )
        )
    }

    /// The files of a logged model that was not deleted, and the run it came out of.
    private func loggedModelSource(
        of draft: TrackedVersionDraft,
        _ id: LoggedModel.ID,
        experiment: Int64?,
        _ path: Artifact.Path?,
        in project: Project,
        _ transaction: some Reading
    ) throws -> VersionSource {
        guard let place = try transaction.place(of: id, in: project.id),
            let origin = try transaction.origin(of: place),
            experiment == nil || experiment == origin.experiment
        else { throw RegistryRefusal.sourceElsewhere(draft.source, .loggedModel).error }
        return VersionSource(
            text: draft.source,
            run: draft.run ?? origin.run,
            loggedModel: id,
            files: try transaction.files(of: place.folder, below: path).map(VersionFile.init),
            place: Version.Source(kind: .run, location: path.map { "\(id)/\($0)" } ?? id.text)
        )
    }

    /// The run that a logged model came out of.
    private func sourceRun(
        of model: LoggedModel.ID,
        in project: Project,
        _ transaction: some Reading
    ) throws -> TrackedRunID? {
        let place = try loggedModelPlace(model.text, in: project, transaction)
        return try transaction.origin(of: place)?.run
    }

    /// The tag whose value `true` makes a model or a version a prompt.
    package static var promptTag: String { "mlflow.prompt.is_prompt" }

    static var prompts: ExcludedTag { ExcludedTag(name: promptTag, value: "true") }
}

extension VersionFile {
    fileprivate init(_ file: OwnedFile) {
        self.init(path: file.path, digest: file.digest, size: file.size)
    }

    /// `nil` for a link.
    fileprivate init?(_ artifact: Artifact) {
        guard artifact.kind == .item, let digest = artifact.digest, let size = artifact.size else { return nil }
        self.init(path: artifact.path, digest: digest, size: size)
    }
}

extension TrackedVersion {
    /// Where clients look for the files of a version that Roost keeps none of.
    package var openLocation: String {
        version.source.kind == .elsewhere ? version.source.location : source ?? ""
    }
}
