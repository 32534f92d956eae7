import Foundation
import RoostEntities
import RoostHuggingFace
import RoostONNX

/// A model that is to be exported, opened: its graph, its weights where they lie, and what there is to say of it.
struct ExportSource {
    enum Graph {
        /// Written by Roost.
        case built([UInt8])
        /// A file of others.
        case file(MappedFile)
    }

    let graph: Graph
    /// The files that the graph refers to, by the names by which it does; they must outlive what is made of them.
    let weights: [String: MappedFile]
    /// What the file is to say about itself.
    var declaration: ONNXDeclaration
    /// The `model_type` of the checkpoint, or `onnx`.
    let architecture: String
    /// Extents in place of symbolic ones.
    var extents: [String: Int] = [:]
    var warnings: [String] = []

    /// Opens what is in `folder`.
    ///
    /// - Parameters:
    ///   - folder: a version's artifacts.
    ///   - task: what the version is for, when its files leave that open.
    ///   - shape: what the exported model is to take; `nil` leaves open what the model does.
    /// - Returns: the model; it keeps the files mapped.
    /// - Throws: ``RoostError`` when there is no model that can be exported, or not with that shape.
    static func open(_ folder: URL, task: ModelTask?, shape: InputShape?) throws(RoostError) -> ExportSource {
        do {
            let place = try ModelPlace(in: folder)
            if HuggingFaceAdapter.recognizes(place.files) {
                return try checkpoint(place.folder, task: task, shape: shape)
            }
            if ONNXAdapter.recognizes(place.files) { return try plain(place.folder, task: task, shape: shape) }
        } catch {
            throw RoostError(loading: error)
        }
        throw RoostError(
            .unsupported,
            """
            \(quoted(folder.lastPathComponent)) holds no model that can be exported: that needs \
            \(HuggingFaceAdapter.requirement), or a .onnx file
            """
        )
    }
}
