import Foundation
import RoostEntities
import RoostHuggingFace
import RoostONNX

/// Writes a model as an ONNX file that stands alone: its weights inside, standard operators only, and what it is, what it
/// takes and what it answers in its metadata.
///
/// The same model gives the same bytes. Roost itself takes the file back as it is: the entry `roost` of the metadata is
/// what a `roost.json` beside it would say.
package struct ONNXExport: Sendable {
    /// A version's artifacts.
    package let folder: URL
    /// What the model is called, such as `mine:2`.
    package let name: String
    /// What the version is for, when its files leave that open.
    package let task: ModelTask?
    /// What the exported model is to take; `nil` leaves open what the model does.
    package let shape: InputShape?
    /// The version of Roost.
    package let program: String

    /// What has been written, of how much, in bytes.
    package typealias Progress = (_ done: Int, _ total: Int) -> Void

    package init(folder: URL, name: String, task: ModelTask? = nil, shape: InputShape? = nil, program: String) {
        self.folder = folder
        self.name = name
        self.task = task
        self.shape = shape
        self.program = program
    }

    /// Looks whether `file` may be written.
    ///
    /// - Throws: `alreadyExists` when something is there that must not be replaced.
    package static func check(_ file: URL, replacing: Bool) throws(RoostError) {
        try ExportedFile(file, replacing: replacing).check()
    }

    /// Writes `file`, and beside it `file.data` when the weights are too large for a protobuf file.
    ///
    /// Each appears whole or not at all. Blocks while it writes; call it off the cooperative pool.
    ///
    /// - Parameters:
    ///   - file: where to write.
    ///   - replacing: whether what is there may be replaced.
    ///   - limit: how large the `.onnx` file may be, in bytes.
    ///   - progress: told now and then.
    /// - Returns: what was written, and where.
    /// - Throws: ``RoostError`` when the model cannot be exported, or the file not be written.
    package func write(
        to file: URL,
        replacing: Bool = false,
        limit: Int = StandaloneModel.maximumSize,
        progress: Progress = { _, _ in }
    ) throws(RoostError) -> ExportedModel {
        let target = ExportedFile(file, replacing: replacing)
        let dataTarget = ExportedFile(file.appendingPathExtension("data"), replacing: replacing)
        try target.check()
        let source = try ExportSource.open(folder, task: task, shape: shape)
        do {
            return try source.withBytes { graph, weights in
                let standalone = try StandaloneModel(
                    graph,
                    weights: weights,
                    changes: changes(source),
                    dataName: dataTarget.url.lastPathComponent,
                    limit: limit
                )
                let total = standalone.model.count + (standalone.data?.count ?? 0)
                var done = 0
                let step: (Int) -> Void = { count in
                    done += count
                    progress(done, total)
                }
                // The model comes last: whoever sees it finds its weights.
                if let data = standalone.data {
                    try dataTarget.check()
                    try dataTarget.write(data, progress: step)
                }
                try target.write(standalone.model, progress: step)
                return try exported(standalone, of: source, at: target.url, data: dataTarget.url)
            }
        } catch let error as ONNXError {
            throw RoostError(.corrupted, error.message, cause: error)
        } catch {
            throw RoostError(loading: error)
        }
    }

    private func changes(_ source: ExportSource) throws -> StandaloneModel.Changes {
        var changes = StandaloneModel.Changes()
        changes.extents = source.extents
        changes.metadata = try source.metadata
        changes.metadata["exported_from"] = name
        guard case .built = source.graph else { return changes }
        changes.producer = .init(name: "roost", version: program)
        changes.documentation = source.documentation(name: name)
        return changes
    }

    private func exported(
        _ model: StandaloneModel,
        of source: ExportSource,
        at file: URL,
        data: URL
    ) throws -> ExportedModel {
        ExportedModel(
            file: file.path(percentEncoded: false),
            size: model.model.count,
            data: model.data.map { _ in data.path(percentEncoded: false) },
            dataSize: model.data?.count,
            task: source.declaration.task,
            architecture: source.architecture,
            labels: source.declaration.labels ?? [],
            inputs: model.inputs.map(\.text),
            outputs: model.outputs.map(\.text),
            warnings: source.warnings
        )
    }
}

extension ExportSource {
    /// Hands out the bytes of the graph and of the files it refers to; they are valid within `body` alone.
    fileprivate func withBytes<Result>(
        _ body: (UnsafeRawBufferPointer, [String: UnsafeRawBufferPointer]) throws -> Result
    ) throws -> Result {
        try withExtendedLifetime(self) {
            let weights = weights.mapValues(\.bytes)
            switch graph {
            case .built(let bytes): return try bytes.withUnsafeBytes { try body($0, weights) }
            case .file(let file): return try body(file.bytes, weights)
            }
        }
    }
}
