import Foundation

/// The files of a folder that a version or a dataset is made of.
package struct FolderContents: Sendable {
    package struct File: Sendable, Equatable {
        /// Relative to the folder.
        package let path: Artifact.Path
        package let url: URL

        package init(path: Artifact.Path, url: URL) {
            self.path = path
            self.url = url
        }
    }

    /// Sorted by path.
    package let files: [File]

    private static let fileLimit = 100_000
    private static let depthLimit = 32

    /// Collects `folder`: hidden files and folders are left out, links are followed where they stay inside.
    ///
    /// A snapshot of the hub's cache is made of links into the repository's folder around it; there, that folder
    /// counts as inside.
    ///
    /// - Throws: `permissionDenied` for a link that leads outside, `tooLarge` beyond 100,000 files or 32 levels.
    package init(of folder: URL) throws {
        let root = folder.resolvingSymlinksInPath().standardizedFileURL
        var isFolder: ObjCBool = false
        let path = root.path(percentEncoded: false)
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw RoostError(.notFound, "there is no folder \(quoted(folder.path(percentEncoded: false)))")
        }
        guard isFolder.boolValue else {
            throw RoostError(.invalidArgument, "\(quoted(path)) is a file, not a folder")
        }
        var collector = Collector(root: root, boundary: Self.boundary(of: root))
        try collector.collect(root, components: [])
        files = collector.files.sorted { $0.path < $1.path }
    }

    private static func boundary(of root: URL) -> URL {
        let snapshots = root.deletingLastPathComponent()
        let repository = snapshots.deletingLastPathComponent()
        let isHubCache =
            snapshots.lastPathComponent == "snapshots" && repository.lastPathComponent.hasPrefix("models--")
        return isHubCache ? repository : root
    }

    private struct Collector {
        let root: URL
        let boundary: URL
        var files: [File] = []

        init(root: URL, boundary: URL) {
            self.root = root
            self.boundary = boundary
        }

        mutating func collect(_ folder: URL, components: [String]) throws {
            guard components.count < depthLimit else {
                throw RoostError(
                    .tooLarge,
                    "\(quoted(folder.path(percentEncoded: false))) lies more than \(depthLimit) folders deep; "
                        + "does a link lead in a circle?"
                )
            }
            let names = try Self.names(in: folder)
            for name in names where !name.hasPrefix(".") {
                let entry = try contained(folder.appending(path: name, directoryHint: .notDirectory))
                let components = components + [name]
                guard let kind = Self.kind(of: entry) else { continue }
                guard kind == .typeRegular else {
                    try collect(entry, components: components)
                    continue
                }
                guard files.count < fileLimit else {
                    throw RoostError(.tooLarge, "there are more than \(fileLimit) files; name a smaller folder")
                }
                files.append(File(path: try Artifact.Path(components.joined(separator: "/")), url: entry))
            }
        }

        private func contained(_ entry: URL) throws(RoostError) -> URL {
            let resolved = entry.resolvingSymlinksInPath().standardizedFileURL
            let path = resolved.path(percentEncoded: false)
            guard path.hasPrefix(boundary.path(percentEncoded: false).withTrailingSlash) else {
                throw RoostError(
                    .permissionDenied,
                    "\(quoted(entry.path(percentEncoded: false))) is a link to a place outside the folder; "
                        + "put a copy in its place"
                )
            }
            return resolved
        }

        private static func names(in folder: URL) throws(RoostError) -> [String] {
            do {
                return try FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false)).sorted()
            } catch {
                throw RoostError(
                    .permissionDenied,
                    "cannot read the folder \(quoted(folder.path(percentEncoded: false)))",
                    cause: error
                )
            }
        }

        /// `nil` for what is neither a file nor a folder, and for links to nothing.
        private static func kind(of entry: URL) -> FileAttributeType? {
            let attributes = try? FileManager.default.attributesOfItem(atPath: entry.path(percentEncoded: false))
            let kind = attributes?[.type] as? FileAttributeType
            return kind == .typeRegular || kind == .typeDirectory ? kind : nil
        }
    }
}

extension String {
    fileprivate var withTrailingSlash: String { hasSuffix("/") ? self : self + "/" }
}
