import RoostEntities

/// What is known of content that comes in parts.
struct PartEntry: Sendable {
    let upload: PartedUpload
    private(set) var changedAt: Timestamp
    private(set) var isAssembling = false
    /// What the parts became; no part is taken any more.
    private(set) var content: Digest?
    private(set) var records: [Int: PartRecord] = [:]
    /// Of the parts that are here, in bytes.
    private(set) var size: Int64 = 0
    /// Whether a server that ended took parts in: what it had not flushed may be lost.
    private let isRestored: Bool
    /// How many parts are being taken in.
    private var arriving = 0
    /// Of all parts but the last, in bytes, as far as they have their places in the common file.
    private var stride: Int64?
    /// Parts whose place in the common file somebody began to write.
    private var claimed: Set<Int> = []

    init(_ upload: PartedUpload, changedAt: Timestamp) {
        self.upload = upload
        self.changedAt = changedAt
        isRestored = false
    }

    /// What an earlier server left.
    init(_ upload: PartedUpload, records: [PartRecord], content: Digest?, changedAt: Timestamp) {
        self.upload = upload
        self.changedAt = changedAt
        self.content = content
        isRestored = true
        for record in records where (1...upload.count).contains(record.number) {
            size += record.size - (self.records.updateValue(record, forKey: record.number)?.size ?? 0)
            guard record.offset != nil else { continue }
            claimed.insert(record.number)
            if record.number < upload.count { stride = record.size }
        }
    }

    /// Where a part may be written, and how large it may be.
    struct Place: Sendable {
        /// In the common file, in bytes; `nil` for a file of its own.
        let offset: Int64?
        let limit: Int64
    }

    /// Gives a part that comes its place: one in the common file belongs to the first that asks for it.
    mutating func claim(_ number: Int, size: Int64?, limit: Int64) throws(RoostError) -> Place {
        try PartFailure.checkNumber(number, of: upload)
        guard content == nil else { throw PartFailure.whole(upload.id) }
        guard !isAssembling else { throw PartFailure.busy(upload.id) }
        let rest = limit - (self.size - (records[number]?.size ?? 0))
        try BlobFailure.checkLimit(size ?? 0, limit: rest)
        arriving += 1
        return Place(offset: offset(of: number, size: size, limit: limit), limit: size ?? rest)
    }

    private mutating func offset(of number: Int, size: Int64?, limit: Int64) -> Int64? {
        guard let size, size > 0, !claimed.contains(number), records[number] == nil else { return nil }
        if upload.count == 1 {
            stride = size
        } else if number < upload.count {
            guard stride ?? size == size else { return nil }
            stride = size
        }
        guard let stride else { return nil }
        let (offset, overflow) = Int64(number - 1).multipliedReportingOverflow(by: stride)
        guard !overflow, offset <= limit - size else { return nil }
        claimed.insert(number)
        return offset
    }

    /// Says that a part that was given a place is here.
    ///
    /// - Returns: what it replaces.
    mutating func land(_ record: PartRecord, at moment: Timestamp) -> PartRecord? {
        let replaced = records.updateValue(record, forKey: record.number)
        size += record.size - (replaced?.size ?? 0)
        changedAt = moment
        return replaced
    }

    /// Says that a part that was given a place comes no more, whether it is here or not.
    mutating func leave() {
        arriving -= 1
    }

    /// - Throws: `unavailable`, `invalidArgument`.
    mutating func beginAssembly(from parts: [ContentPart]) throws(RoostError) -> Assembly {
        try PartFailure.checkNumbers(parts, of: upload)
        guard arriving == 0, !isAssembling else { throw PartFailure.busy(upload.id) }
        var ordered: [PartRecord] = []
        for part in parts.sorted(by: { $0.number < $1.number }) {
            let record = records[part.number]
            try PartFailure.check(part, against: record?.digest)
            if let record { ordered.append(record) }
        }
        isAssembling = true
        return Assembly(id: upload.id, parts: ordered, isRestored: isRestored, content: content)
    }

    mutating func endAssembly(_ content: Digest?) {
        isAssembling = false
        if let content { self.content = content }
    }

    var progress: PartedProgress {
        PartedProgress(upload: upload, size: size, changedAt: changedAt, isBusy: arriving > 0 || isAssembling)
    }
}

/// Parts that are put together.
struct Assembly: Sendable {
    let id: Identifier<Upload>
    /// In their order.
    let parts: [PartRecord]
    /// Whether their content must be looked at again.
    let isRestored: Bool
    /// What they became before, if they were put together already.
    let content: Digest?

    /// Each part and where it begins in the whole, in bytes.
    var places: [(part: PartRecord, offset: Int64)] {
        var offset: Int64 = 0
        return parts.map { part in
            defer { offset += part.size }
            return (part, offset)
        }
    }

    /// In bytes.
    var size: Int64 { parts.reduce(0) { $0 + $1.size } }

    /// Whether those in the common file are where they belong.
    var isInPlace: Bool { places.allSatisfy { $0.part.offset == nil || $0.part.offset == $0.offset } }
}
