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
/// Everything here blocks.
package struct FeatureCache: Sendable {
    /// So many processes may compute the same features at once; there is no reason for more than one.
    private static let maximumWriters = 16
    /// An unfinished file that nobody has gone on with for so long, in seconds, is of no use.
    private static let patience: TimeInterval = 7 * 24 * 3600

    private let folder: URL

    package init(folder: URL) {
        self.folder = folder
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
            if matrix.key == key.digest, matrix.rowCount == rowCount, matrix.features == features { return matrix }
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

    private func file(_ key: FeatureKey) -> URL {
        folder.appending(path: "\(key.digest.text).features")
    }
}
