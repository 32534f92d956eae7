import Foundation
import RoostEntities

/// The first 4,096 bytes of a file of features; the rows follow.
///
///     0   "ROOSTFEA"
///     8   UInt32 version, 1
///     12  UInt32 numbers in a row: the features and one more
///     16  UInt64 rows there will be
///     24  UInt64 rows that are there, on the disk
///     32  32 bytes: the SHA-256 of what they were computed from
///     64  32 bytes: the SHA-256 of the rows; zero until all are there
///
/// Numbers are little-endian. A row is the features of an item and a 1, or all zeros for an item that has none: the last
/// column is what an intercept is multiplied with.
struct FeatureHeader: Hashable {
    static let size = 4096
    /// No model has more; it also keeps all arithmetic far from overflow.
    static let maximumFeatures = 1 << 20
    static let maximumRows = 1 << 40

    let features: Int
    let rowCount: Int
    var finishedRows: Int
    let key: Digest
    var content: [UInt8]

    var rowSize: Int { (features + 1) * 4 }

    var fileSize: Int { Self.size + rowCount * rowSize }

    init(features: Int, rowCount: Int, key: Digest) throws(RoostError) {
        guard (1...Self.maximumFeatures).contains(features), (1...Self.maximumRows).contains(rowCount),
            !rowCount.multipliedReportingOverflow(by: (features + 1) * 4).overflow
        else {
            throw RoostError(.tooLarge, "\(rowCount) items with \(features) features each are none, or too many")
        }
        self.features = features
        self.rowCount = rowCount
        self.key = key
        finishedRows = 0
        content = [UInt8](repeating: 0, count: 32)
    }

    /// `nil` when the bytes are no header of this version.
    init?(_ bytes: some Collection<UInt8>) {
        let bytes = Array(bytes.prefix(96))
        guard bytes.count == 96, Array(bytes[..<8]) == Array("ROOSTFEA".utf8),
            Self.number(bytes[8..<12]) == 1,
            let width = Int(exactly: Self.number(bytes[12..<16])),
            let rowCount = Int(exactly: Self.number(bytes[16..<24])),
            let finished = Int(exactly: Self.number(bytes[24..<32])), (0...rowCount).contains(finished)
        else { return nil }
        let key = Digest(bytes: bytes[32..<64])
        guard let header = try? FeatureHeader(features: width - 1, rowCount: rowCount, key: key) else { return nil }
        self = header
        finishedRows = finished
        content = Array(bytes[64..<96])
    }

    /// ``size`` bytes.
    var bytes: Data {
        var data = Data("ROOSTFEA".utf8)
        withUnsafeBytes(of: UInt32(1).littleEndian) { data.append(contentsOf: $0) }
        withUnsafeBytes(of: UInt32(features + 1).littleEndian) { data.append(contentsOf: $0) }
        for number in [rowCount, finishedRows] {
            withUnsafeBytes(of: UInt64(number).littleEndian) { data.append(contentsOf: $0) }
        }
        data.append(contentsOf: key.bytes)
        data.append(contentsOf: content)
        data.append(contentsOf: [UInt8](repeating: 0, count: Self.size - data.count))
        return data
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
}

extension Digest {
    /// The 32 bytes that ``text`` spells.
    var bytes: [UInt8] {
        let digits = text.utf8.map { $0 < 0x60 ? $0 - 0x30 : $0 - 0x57 }
        return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }
}
