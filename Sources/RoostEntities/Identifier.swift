/// The name the system gives one entity, for ever.
///
///     identifier = 24 lower-case hex digits
///
/// The layout is that of an ObjectId (4 bytes of seconds, 5 random, 3 counted), so identifiers sort by creation
/// and every dialect can page by them.
public struct Identifier<Entity>: Sendable {
    private let high: UInt64
    private let low: UInt32

    package init(seconds: UInt32, random: UInt64, counter: UInt32) {
        high = UInt64(seconds) << 32 | (random >> 8) & 0xFFFF_FFFF
        low = UInt32(truncatingIfNeeded: random & 0xFF) << 24 | counter & 0xFF_FFFF
    }

    public init(_ text: some StringProtocol) throws(RoostError) {
        let digits = text.utf8
        guard
            digits.count == 24,
            digits.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }),
            let high = UInt64(text.prefix(16), radix: 16),
            let low = UInt32(text.suffix(8), radix: 16)
        else {
            throw RoostError(.invalidArgument, "'\(text.prefix(64))' is no identifier: it has 24 digits of 0-9 and a-f")
        }
        self.high = high
        self.low = low
    }

    /// The identifier whose ``bytes`` these are; `nil` unless there are 12.
    package init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 12 else { return nil }
        high = bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
        low = bytes.dropFirst(8).reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// 12 bytes that sort as the identifiers do.
    package var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(12)
        withUnsafeBytes(of: high.bigEndian) { bytes.append(contentsOf: $0) }
        withUnsafeBytes(of: low.bigEndian) { bytes.append(contentsOf: $0) }
        return bytes
    }

    /// The same name, read as that of another kind of entity.
    package func cast<Other>(to other: Other.Type = Other.self) -> Identifier<Other> {
        Identifier<Other>(high: high, low: low)
    }

    private init(high: UInt64, low: UInt32) {
        self.high = high
        self.low = low
    }
}

extension Identifier: Hashable, Comparable {
    public static func < (left: Self, right: Self) -> Bool {
        (left.high, left.low) < (right.high, right.low)
    }
}

extension Identifier: CustomStringConvertible {
    public var description: String {
        Self.hex(high, width: 16) + Self.hex(UInt64(low), width: 8)
    }

    private static func hex(_ value: UInt64, width: Int) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: width - digits.count) + digits
    }
}

extension Identifier: Codable {
    public init(from decoder: any Decoder) throws {
        try self.init(decoder.singleValueContainer().decode(String.self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
