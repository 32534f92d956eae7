import Foundation
import RoostEntities
import RoostModelFiles

/// Where in a folder of artifacts the files lie that an adapter opens.
struct ModelPlace: Hashable, Sendable {
    /// The folder itself, but for a checkpoint that MLflow saved, which lies in a folder of its own.
    let folder: URL
    /// The names of the files there, and the path of the graph that an `MLmodel` names.
    let files: Set<String>

    /// Looks what there is; blocks.
    ///
    /// - Parameter folder: a version's artifacts, or a folder of somebody's.
    /// - Throws: ``RoostError`` when an `MLmodel` says that there is nothing to run, or the folder cannot be read.
    init(in folder: URL) throws(RoostError) {
        let files = try Self.files(in: folder)
        guard files.contains(MLmodel.fileName), !HuggingFaceAdapter.recognizes(files),
            let mlmodel = try MLmodel(in: folder)
        else {
            self.init(folder: folder, files: files)
            return
        }
        switch try mlmodel.runnable {
        case .onnx(let graph):
            self.init(folder: folder, files: files.union([graph.text]))
        case .checkpoint(nil):
            self.init(folder: folder, files: files)
        case .checkpoint(let path?):
            let place = folder.appending(path: path.text, directoryHint: .isDirectory)
            self.init(folder: place, files: try Self.files(in: place))
        }
    }

    private init(folder: URL, files: Set<String>) {
        self.folder = folder
        self.files = files
    }

    private static func files(in folder: URL) throws(RoostError) -> Set<String> {
        do {
            return Set(try FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false)))
        } catch {
            throw RoostError(.notFound, "the folder \(quoted(folder.lastPathComponent)) cannot be read", cause: error)
        }
    }
}
