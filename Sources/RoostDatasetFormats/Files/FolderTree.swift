import Foundation
import RoostEntities

/// The regular files below a folder, by their paths.
enum FolderTree {
    private static let depthLimit = 32

    /// Sorted; hidden files and folders are left out, links are followed where they stay inside.
    ///
    /// - Parameters:
    ///   - folder: must be one.
    ///   - limit: of files.
    /// - Returns: paths relative to the folder.
    /// - Throws: `permissionDenied` for a link that leads outside, `tooLarge` beyond 32 levels or the limit.
    static func paths(below folder: URL, limit: Int = ImportedItem.limit) throws -> [Artifact.Path] {
        let root = folder.resolvingSymlinksInPath().standardizedFileURL
        var walk = Walk(boundary: boundary(root), limit: limit)
        try walk.collect(root, below: "", depth: 0)
        return walk.paths.sorted()
    }

    /// The path that everything inside begins with.
    static func boundary(_ folder: URL) -> String {
        let path = folder.resolvingSymlinksInPath().standardizedFileURL.path(percentEncoded: false)
        return path.hasSuffix("/") ? path : path + "/"
    }

    private struct Walk {
        let boundary: String
        let limit: Int
        var paths: [Artifact.Path] = []

        init(boundary: String, limit: Int) {
            self.boundary = boundary
            self.limit = limit
        }

        mutating func collect(_ folder: URL, below prefix: String, depth: Int) throws {
            guard depth < depthLimit else {
                throw RoostError(
                    .tooLarge,
                    "\(quoted(folder.lastPathComponent)) lies more than \(depthLimit) folders deep; "
                        + "does a link lead in a circle?"
                )
            }
            for name in try names(in: folder) where !name.hasPrefix(".") {
                let entry = folder.appending(path: name, directoryHint: .notDirectory)
                guard let (isFolder, place) = try kind(of: entry) else { continue }
                let path = prefix.isEmpty ? name : prefix + "/" + name
                guard !isFolder else {
                    try collect(place, below: path, depth: depth + 1)
                    continue
                }
                guard paths.count < limit else {
                    throw RoostError(.tooLarge, "there are more than \(limit) files; name a smaller folder")
                }
                paths.append(try Artifact.Path(path))
            }
        }

        private func names(in folder: URL) throws(RoostError) -> [String] {
            let path = folder.path(percentEncoded: false)
            do {
                return try FileManager.default.contentsOfDirectory(atPath: path)
            } catch {
                throw RoostError(.permissionDenied, "cannot read the folder \(quoted(path))", cause: error)
            }
        }

        /// `nil` for what is neither a file nor a folder, and for links to nothing.
        private func kind(of entry: URL) throws(RoostError) -> (isFolder: Bool, place: URL)? {
            var status = stat()
            let path = entry.path(percentEncoded: false)
            guard lstat(path, &status) == 0 else { return nil }
            guard status.st_mode & S_IFMT == S_IFLNK else { return Self.kind(status, entry) }
            let resolved = entry.resolvingSymlinksInPath().standardizedFileURL
            guard resolved.path(percentEncoded: false).hasPrefix(boundary) else {
                throw RoostError(
                    .permissionDenied,
                    "\(quoted(path)) is a link to a place outside the folder; put a copy in its place"
                )
            }
            guard stat(path, &status) == 0 else { return nil }
            return Self.kind(status, resolved)
        }

        private static func kind(_ status: stat, _ place: URL) -> (isFolder: Bool, place: URL)? {
            switch status.st_mode & S_IFMT {
            case S_IFREG: (false, place)
            case S_IFDIR: (true, place)
            default: nil
            }
        }
    }
}

/// What lies directly in a folder.
enum FolderListing {
    /// Sorted by name, hidden ones left out.
    static func files(_ suffix: String, in folder: URL) -> [URL] {
        entries(folder).filter { $0.pathExtension.lowercased() == suffix }
    }

    static func folders(in folder: URL) -> [URL] {
        entries(folder).filter { (try? $0.resourceValues(forKeys: [.isDirectoryKey]).isDirectory) == true }
    }

    static func has(_ path: String, in folder: URL) -> Bool {
        FileManager.default.fileExists(atPath: folder.appending(path: path).path(percentEncoded: false))
    }

    private static func entries(_ folder: URL) -> [URL] {
        let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false))
        return (names ?? []).filter { !$0.hasPrefix(".") }.sorted().map { folder.appending(path: $0) }
    }
}
