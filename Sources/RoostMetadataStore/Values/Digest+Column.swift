import Foundation
import GRDB
import RoostEntities

/// 32 bytes: half of the text's size.
extension Digest: DatabaseValueConvertible {
    public var databaseValue: DatabaseValue { Data(bytes).databaseValue }

    public static func fromDatabaseValue(_ value: DatabaseValue) -> Digest? {
        guard let data = Data.fromDatabaseValue(value), data.count == 32 else { return nil }
        return Digest(bytes: data)
    }

    /// What the digits spell.
    private var bytes: [UInt8] {
        let digits = text.utf8.map { $0 <= 0x39 ? $0 - 0x30 : $0 - 0x57 }
        return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }
}
