import NIOCore
import RoostEntities

/// What is done with the journal that a process left, before anything is read.
///
/// Files that are in it and not on the disk as they should be are made again; then all are flushed, and the journal goes.
struct JournalRecovery {
    let layout: BlobLayout
    let publisher: Publisher

    /// It blocks: to be called where that may be.
    func run() throws(FileFailure) {
        let segments = try FileSystem.names(in: layout.journal).map { "\(layout.journal)/\($0)" }
        guard !segments.isEmpty else { return }
        var digests: [Digest] = []
        for segment in segments {
            let file = try OpenFile(segment, for: .reading)
            var records = try file.read(0..<file.status().size)
            while let record = JournalRecord(readingFrom: &records) {
                if try !publisher.has(record.content, as: record.digest) {
                    try publisher.replace(record.content, as: record.digest)
                }
                digests.append(record.digest)
            }
        }
        try publisher.flush(digests)
        for segment in segments { try FileSystem.remove(segment) }
    }
}
