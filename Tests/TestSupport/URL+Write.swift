import Foundation

extension URL {
    /// Writes `text` to a file below this folder, making the folders on the way.
    @discardableResult
    package func write(_ path: String, _ text: String = "") throws -> URL {
        try write(path, Data(text.utf8))
    }

    @discardableResult
    package func write(_ path: String, _ bytes: Data) throws -> URL {
        let file = appending(path: path)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try bytes.write(to: file)
        return file
    }
}
