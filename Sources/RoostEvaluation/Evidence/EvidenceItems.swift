import RoostEntities

/// The items that evidence is about, in the order in which they were judged.
struct EvidenceItems: Sendable, Equatable {
    var ids: [Identifier<Item>] = []
    /// Of what the ground truth said: items are compared only where it says the same.
    var fingerprints: [UInt64] = []
    /// 1 where the version had no answer.
    var failed: [UInt8] = []

    var count: Int { ids.count }

    mutating func add(_ item: SnapshotItem, hasFailed: Bool) {
        ids.append(item.id)
        fingerprints.append(Fingerprint(item).value)
        failed.append(hasFailed ? 1 : 0)
    }
}
