import Foundation
import NIOCore
import RoostEntities
import RoostThreads

/// Versions laid out as folders of files, for those who must open a file by its name.
///
/// A cache: what is missing is made anew. Files share their bytes with the store where the file system can (a clone,
/// else a hard link) and are copied elsewhere; files and folders are read-only. A folder appears whole or not at all.
package struct MaterializedFolders: Sendable {
    private let root: String
    private let blobs: any BlobStore
    private let threads = BlockingThreads(label: "roost.materialized", count: 4)

    /// Keeps the folders in `folder`, each named after its version.
    package init(folder: URL, blobs: any BlobStore) {
        root = (folder.standardizedFileURL.path as NSString).standardizingPath
        self.blobs = blobs
    }

    /// The folder that holds exactly `files`; one that was made before is used again if it still does.
    ///
    /// - Throws: `notFound` if the store lacks content, `failedPrecondition` if one path is a folder of another.
    package func folder(
        of version: Identifier<Version>,
        holding files: [Artifact.Path: Digest]
    ) async throws -> URL {
        try Self.checkNesting(files.keys)
        let path = "\(root)/\(version)"
        let sizes = try await sizes(of: Set(files.values))
        let isThere = try await onThread { () throws(FileFailure) in try Self.holds(path, files, sizes) }
        if isThere { return URL(fileURLWithPath: path, isDirectory: true) }
        let draft = "\(root)/.incoming-\(String(UInt64.random(in: 0 ... .max), radix: 36))"
        do {
            try await build(draft, files)
            try await onThread { () throws(FileFailure) in try Self.place(draft, at: path, files, sizes) }
        } catch {
            try? await onThread { () throws(FileFailure) in try FileSystem.removeTree(draft) }
            throw error
        }
        return URL(fileURLWithPath: path, isDirectory: true)
    }

    /// Removes the folder of a version, if there is one.
    package func remove(_ version: Identifier<Version>) async throws {
        let path = "\(root)/\(version)"
        try await onThread { () throws(FileFailure) in try FileSystem.removeTree(path) }
    }

    /// The versions that have a folder.
    package func versions() async throws -> [Identifier<Version>] {
        let names = try await onThread { () throws(FileFailure) in try FileSystem.names(in: root) }
        return names.compactMap { try? Identifier<Version>($0) }
    }

    private static func checkNesting(_ paths: some Collection<Artifact.Path>) throws(RoostError) {
        let texts = Set(paths.map(\.text))
        for text in texts {
            for folder in Self.folders(of: text) where texts.contains(folder) {
                throw RoostError(
                    .failedPrecondition,
                    "\(quoted(folder)) is a file and, for \(quoted(text)), a folder; rename one of the artifacts"
                )
            }
        }
    }

    /// The folders that a path leads through, outermost first.
    private static func folders(of path: String) -> [String] {
        path.indices.filter { path[$0] == "/" }.map { String(path[..<$0]) }
    }

    private func sizes(of digests: Set<Digest>) async throws -> [Digest: Int64] {
        var sizes: [Digest: Int64] = [:]
        for digest in digests {
            guard let size = try await blobs.size(of: digest) else { throw BlobFailure.absent(digest) }
            sizes[digest] = size
        }
        return sizes
    }

    /// Whether a folder has all of the files, each of its size.
    private static func holds(
        _ path: String,
        _ files: [Artifact.Path: Digest],
        _ sizes: [Digest: Int64]
    ) throws(FileFailure) -> Bool {
        guard try FileSystem.status(of: path)?.isFolder == true else { return false }
        for (file, digest) in files {
            let status = try FileSystem.status(of: "\(path)/\(file.text)")
            guard let status, status.isRegular, status.size == sizes[digest] else { return false }
        }
        return true
    }

    private func build(_ draft: String, _ files: [Artifact.Path: Digest]) async throws {
        let folders = Set(files.keys.flatMap { Self.folders(of: $0.text) }).sorted().map { "\(draft)/\($0)" }
        try await onThread { () throws(FileFailure) in
            for folder in [root, draft] + folders {
                try FileSystem.makeFolder(folder)
            }
        }
        for (file, digest) in files {
            try Task.checkCancellation()
            try await lay(digest, at: "\(draft)/\(file.text)")
        }
        try await onThread { () throws(FileFailure) in
            for folder in folders.reversed() + [draft] {
                try FileSystem.setPermissions(0o555, of: folder)
            }
        }
    }

    private func lay(_ digest: Digest, at path: String) async throws {
        if let source = try await blobs.localURL(of: digest)?.path {
            let isDone = try await onThread { () throws(FileFailure) in try Self.share(source, at: path) }
            if isDone { return }
        }
        let file = try await onThread { () throws(FileFailure) in try OpenFile(path, for: .creating) }
        var offset: Int64 = 0
        for try await piece in try await blobs.read(digest) {
            try await onThread { [offset] () throws(FileFailure) in try file.write([piece], at: offset) }
            offset += Int64(piece.readableBytes)
        }
        try await onThread { () throws(FileFailure) in
            try file.makeReadOnly()
            try file.sync()
        }
    }

    /// Makes a file that has the bytes of another without copying them.
    ///
    /// - Returns: `false` where the file system cannot; then there is no such file.
    private static func share(_ source: String, at path: String) throws(FileFailure) -> Bool {
        let file = try OpenFile(path, for: .creating)
        if file.clone(try OpenFile(source, for: .reading)) {
            try file.makeReadOnly()
            return true
        }
        try FileSystem.remove(path)
        do throws(FileFailure) {
            try FileSystem.link(source, as: path)
            return true
        } catch  where error.forbidsLink {
            return false
        }
    }

    /// Gives a finished folder its name, unless somebody else has made the same meanwhile.
    private static func place(
        _ draft: String,
        at path: String,
        _ files: [Artifact.Path: Digest],
        _ sizes: [Digest: Int64]
    ) throws(FileFailure) {
        do throws(FileFailure) {
            try FileSystem.move(draft, to: path)
        } catch  where error.isPresent {
            if try !holds(path, files, sizes) {
                try FileSystem.move(path, to: "\(draft)-old")
                try FileSystem.move(draft, to: path)
                try FileSystem.removeTree("\(draft)-old")
            }
            try FileSystem.removeTree(draft)
        }
    }

    private func onThread<Value: Sendable>(
        _ work: @escaping @Sendable () throws(FileFailure) -> Value
    ) async throws(RoostError) -> Value {
        do {
            return try await threads.run(work)
        } catch {
            throw error.roostError
        }
    }
}
