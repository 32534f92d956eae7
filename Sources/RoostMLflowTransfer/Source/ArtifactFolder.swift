import AsyncHTTPClient
import Foundation
import RoostClient
import RoostEntities
import RoostThreads
import Synchronization

/// The folder in which an MLflow server kept artifacts; nothing outside of it is read, whatever a database says.
///
/// A class, because what is copied side by side counts here, and `Atomic` cannot be copied.
final class ArtifactFolder: Sendable {
    private static let threads = BlockingThreads(label: "roost.transfer", count: 4)

    /// Without links in it.
    private let root: URL
    /// How many runs and models have a folder of their own here, and how many have none.
    private let found = Atomic(0)
    private let missed = Atomic(0)

    /// The folder that is named, else `mlartifacts` or `mlruns` beside the database; `nil` when there is none.
    ///
    /// - Throws: `notFound` for one that was named and is not there.
    static func find(_ named: URL?, beside file: URL) throws(RoostError) -> ArtifactFolder? {
        if let named {
            guard isFolder(named) else {
                let path = named.path(percentEncoded: false)
                throw RoostError(.notFound, "there is no folder \(quoted(path)); name the one with the artifacts")
            }
            return ArtifactFolder(named)
        }
        let beside = ["mlartifacts", "mlruns"].map {
            file.deletingLastPathComponent().appending(path: $0, directoryHint: .isDirectory)
        }
        return beside.first(where: isFolder).map(ArtifactFolder.init)
    }

    private init(_ folder: URL) {
        root = folder.resolvingSymlinksInPath().standardizedFileURL
    }

    func files(in folder: String?, of owner: MLflowOwner) async throws -> [MLflowFile] {
        let places = places(of: owner)
        guard !places.isEmpty else {
            throw RoostError(.unsupported, "they are said to lie at \(quoted(owner.artifactURI)), where nobody looks")
        }
        return try await Self.threads.run {
            let manager = FileManager.default
            guard let place = try places.first(where: Self.isFolder).map({ try self.entry(folder, in: $0) }) else {
                // Folders are made with the first file.
                self.missed.add(1, ordering: .relaxed)
                return []
            }
            if folder == nil { self.found.add(1, ordering: .relaxed) }
            let start = folder.map { $0 + "/" } ?? ""
            return try manager.contentsOfDirectory(atPath: place.path(percentEncoded: false)).sorted().compactMap {
                name in
                let path = place.appending(path: name, directoryHint: .notDirectory).path(percentEncoded: false)
                let attributes = try manager.attributesOfItem(atPath: path)
                switch attributes[.type] as? FileAttributeType {
                case .typeDirectory?: return MLflowFile(path: start + name, isFolder: true, size: nil)
                case .typeRegular?:
                    let size = (attributes[.size] as? NSNumber)?.int64Value
                    return MLflowFile(path: start + name, isFolder: false, size: size)
                default: return nil
                }
            }
        }
    }

    /// A folder in which nobody has anything is most likely another server's.
    var losses: [TransferLoss] {
        let missed = missed.load(ordering: .relaxed)
        guard missed > 0, found.load(ordering: .relaxed) == 0 else { return [] }
        let path = quoted(root.path(percentEncoded: false))
        return [
            TransferLoss(
                of: "the file",
                "artifacts",
                "\(path) has those of none of its \(missed) runs; is it the right one?"
            )
        ]
    }

    func content(of file: MLflowFile, of owner: MLflowOwner) async throws -> HTTPClientRequest.Body {
        let places = places(of: owner)
        let opened = try await Self.threads.run {
            guard let place = places.first(where: Self.isFolder) else {
                throw RoostError(.notFound, "the file is gone from the folder of artifacts")
            }
            return try OpenFile(reading: try self.entry(file.path, in: place))
        }
        let pieces = FilePieces(file: opened, range: 0..<opened.size, threads: Self.threads)
        return .stream(pieces, length: .known(opened.size))
    }

    /// Where the artifacts may lie below this folder, best guess first.
    ///
    /// A location of the proxy is relative to it; one of a disk counts where it is below it, or else by its last three
    /// components, for the folder may have been moved.
    func places(of owner: MLflowOwner) -> [URL] {
        if let folder = owner.proxied?.removingPercentEncoding { return contained(folder).map { [$0] } ?? [] }
        guard let path = Self.path(of: owner.artifactURI) else { return [] }
        var places: [URL] = []
        let prefix = root.path(percentEncoded: false).withTrailingSlash
        if path.hasPrefix(prefix) { places += contained(String(path.dropFirst(prefix.count))).map { [$0] } ?? [] }
        let parts = path.split(separator: "/")
        for count in [4, 3] where parts.count >= count {
            places += contained(parts.suffix(count).joined(separator: "/")).map { [$0] } ?? []
        }
        return places
    }

    /// Of `file:///srv/mlruns/…`, `/srv/mlruns/…` or a path relative to where the server ran.
    private static func path(of uri: String) -> String? {
        if uri.hasPrefix("file:") {
            return URL(string: uri)?.path(percentEncoded: false) ?? uri.after("file:").map(String.init)
        }
        guard !uri.contains("://") else { return nil }
        return uri
    }

    /// A place below the folder; `nil` when the path would lead out of it.
    private func contained(_ path: String) -> URL? {
        let parts = path.split(separator: "/")
        guard !parts.isEmpty, !parts.contains(".."), !parts.contains(".") else { return nil }
        return root.appending(path: parts.joined(separator: "/"), directoryHint: .isDirectory)
    }

    /// - Throws: `permissionDenied` for what a link leads out of the folder.
    private func entry(_ path: String?, in place: URL) throws(RoostError) -> URL {
        let entry = path.map { place.appending(path: $0, directoryHint: .notDirectory) } ?? place
        let resolved = entry.resolvingSymlinksInPath().standardizedFileURL
        guard resolved.path(percentEncoded: false).hasPrefix(root.path(percentEncoded: false).withTrailingSlash) else {
            throw RoostError(.permissionDenied, "\(quoted(path ?? "it")) leads out of the folder of artifacts")
        }
        return resolved
    }

    private static func isFolder(_ url: URL) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: url.path(percentEncoded: false), isDirectory: &isFolder)
            && isFolder.boolValue
    }
}

extension String {
    fileprivate var withTrailingSlash: String { hasSuffix("/") ? self : self + "/" }
}
