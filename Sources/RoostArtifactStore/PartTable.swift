import RoostEntities
import Synchronization

/// Which content is coming in parts, and what of it is here.
///
/// A class, because all tasks share the one table.
final class PartTable: Sendable {
    private let entries: Mutex<[Identifier<Upload>: PartEntry]>

    init(_ entries: [PartEntry] = []) {
        self.entries = Mutex(Dictionary(entries.map { ($0.upload.id, $0) }) { first, _ in first })
    }

    var all: [PartedProgress] {
        entries.withLock { entries in
            entries.values.map(\.progress)
        }
    }

    func upload(_ id: Identifier<Upload>) -> PartedUpload? {
        entries.withLock { $0[id]?.upload }
    }

    func add(_ upload: PartedUpload, at moment: Timestamp) {
        entries.withLock { $0[upload.id] = PartEntry(upload, changedAt: moment) }
    }

    /// Takes an upload out.
    ///
    /// - Returns: whether it was there.
    /// - Throws: `unavailable` while it is being put together.
    func remove(_ id: Identifier<Upload>) throws(RoostError) -> Bool {
        try entries.withLock { entries throws(RoostError) in
            guard let entry = entries[id] else { return false }
            guard !entry.isAssembling else { throw PartFailure.busy(id) }
            entries[id] = nil
            return true
        }
    }

    /// What `work` makes of an upload.
    ///
    /// - Throws: `notFound` when there is none, and what `work` throws.
    func update<Value: Sendable>(
        _ id: Identifier<Upload>,
        _ work: (inout PartEntry) throws(RoostError) -> Value
    ) throws(RoostError) -> Value {
        try entries.withLock { entries throws(RoostError) in
            guard let index = entries.index(forKey: id) else { throw PartFailure.absent(id) }
            return try work(&entries.values[index])
        }
    }
}
