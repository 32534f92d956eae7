import struct Crypto.SHA256
import Foundation
import RoostEntities
import RoostMetadataStore
import RoostModelFiles
import RoostONNX
import RoostTensors
import RoostThreads

extension Operations {
    /// What MLflow's client finds in a folder of a version, or at the top, by name; nothing when there is no such version.
    ///
    /// That is what the version holds and, if MLflow did not make it, what the client needs to load it.
    package func trackedEntries(
        of reference: Reference,
        in folder: Artifact.Path?,
        project: Project.Name,
        as caller: Caller
    ) async throws -> [RunFolderEntry] {
        let read = try await metadata.read { [self] transaction -> (entries: [RunFolderEntry], bare: BareFiles?) in
            let project = try self.project(project, for: caller, in: transaction)
            guard let version = try? version(reference, in: project, transaction) else { return ([], nil) }
            let entries = try transaction.entries(of: version.folder, in: folder, limit: Limits.artifacts)
            guard BareFiles.paths.contains(where: { RunFolderEntry($0, in: folder) != nil }) else {
                return (entries, nil)
            }
            return (entries, try BareFiles(of: version, transaction))
        }
        guard let bare = read.bare, let made = try await madeFiles(of: bare) else { return read.entries }
        return made.sorted { $0.key < $1.key }.reduce(into: read.entries) { entries, file in
            guard let entry = RunFolderEntry(file.key, size: file.value.size, in: folder) else { return }
            entries.insert(entry, at: entries.firstIndex { $0.name > entry.name } ?? entries.endIndex)
        }
    }

    /// What MLflow's client finds at a path of a version: the same files as ``trackedEntries(of:in:project:as:)``.
    package func trackedContent(
        of reference: Reference,
        at path: Artifact.Path,
        in project: Project.Name,
        as caller: Caller
    ) async throws -> VersionContent {
        do {
            return .kept(try await artifactContent(of: reference, at: path, in: project, as: caller))
        } catch let error as RoostError where error.code == .notFound && BareFiles.paths.contains(path.text) {
            let bare = try await metadata.read { [self] transaction in
                let project = try self.project(project, for: caller, in: transaction)
                return try BareFiles(of: try version(reference, in: project, transaction), transaction)
            }
            guard let bare, let made = try await madeFiles(of: bare)?[path.text] else { throw error }
            return made
        }
    }

    /// By path; `nil` for a version that MLflow's client has no way to load.
    private func madeFiles(of files: BareFiles) async throws -> [String: VersionContent]? {
        let inspection = ModelInspection(blobs: blobs, threads: threads)
        switch files.kind {
        case .graph(let name, let file):
            guard let summary = try await inspection.summary(of: file) else { return nil }
            let model = BareModel.graph(
                file: name,
                inputs: summary.inputs.signed ?? [],
                outputs: summary.outputs.signed ?? []
            )
            return [MLmodel.fileName: .made(MLmodel.text(of: model, madeAt: files.madeAt))]
        case .checkpoint(let configuration, let processor):
            guard let pipeline = try await pipeline(of: configuration, inspection) else { return nil }
            return [
                MLmodel.fileName: .made(MLmodel.text(of: .checkpoint(pipeline), madeAt: files.madeAt)),
                BareFiles.processorPath: .kept(.blob(digest: processor.digest, size: processor.size)),
            ]
        }
    }

    private func pipeline(
        of configuration: ModelInspection.File,
        _ inspection: ModelInspection
    ) async throws -> TransformersPipeline? {
        guard configuration.size <= ModelDescription.sizeLimit else { return nil }
        let text = try await inspection.bytes(of: configuration)
        return await threads.run {
            guard case .object(let members)? = try? JSONDecoder().decode(JSONValue.self, from: text) else { return nil }
            return TransformersPipeline(configuration: members)
        }
    }
}

extension VersionContent {
    fileprivate static func made(_ text: String) -> VersionContent {
        let content = Data(text.utf8)
        return .made(content, digest: Digest(bytes: SHA256.hash(data: content)))
    }

    /// In bytes; `nil` of a link that does not say.
    fileprivate var size: Int64? {
        switch self {
        case .kept(.blob(_, let size)): size
        case .kept(.link): nil
        case .made(let content, _): Int64(content.count)
        }
    }
}

extension RunFolderEntry {
    /// The file itself or the folder on the way to it, as `folder` shows it; `nil` when it lies elsewhere.
    fileprivate init?(_ path: String, size: Int64? = nil, in folder: Artifact.Path?) {
        let start = folder.map { "\($0)/" } ?? ""
        guard path.hasPrefix(start) else { return nil }
        let rest = path.dropFirst(start.count).split(separator: "/")
        guard let name = rest.first else { return nil }
        self.init(name: String(name), size: rest.count == 1 ? size : nil)
    }
}

extension [ValueInfoProto] {
    /// `nil` unless all are tensors whose elements numpy has.
    fileprivate var signed: [BareModel.Tensor]? {
        let tensors = compactMap { value -> BareModel.Tensor? in
            guard let type = value.type, type != .bfloat16, let dimensions = value.dimensions else { return nil }
            let extents = dimensions.map { dimension -> Int? in
                guard case .fixed(let extent) = dimension, extent >= 0 else { return nil }
                return extent
            }
            return BareModel.Tensor(
                name: value.name,
                signature: TensorSignature(elementType: type.rawValue, extents: extents)
            )
        }
        return tensors.count == count ? tensors : nil
    }
}
