import Foundation
import RoostClient

/// Where the images that a table names lie: inside one folder, never outside.
struct ImagePlace {
    private let root: URL
    private let boundary: String

    init(_ root: URL) {
        self.root = root
        let path = root.resolvingSymlinksInPath().standardizedFileURL.path(percentEncoded: false)
        boundary = path.hasSuffix("/") ? path : path + "/"
    }

    /// `name`: relative to the folder, as the table has it.
    func resolve(_ name: String) throws(RoostError) -> (path: Artifact.Path, file: URL) {
        let plain = name.hasPrefix("./") ? String(name.dropFirst(2)) : name
        let path = try Artifact.Path(plain)
        let file = root.appending(path: path.text, directoryHint: .notDirectory)
        let resolved = file.resolvingSymlinksInPath().standardizedFileURL.path(percentEncoded: false)
        guard resolved.hasPrefix(boundary) else {
            throw RoostError(.permissionDenied, "\(Output.safe(name)) leads outside \(Output.safe(boundary))")
        }
        guard FileManager.default.fileExists(atPath: resolved) else {
            throw RoostError(
                .notFound,
                "\(Output.safe(name)) is not in \(Output.safe(boundary)); name the folder with --images"
            )
        }
        return (path, file)
    }
}
