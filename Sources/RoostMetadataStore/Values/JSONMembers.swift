import GRDB
import RoostEntities

/// Named values that are kept as JSON text.
struct JSONMembers: JSONColumn {
    let members: [String: JSONValue]

    init(_ members: [String: JSONValue]) {
        self.members = members
    }

    init(from decoder: any Decoder) throws {
        members = try decoder.singleValueContainer().decode([String: JSONValue].self)
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(members)
    }

    /// Most have none, whose JSON need not be written.
    var databaseValue: DatabaseValue { members.isEmpty ? "{}".databaseValue : json }

    /// Most have none, whose JSON need not be parsed.
    static func fromDatabaseValue(_ value: DatabaseValue) -> JSONMembers? {
        value == "{}".databaseValue ? JSONMembers([:]) : fromJSON(value)
    }
}
