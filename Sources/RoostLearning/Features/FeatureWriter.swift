import Crypto
import Foundation
import RoostEntities

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// Writes a file of features row by row; what is on the disk when it is killed is gone on from.
///
/// Everything here blocks.
package struct FeatureWriter: Sendable {
    /// Rows that are written already; the next one to come is this.
    package private(set) var rowCount: Int
    private var header: FeatureHeader
    private var hash = SHA256()
    private let handle: FileHandle
    private let partial: URL
    private let target: URL

    /// Opens `partial`, or makes it; what it holds of the same features is kept.
    ///
    /// - Returns: `nil` when another process is writing it.
    static func open(
        _ partial: URL,
        for target: URL,
        _ wanted: FeatureHeader
    ) throws(RoostError) -> FeatureWriter? {
        do {
            let descriptor = Self.descriptor(partial)
            guard descriptor >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
            let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
            guard flock(handle.fileDescriptor, LOCK_EX | LOCK_NB) == 0 else { return nil }
            // Whoever published it while we opened it took the name away.
            guard FileManager.default.fileExists(atPath: partial.path) else { return nil }
            return try FeatureWriter(handle, partial, target, wanted)
        } catch {
            throw failure(error)
        }
    }

    private static func descriptor(_ file: URL) -> Int32 {
        #if canImport(Darwin)
        Darwin.open(file.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        #else
        Glibc.open(file.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        #endif
    }

    private init(_ handle: FileHandle, _ partial: URL, _ target: URL, _ wanted: FeatureHeader) throws {
        self.handle = handle
        self.partial = partial
        self.target = target
        header = wanted
        rowCount = 0
        let start = try handle.read(upToCount: FeatureHeader.size) ?? Data()
        let size = try handle.seekToEnd()
        if let found = FeatureHeader(start), found.features == wanted.features, found.rowCount == wanted.rowCount,
            found.key == wanted.key, size >= UInt64(FeatureHeader.size + found.finishedRows * found.rowSize)
        {
            header.finishedRows = found.finishedRows
        }
        rowCount = header.finishedRows
        try handle.truncate(atOffset: UInt64(FeatureHeader.size + rowCount * header.rowSize))
        try handle.seek(toOffset: UInt64(FeatureHeader.size))
        for _ in 0..<rowCount { hash.update(data: try handle.read(upToCount: header.rowSize) ?? Data()) }
    }

    /// Takes rows that follow those before; they are on the disk when this returns.
    ///
    /// - Parameter rows: each of the features' number, or `nil` for an item that has none.
    /// - Throws: ``RoostError`` when the disk is full.
    package mutating func append(_ rows: [[Float]?]) throws(RoostError) {
        guard rows.allSatisfy({ $0?.count ?? header.features == header.features }),
            rows.count <= header.rowCount - rowCount
        else {
            throw RoostError(.internal, "features of another width, or of too many items, were to be kept")
        }
        let numbers = rows.flatMap { row in
            row.map { $0 + [1] } ?? [Float](repeating: 0, count: header.features + 1)
        }
        let data = numbers.map(\.bitPattern.littleEndian).withUnsafeBytes { Data($0) }
        do {
            try handle.seek(toOffset: UInt64(FeatureHeader.size + rowCount * header.rowSize))
            try handle.write(contentsOf: data)
            try handle.synchronize()
            hash.update(data: data)
            rowCount += rows.count
            header.finishedRows = rowCount
            try writeHeader()
        } catch {
            throw Self.failure(error)
        }
    }

    /// Gives the file its name, once all rows are there.
    package mutating func publish() throws(RoostError) {
        guard rowCount == header.rowCount else {
            throw RoostError(.internal, "\(rowCount) of \(header.rowCount) items have their features; all must")
        }
        do {
            header.content = Array(hash.finalize())
            try writeHeader()
            try handle.synchronize()
            guard rename(partial.path, target.path) == 0 else {
                throw CocoaError(.fileWriteUnknown)
            }
            let folder = try FileHandle(forReadingFrom: target.deletingLastPathComponent())
            try folder.synchronize()
        } catch {
            throw Self.failure(error)
        }
    }

    private func writeHeader() throws {
        try handle.seek(toOffset: 0)
        try handle.write(contentsOf: header.bytes)
    }

    private static func failure(_ error: any Error) -> RoostError {
        RoostError(.unavailable, "features cannot be kept; is the disk full?", cause: error)
    }
}
