import Foundation
import RoostEntities

/// A folder that is written beside its place and moved there whole, so that nobody ever sees half of it.
///
/// What an export that was cut off left is kept until the next one is whole, which takes from it what still fits.
package struct ExportFolder: Sendable {
    /// Where to write.
    package let draft: URL
    private let place: URL
    /// Left by exports that were cut off.
    private let kept: [URL]
    private let old: URL
    /// Held as long as the folder is written.
    private let lock: FolderLock

    /// What tells that a folder was written by an export, so that another may replace it.
    private static let marker = ".roost-export"

    /// - Parameters:
    ///   - place: where the folder is to be.
    ///   - overwriting: replaces a folder that an export wrote.
    /// - Throws: `alreadyExists` when something is there that must not be replaced.
    package init(at place: URL, overwriting: Bool) throws(RoostError) {
        let path = place.standardizedFileURL.path(percentEncoded: false)
        let bare = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
        self.place = URL(filePath: bare, directoryHint: .isDirectory)
        try Self.check(self.place, overwriting: overwriting)
        let name = self.place.lastPathComponent
        let parent = self.place.deletingLastPathComponent()
        draft = parent.appending(path: ".\(name).roost-export", directoryHint: .isDirectory)
        old = parent.appending(path: ".\(name).roost-old", directoryHint: .isDirectory)
        try? FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
        lock = try FolderLock(parent.appending(path: ".\(name).roost-lock"))
        let draft = draft
        do {
            let files = FileManager.default
            var kept: [URL] = []
            for number in 0... {
                let url = parent.appending(path: ".\(name).roost-kept-\(number)", directoryHint: .isDirectory)
                let isThere = files.fileExists(atPath: url.path(percentEncoded: false))
                if !isThere, files.fileExists(atPath: draft.path(percentEncoded: false)) {
                    try files.moveItem(at: draft, to: url)
                } else if !isThere {
                    break
                }
                kept.append(url)
            }
            self.kept = kept
            try files.createDirectory(at: draft, withIntermediateDirectories: false)
        } catch {
            throw RoostError(.permissionDenied, "cannot write beside \(quoted(bare)); check who may", cause: error)
        }
    }

    /// Files that may be what belongs at `path`: from exports that were cut off, and from the folder to be replaced.
    package func candidates(_ path: String) -> [URL] {
        (kept + [place]).map { $0.appending(path: path, directoryHint: .notDirectory) }.filter { file in
            var status = stat()
            return lstat(file.path(percentEncoded: false), &status) == 0 && status.st_mode & S_IFMT == S_IFREG
        }
    }

    /// Puts a candidate into the draft; the folder to be replaced keeps its own until the end.
    package func adopt(_ candidate: URL, as path: String) throws(RoostError) {
        let target = draft.appending(path: path, directoryHint: .notDirectory)
        do {
            let files = FileManager.default
            try files.createDirectory(at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
            guard link(candidate.path(percentEncoded: false), target.path(percentEncoded: false)) != 0 else { return }
            try files.copyItem(at: candidate, to: target)
        } catch {
            throw RoostError(.permissionDenied, "cannot write \(quoted(path))", cause: error)
        }
    }

    /// Moves the draft to its place; must come last.
    package func publish() throws {
        try OutputFile.write("roost\n".utf8, to: draft.appending(path: Self.marker))
        let files = FileManager.default
        try Self.check(place, overwriting: true)
        try? files.removeItem(at: old)
        if files.fileExists(atPath: place.path(percentEncoded: false)) { try files.moveItem(at: place, to: old) }
        try files.moveItem(at: draft, to: place)
        for leftover in kept + [old, lock.url] { try? files.removeItem(at: leftover) }
    }

    private static func check(_ place: URL, overwriting: Bool) throws(RoostError) {
        let path = place.path(percentEncoded: false)
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return }
        guard isFolder.boolValue else {
            throw RoostError(.alreadyExists, "\(quoted(path)) is a file; name another folder")
        }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [""]
        guard !names.isEmpty else { return }
        guard names.contains(marker) else {
            throw RoostError(.alreadyExists, "\(quoted(path)) has files that no export wrote; name another folder")
        }
        guard overwriting else {
            throw RoostError(
                .alreadyExists,
                "\(quoted(path)) is there already; name another folder, or replace it with --overwrite"
            )
        }
    }
}
