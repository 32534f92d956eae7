import RoostEntities

/// Where the parts of one upload lie.
///
///     upload                              what it is to be
///     whole                               parts that could be written where they belong
///     <number>-<size>-<digest>            a part that could not
///     <number>-<size>-<digest>-<offset>   says, empty, that a part is in `whole`
///     content-<digest>                    says, empty, that the parts were put together
struct PartFolder: Sendable {
    /// An absolute path without a slash at its end.
    let path: String

    var header: String { "\(path)/upload" }
    var whole: String { "\(path)/whole" }

    func path(of record: PartRecord) -> String {
        "\(path)/\(record.name)"
    }

    func seal(_ digest: Digest) -> String {
        "\(path)/\(Self.sealPrefix)\(digest)"
    }

    /// The content that a file of this name says the parts became.
    static func sealed(_ name: String) -> Digest? {
        guard name.hasPrefix(sealPrefix) else { return nil }
        return try? Digest(String(name.dropFirst(sealPrefix.count)))
    }

    private static let sealPrefix = "content-"
}

/// A part that is here.
struct PartRecord: Hashable, Sendable {
    let number: Int
    /// In bytes.
    let size: Int64
    /// Of the part alone.
    let digest: Digest
    /// Where in the common file it is, in bytes; `nil` for a part in a file of its own.
    let offset: Int64?
}

extension PartRecord {
    var name: String {
        "\(number)-\(size)-\(digest)" + (offset.map { "-\($0)" } ?? "")
    }

    init?(name: String) {
        let parts = name.split(separator: "-", omittingEmptySubsequences: false)
        guard (3...4).contains(parts.count), let number = Int(parts[0]), let size = Int64(parts[1]), size >= 0,
            let digest = try? Digest(String(parts[2]))
        else { return nil }
        let offset = parts.count > 3 ? Int64(parts[3]) : nil
        guard parts.count == 3 || offset != nil else { return nil }
        self.init(number: number, size: size, digest: digest, offset: offset)
    }
}
