import NIOCore
import RoostEntities

/// A file of the journal, to which records are added until it is full.
///
/// It grows by pieces of zeros: records are written over these, and a flush then has no new size to make safe. Its methods
/// block: call them on threads that may.
struct JournalSegment {
    /// After how many bytes of records, or how many records, another segment is begun.
    private static let capacity: Int64 = 16 << 20
    private static let records = 1 << 14
    private static let growth = 1 << 20

    let file: OpenFile
    private(set) var digests: [Digest] = []
    /// Where the next record goes, in bytes.
    private(set) var size: Int64 = 0
    /// How far the file goes, in bytes.
    private var end: Int64 = 0

    var isFull: Bool { size >= Self.capacity || digests.count >= Self.records }
    /// Whether it must not go on, even if the one before it has not gone yet.
    var isOverfull: Bool { size >= 4 * Self.capacity || digests.count >= 4 * Self.records }

    /// A new segment in the folder, whose name is safe.
    init(in folder: String) throws(FileFailure) {
        file = try OpenFile(BlobLayout.newPath(in: folder), for: .creating)
        do throws(FileFailure) {
            try OpenFile(folder, for: .folder).sync()
        } catch {
            _ = try? FileSystem.remove(file.path)
            throw error
        }
    }

    /// Adds records behind those that are there; when it throws, the next are written in their place.
    mutating func write(_ contents: [WaitingBlob]) throws(FileFailure) {
        let count = contents.reduce(0) { $0 + JournalRecord.size(of: $1.content.size) }
        var records = ByteBufferAllocator().buffer(capacity: count)
        for one in contents { JournalRecord.write(one.content, as: one.digest, into: &records) }
        try grow(to: size + Int64(count))
        try file.write([records], at: size)
        size += Int64(count)
        digests += contents.map(\.digest)
    }

    /// Returns when all records would survive a loss of power.
    func flush() throws(FileFailure) {
        try file.syncContent()
    }

    private mutating func grow(to size: Int64) throws(FileFailure) {
        while end < size {
            try file.write([ByteBuffer(repeating: 0, count: Self.growth)], at: end)
            end += Int64(Self.growth)
        }
    }
}
