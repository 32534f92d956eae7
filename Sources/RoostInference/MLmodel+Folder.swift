import Foundation
import RoostEntities
import RoostModelFiles

extension MLmodel {
    /// Reads the `MLmodel` of a folder; `nil` where there is none.
    ///
    /// - Parameter folder: where a model's files lie.
    /// - Throws: ``RoostError`` for one that cannot be read.
    init?(in folder: URL) throws(RoostError) {
        let file = folder.appending(path: Self.fileName)
        guard FileManager.default.fileExists(atPath: file.path(percentEncoded: false)) else { return nil }
        let text: Data
        do {
            let size = try file.resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 0
            guard size <= Self.sizeLimit else {
                throw RoostError(.tooLarge, "\(Self.fileName): has \(size) bytes; \(Self.sizeLimit) are allowed")
            }
            text = try Data(contentsOf: file)
        } catch {
            throw (error as? RoostError) ?? RoostError(.unavailable, "\(Self.fileName): cannot be read", cause: error)
        }
        try self.init(yaml: text)
    }
}
