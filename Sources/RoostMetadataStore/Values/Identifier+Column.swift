import Foundation
import GRDB
import RoostEntities

/// 12 bytes: half of the text's size, in the same order.
extension Identifier: DatabaseValueConvertible {
    public var databaseValue: DatabaseValue { Data(bytes).databaseValue }

    public static func fromDatabaseValue(_ value: DatabaseValue) -> Identifier? {
        Data.fromDatabaseValue(value).flatMap(Identifier.init(column:))
    }

    /// Seconds, what is random and what was counted, which take 4, 5 and 3 bytes.
    private init?(column data: Data) {
        guard data.count == 12 else { return nil }
        var parts: (seconds: UInt32, random: UInt64, counter: UInt32) = (0, 0, 0)
        for (position, byte) in data.enumerated() {
            switch position {
            case ..<4: parts.seconds = parts.seconds << 8 | UInt32(byte)
            case ..<9: parts.random = parts.random << 8 | UInt64(byte)
            default: parts.counter = parts.counter << 8 | UInt32(byte)
            }
        }
        self.init(seconds: parts.seconds, random: parts.random, counter: parts.counter)
    }

    /// Before every other: where a list begins.
    static var least: Identifier { Identifier(seconds: 0, random: 0, counter: 0) }

    /// After every other: where a list that runs backwards begins.
    static var greatest: Identifier { Identifier(seconds: .max, random: .max, counter: .max) }
}

extension Identifier: StatementColumnConvertible {
    public init?(sqliteStatement: SQLiteStatement, index: CInt) {
        self.init(column: Data(sqliteStatement: sqliteStatement, index: index))
    }
}
