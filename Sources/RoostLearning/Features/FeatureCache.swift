import Foundation
import RoostEntities

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// Features that were computed once, a file for each ``FeatureKey``; any number of processes may use the folder.
///
///     <digest>.features             all of them, never changed
///     <digest>.<n>.partial          being computed by one process, which holds a lock on it
///
/// It keeps below a limit by giving up what was used longest ago; whoever reads such a file reads on.
///
/// Everything here blocks.
package struct FeatureCache: Sendable {
    /// So many processes may compute the same features at once; there is no reason for more than one.
    private static let maximumWriters = 16
    /// An unfinished file that nobody has gone on with for so long, in seconds, is of no use.
    private static let patience: TimeInterval = 7 * 24 * 3600

    private let folder: URL
    /// In bytes.
    private let limit: Int

    /// - Parameters:
    ///   - folder: Made if it is missing.
    ///   - limit: How many bytes all files together may have; a single larger one is kept all the same.
    package init(folder: URL, limit: Int = 16 << 30) {
        self.folder = folder
        self.limit = limit
    }

    /// Features that are there, or `nil`; damaged ones are removed.
    ///
    /// - Parameters:
    ///   - key: what they were computed from.
    ///   - rowCount: how many items there must be.
    ///   - features: how many each must have.
    /// - Returns: the features, checked.
    /// - Throws: ``RoostError`` when the file cannot be read.
    package func matrix(for key: FeatureKey, rowCount: Int, features: Int) throws(RoostError) -> FeatureMatrix? {
        let file = file(key)
        do {
            let matrix = try FeatureMatrix(file)
            if matrix.key == key.digest, matrix.rowCount == rowCount, matrix.features == features {
                // What is used counts as new.
                try? FileManager.default.setAttributes([.modificationDate: Date()], ofItemAtPath: file.path)
                return matrix
            }
        } catch  where error.code == .notFound {
            return nil
        } catch  where error.code != .corrupted {
            throw error
        } catch {}
        try? FileManager.default.removeItem(at: file)
        return nil
    }

    /// Writes features that are not there yet, going on from what a killed process left of them.
    package func writer(for key: FeatureKey, rowCount: Int, features: Int) throws(RoostError) -> FeatureWriter {
        let header = try FeatureHeader(features: features, rowCount: rowCount, key: key.digest)
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        } catch {
            throw RoostError(.unavailable, "the folder for features cannot be made", cause: error)
        }
        removeAbandoned()
        makeRoom(for: header.fileSize)
        for number in 0..<Self.maximumWriters {
            let partial = folder.appending(path: "\(key.digest.text).\(number).partial")
            if let writer = try FeatureWriter.open(partial, for: file(key), header) { return writer }
        }
        throw RoostError(.unavailable, "too many processes compute the same features; try again when one has ended")
    }

    /// Removes what a process left unfinished and nobody went on with.
    private func removeAbandoned() {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        for name in names where name.hasSuffix(".partial") {
            let file = folder.appending(path: name)
            let values = try? file.resourceValues(forKeys: [.contentModificationDateKey])
            guard let changed = values?.contentModificationDate, -changed.timeIntervalSinceNow > Self.patience,
                let handle = try? FileHandle(forUpdating: file), flock(handle.fileDescriptor, LOCK_EX | LOCK_NB) == 0
            else { continue }
            try? FileManager.default.removeItem(at: file)
        }
    }

    /// Removes what was used longest ago, until `size` more bytes are within the limit.
    private func makeRoom(for size: Int) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        var files: [(url: URL, size: Int, used: Date)] = []
        for name in names where name.hasSuffix(".features") {
            let url = folder.appending(path: name)
            let values = try? url.resourceValues(forKeys: [.contentModificationDateKey, .fileSizeKey])
            guard let used = values?.contentModificationDate, let size = values?.fileSize else { continue }
            files.append((url, size, used))
        }
        var total = files.reduce(size) { $0 + $1.size }
        for file in files.sorted(by: { $0.used < $1.used }) where total > limit {
            try? FileManager.default.removeItem(at: file.url)
            total -= file.size
        }
    }

    private func file(_ key: FeatureKey) -> URL {
        folder.appending(path: "\(key.digest.text).features")
    }
}
