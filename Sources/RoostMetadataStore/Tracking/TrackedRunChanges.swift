import GRDB
import RoostEntities

extension WriteTransaction {
    /// Notes who ran it, as its client says.
    package func setUser(of run: Identifier<Run>, to user: String) throws {
        try connection.execute("UPDATE run SET userID = ? WHERE id = ?", [user, run])
    }

    /// Notes what it was called where it was copied from.
    package func setForeignID(of run: Identifier<Run>, to id: TrackedRunID) throws {
        try connection.execute("UPDATE run SET foreignID = ? WHERE id = ?", [id.text, run])
    }

    /// Makes a run a part of another, or of none.
    package func setParent(of run: Identifier<Run>, to parent: Identifier<Run>?) throws {
        try connection.execute(
            "UPDATE run SET parentKey = (SELECT key FROM run WHERE id = ?) WHERE id = ?",
            [parent, run]
        )
    }

    /// When a run ended, or is to end.
    package func setEnd(of run: Identifier<Run>, to moment: Timestamp) throws {
        try connection.execute("UPDATE run SET endedAt = ? WHERE id = ?", [moment, run])
    }

    /// Whether there was a tag of that name.
    package func deleteTag(_ name: String, of run: RunPlace) throws -> Bool {
        guard let field = try field(name, in: run.projectID) else { return false }
        return try connection.execute("DELETE FROM runTag WHERE runKey = ? AND fieldKey = ?", [run.key, field]) > 0
    }
}
