import Foundation
import RoostEntities

/// Where the images that a table names lie: inside one folder, never outside.
struct ImagePlace: Sendable {
    let root: URL
    private let boundary: String

    init(_ root: URL) {
        self.root = root
        boundary = FolderTree.boundary(root)
    }

    /// - Parameter name: relative to the folder, as the table has it.
    /// - Returns: where it lies in the dataset and on this machine.
    /// - Throws: `notFound`, or `permissionDenied` when links lead outside.
    func resolve(_ name: String) throws(RoostError) -> (path: Artifact.Path, file: URL) {
        let path = try Self.path(name)
        guard let file = try file(at: path) else {
            throw RoostError(
                .notFound,
                "\(quoted(name)) is not in \(quoted(boundary)); name the folder with --images"
            )
        }
        return (path, file)
    }

    /// The file at `path`; `nil` when there is none.
    ///
    /// - Throws: `permissionDenied` when links lead outside.
    func file(at path: Artifact.Path) throws(RoostError) -> URL? {
        let file = root.appending(path: path.text, directoryHint: .notDirectory)
        guard FileManager.default.fileExists(atPath: file.path(percentEncoded: false)) else { return nil }
        let resolved = file.resolvingSymlinksInPath().standardizedFileURL.path(percentEncoded: false)
        guard resolved.hasPrefix(boundary) else {
            throw RoostError(.permissionDenied, "\(quoted(path.text)) leads outside \(quoted(boundary))")
        }
        return file
    }

    static func path(_ name: String) throws(RoostError) -> Artifact.Path {
        try Artifact.Path(name.hasPrefix("./") ? String(name.dropFirst(2)) : name)
    }
}

/// Whether a file's name promises an image that Roost reads.
package enum ImageFileName {
    static let suffixes = ["jpg", "jpeg", "png", "webp"]

    package static func matches(_ name: String) -> Bool {
        let name = name.lowercased()
        return suffixes.contains { name.hasSuffix("." + $0) }
    }
}

extension Artifact.Path {
    /// The path without the suffix of its last component.
    var stem: String {
        guard let dot = text.lastIndex(of: "."), dot > text.startIndex else { return text }
        guard let slash = text.lastIndex(of: "/") else { return String(text[..<dot]) }
        return dot > text.index(after: slash) ? String(text[..<dot]) : text
    }

    var components: [Substring] { text.split(separator: "/") }
}
