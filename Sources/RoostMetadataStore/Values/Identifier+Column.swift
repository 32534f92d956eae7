import Foundation
import GRDB
import RoostEntities

/// 12 bytes: half of the text's size, in the same order.
extension Identifier: DatabaseValueConvertible {
    public var databaseValue: DatabaseValue { Data(bytes).databaseValue }

    public static func fromDatabaseValue(_ value: DatabaseValue) -> Identifier? {
        Data.fromDatabaseValue(value).flatMap(Identifier.init(bytes:))
    }

    /// Before every other: where a list begins.
    static var least: Identifier { Identifier(seconds: 0, random: 0, counter: 0) }

    /// After every other: where a list that runs backwards begins.
    static var greatest: Identifier { Identifier(seconds: .max, random: .max, counter: .max) }
}
