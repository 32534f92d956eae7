import Foundation
import RoostAdapters
import RoostEntities
import RoostHuggingFace
import RoostONNX

/// Folders of plain `.onnx` files; what is declared of one decides which adapter runs it: see ``ONNXDeclaration``.
package enum ONNXAdapter: ModelFormat {
    package static let name = "onnx"
    package static let requirement = "a .onnx file with roost.json or preprocessor_config.json"
    package static let adapters: [any ModelAdapter<NativeEngine>.Type] = [ONNXClassifier.self, ONNXDetector.self]

    package static func recognizes(_ files: Set<String>) -> Bool {
        files.contains { $0.hasSuffix(".onnx") }
    }

    package static func adapter(for folder: URL) throws -> any ModelAdapter<NativeEngine>.Type {
        try declaration(in: ONNXFolder(folder)).outputs == nil ? ONNXClassifier.self : ONNXDetector.self
    }

    /// What is declared of the model in a folder, which is not loaded.
    static func declaration(in folder: ONNXFolder) throws -> ONNXDeclaration {
        let model = try MappedFile(path: folder.model.path, name: folder.model.lastPathComponent)
        // What is no model says nothing about itself; loading it tells what is wrong.
        let summary = withExtendedLifetime(model) { try? ONNXModelSummary.read(model.bytes) }
        return try folder.declaration(metadata: summary?.metadata ?? [:])
    }
}
