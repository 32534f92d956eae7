import Foundation
import RoostEntities
import RoostHuggingFace
import RoostONNX

/// What a plain ONNX model says of itself, as far as a registry needs to know.
package struct DeclaredModel: Hashable, Sendable {
    package let task: ModelTask?
    package let labels: [String]

    /// Reads what the metadata of an `.onnx` file declares, and what the files beside it do if it is given by its folder.
    ///
    /// Blocks while it reads; call it off the cooperative pool.
    ///
    /// - Parameter place: the file, or a folder with one.
    /// - Throws: ``RoostError`` when what is declared cannot be read; there is nothing declared of what is no model.
    package init(at place: URL) throws(RoostError) {
        var isFolder: ObjCBool = false
        let isThere = FileManager.default.fileExists(atPath: place.path, isDirectory: &isFolder)
        guard isThere, isFolder.boolValue else {
            try self.init(Self.declaration(in: place))
            return
        }
        let names = Set((try? FileManager.default.contentsOfDirectory(atPath: place.path)) ?? [])
        guard ONNXAdapter.recognizes(names), !HuggingFaceAdapter.recognizes(names) else {
            self.init(ONNXDeclaration())
            return
        }
        do {
            self.init(try ONNXAdapter.declaration(in: ONNXFolder(place)))
        } catch {
            throw RoostError(loading: error)
        }
    }

    private init(_ declaration: ONNXDeclaration) {
        task = declaration.task
        labels = declaration.labels ?? []
    }

    private static func declaration(in file: URL) throws(RoostError) -> ONNXDeclaration {
        guard file.pathExtension == "onnx", let model = try? MappedFile(path: file.path, name: file.lastPathComponent),
            let summary = withExtendedLifetime(model, { try? ONNXModelSummary.read(model.bytes) }),
            let text = summary.metadata[ONNXDeclaration.metadataKey]
        else { return ONNXDeclaration() }
        return try ONNXDeclaration(Data(text.utf8), file: "metadata '\(ONNXDeclaration.metadataKey)'")
    }
}
