import Foundation
import NIOCore
import RoostModelFiles

extension ModelDescription {
    /// What the files of a folder say of the model in it.
    ///
    /// An `MLmodel` that cannot be read says nothing; whether the model can be run is not asked here.
    ///
    /// - Throws: `corrupted` when there is a `config.json` that is no JSON object.
    init(of contents: FolderContents) throws(RoostError) {
        let files = Dictionary(contents.files.map { ($0.path.text, $0.url) }) { first, _ in first }
        let yaml = try files[MLmodel.fileName].map { file throws(RoostError) in
            try Self.bytes(of: file, limit: MLmodel.sizeLimit)
        }
        let mlmodel = yaml.flatMap { try? MLmodel(yaml: $0) }
        var texts: [String: Data] = [:]
        for path in Self.files(of: mlmodel) {
            guard let file = files[path] else { continue }
            texts[path] = try Self.bytes(of: file, limit: Self.sizeLimit)
        }
        try self.init(mlmodel: mlmodel, texts: texts, hasGraph: files.keys.contains { $0.hasSuffix(".onnx") })
    }

    private static func bytes(of file: URL, limit: Int) throws(RoostError) -> Data {
        let opened = try OpenFile(reading: file)
        guard opened.size <= limit else {
            throw RoostError(.tooLarge, "\(opened.path) has more than \(limit >> 20) MiB; such a file has a few KiB")
        }
        return Data(try opened.read(at: 0, count: Int(opened.size)).readableBytesView)
    }
}
