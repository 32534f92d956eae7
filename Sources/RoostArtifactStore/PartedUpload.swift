import RoostEntities

/// Content that comes in numbered parts, in any order, and what it is to be.
package struct PartedUpload: Hashable, Sendable, Codable {
    package let id: Identifier<Upload>
    /// Where it belongs; the store compares it and reads nothing out of it.
    package let place: String
    /// Who began it, as those count who hold uploads to a limit.
    package let holder: String
    /// What the content becomes; the store reads nothing out of it.
    package let target: String
    /// Parts have the numbers 1 to this, which is ``mostParts`` at most.
    package let count: Int

    package static let mostParts = 10_000

    package init(id: Identifier<Upload>, place: String, holder: String, target: String, count: Int) {
        self.id = id
        self.place = place
        self.holder = holder
        self.target = target
        self.count = count
    }
}

/// How far parted content has come.
package struct PartedProgress: Hashable, Sendable {
    package let upload: PartedUpload
    /// Of the parts that are here, in bytes.
    package let size: Int64
    /// When it began, or its last part came.
    package let changedAt: Timestamp
    /// Whether parts are being taken in or put together.
    package let isBusy: Bool
}

/// A part of parted content, as its sender knows it.
package struct ContentPart: Hashable, Sendable {
    package let number: Int
    /// Of the part alone.
    package let digest: Digest

    package init(number: Int, digest: Digest) {
        self.number = number
        self.digest = digest
    }
}

/// What became of parted content.
package enum PartedState: Hashable, Sendable {
    case open(PartedUpload)
    /// Its content was taken up; nothing of the parts is left.
    case settled(PartedUpload)

    package var upload: PartedUpload {
        switch self {
        case .open(let upload), .settled(let upload): upload
        }
    }
}
