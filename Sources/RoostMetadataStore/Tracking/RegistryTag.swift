import GRDB
import RoostEntities

/// SQL about a tag of a model or a version, by the table that has a row of each.
struct RegistryTag {
    /// `modelTag` or `versionTag`.
    let table: String
    /// The column of that table that names the model or version.
    let owner: String
    let name: String

    /// Whether what `id` names has the tag and it passes the test; what has no such tag passes none but ``SearchTest/missing``.
    func condition(_ test: SearchTest, of id: String) throws(RoostError) -> SQLFragment {
        guard test != .missing else { return "NOT " + exists(SQLFragment("TRUE"), id) }
        return exists(try test.condition(onText: "value"), id)
    }

    /// Those that have the tag with that value.
    func probe(_ value: String) -> SQLFragment {
        SQLFragment(
            "SELECT \(owner) FROM \(table) WHERE name = ? AND head = substr(?, 1, 64) AND value = ?",
            [name, value, value]
        )
    }

    private func exists(_ condition: SQLFragment, _ id: String) -> SQLFragment {
        SQLFragment("EXISTS (SELECT 1 FROM \(table) WHERE \(owner) = \(id) AND name = ? AND ", [name]) + condition + ")"
    }
}
