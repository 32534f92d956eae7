import GRDB
import RoostEntities

extension Connection {
    /// What one of several narrow conditions leaves, if that is few: then these are looked at and sorted, else a list is
    /// walked in its order.
    ///
    /// - Parameter probes: Statements that find identifiers by an index.
    /// - Returns: The identifiers or keys; `nil` when every condition leaves many.
    /// - Throws: What SQLite does.
    func few<Value: DatabaseValueConvertible>(_ probes: [SQLFragment]) throws -> [Value]? {
        for probe in probes {
            let found: [Value] = try values(
                probe.sql + " LIMIT ?",
                probe.arguments + [FewRuns.limit + 1]
            )
            if found.count <= FewRuns.limit { return found }
        }
        return nil
    }
}
