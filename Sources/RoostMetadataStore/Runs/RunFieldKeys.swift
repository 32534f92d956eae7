import GRDB
import RoostEntities

extension Reading {
    /// The number that stands for a name; `nil` when nothing has that name yet.
    func field(_ name: String, in project: Identifier<Project>) throws -> Int64? {
        try connection.value("SELECT key FROM runField WHERE projectID = ? AND name = ?", [project, name])
    }

    /// What a run has in `table` (`runParameter`, `runTag` or `runMetric`).
    private func count(_ table: String, of run: RunPlace) throws -> Int {
        try connection.value("SELECT count(*) FROM \(table) WHERE runKey = ?", [run.key]) ?? 0
    }

    package func parameterCount(of run: RunPlace) throws -> Int { try count("runParameter", of: run) }

    package func metricCount(of run: RunPlace) throws -> Int { try count("runMetric", of: run) }
}

extension WriteTransaction {
    /// The number that stands for a name, which gets one if it has none.
    func makeField(_ name: String, in project: Identifier<Project>) throws -> Int64 {
        if let key = try field(name, in: project) { return key }
        try connection.execute("INSERT INTO runField (projectID, name) VALUES (?, ?)", [project, name])
        return connection.database.lastInsertedRowID
    }

    /// The numbers that stand for names, which get one where they have none.
    func makeFields(_ names: [String], in project: Identifier<Project>) throws -> [String: Int64] {
        let names = Set(names)
        guard names.count > 1 else {
            return try Dictionary(uniqueKeysWithValues: names.map { ($0, try makeField($0, in: project)) })
        }
        var fields: [String: Int64] = [:]
        try connection.each(
            "SELECT name, key FROM runField WHERE projectID = ? AND name IN",
            [project],
            among: names.sorted()
        ) { row in
            fields[try row.decode(atIndex: 0)] = try row.decode(atIndex: 1)
        }
        for name in names.sorted() where fields[name] == nil {
            fields[name] = try makeField(name, in: project)
        }
        return fields
    }

    /// Writes a parameter unless there is one of that name; the value it has then.
    package func insertParameter(_ name: String, _ value: String, of run: RunPlace) throws -> String {
        let field = try makeField(name, in: run.projectID)
        let known: String? = try connection.value(
            "SELECT value FROM runParameter WHERE runKey = ? AND fieldKey = ?",
            [run.key, field]
        )
        if let known { return known }
        try connection.execute(
            "INSERT INTO runParameter (runKey, fieldKey, value) VALUES (?, ?, ?)",
            [run.key, field, value]
        )
        return value
    }

    /// Sets a tag, or takes it away.
    package func setTag(_ name: String, to value: String?, of run: RunPlace) throws {
        let field = try makeField(name, in: run.projectID)
        guard let value else {
            try connection.execute("DELETE FROM runTag WHERE runKey = ? AND fieldKey = ?", [run.key, field])
            return
        }
        try connection.execute(
            """
            INSERT INTO runTag (runKey, fieldKey, value) VALUES (?, ?, ?)
            ON CONFLICT (runKey, fieldKey) DO UPDATE SET value = excluded.value
            """,
            [run.key, field, value]
        )
    }
}
