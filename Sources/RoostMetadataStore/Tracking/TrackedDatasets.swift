import GRDB
import RoostEntities

extension Reading {
    /// What a run read, in the order it was told.
    func trackedDatasets(of run: Int64) throws -> [TrackedDataset] {
        try connection.all(
            """
            SELECT dataset, digest, sourceType, source, schema, profile, context, tags, snapshotID FROM runInput
            WHERE runKey = ? ORDER BY position
            """,
            [run]
        )
    }

    /// What runs of the experiments read, each name, digest and context of an experiment once and without its source;
    /// so many at most.
    package func datasets(
        ofExperiments numbers: [Int64],
        in project: Identifier<Project>,
        limit: Int
    ) throws -> [(experiment: Int64, dataset: TrackedDataset)] {
        let marks = Array(repeating: "?", count: numbers.count).joined(separator: ", ")
        var found: [(experiment: Int64, dataset: TrackedDataset)] = []
        try connection.each(
            """
            SELECT DISTINCT run.experimentKey, runInput.dataset,
                coalesce(runInput.digest, lower(hex(runInput.snapshotID)), ''), runInput.context
            FROM run CROSS JOIN runInput ON runInput.runKey = run.key
            WHERE run.projectID = ? AND run.experimentKey IN (\(marks)) LIMIT ?
            """,
            [project] + StatementArguments(numbers) + [limit]
        ) { row in
            let dataset = TrackedDataset(
                name: try row.decode(atIndex: 1),
                digest: try row.decode(atIndex: 2),
                sourceType: "",
                source: "",
                context: try row.decode(atIndex: 3)
            )
            found.append((try row.decode(atIndex: 0), dataset))
            return true
        }
        return found
    }

    package func datasetCount(of run: RunPlace) throws -> Int {
        try connection.value("SELECT count(*) FROM runInput WHERE runKey = ?", [run.key]) ?? 0
    }
}

extension WriteTransaction {
    /// Adds data that a run read; the same data for the same purpose is there once.
    package func addDatasets(_ datasets: [TrackedDataset], to run: RunPlace) throws {
        for dataset in datasets {
            try connection.execute(
                """
                INSERT INTO runInput (runKey, position, dataset, digest, sourceType, source, schema, profile, context,
                    tags)
                SELECT ?1, (SELECT coalesce(max(position), -1) + 1 FROM runInput WHERE runKey = ?1), ?2, ?3, ?4, ?5,
                    ?6, ?7, ?8, ?9
                WHERE NOT EXISTS (SELECT 1 FROM runInput
                    WHERE runKey = ?1 AND dataset = ?2 AND digest IS ?3 AND context = ?8)
                """,
                [
                    run.key, dataset.name, dataset.digest, dataset.sourceType, dataset.source, dataset.schema,
                    dataset.profile, dataset.context, JSONMap(dataset.tags),
                ]
            )
        }
    }
}

extension TrackedDataset: FetchableRecord {
    /// An input that no client of experiment tracking told has no source of theirs: it is Roost's own.
    package init(row: Row) throws {
        let snapshot: Identifier<Snapshot>? = try row.decode(atIndex: 8)
        let name: String = try row.decode(atIndex: 0)
        self.init(
            name: name,
            digest: try row.decode(String?.self, atIndex: 1) ?? snapshot?.description ?? "",
            sourceType: try row.decode(String?.self, atIndex: 2) ?? "roost",
            source: try row.decode(String?.self, atIndex: 3) ?? snapshot?.description ?? name,
            schema: try row.decode(atIndex: 4),
            profile: try row.decode(atIndex: 5),
            context: try row.decode(atIndex: 6),
            tags: try row.decode(JSONMap<String>.self, atIndex: 7).values
        )
    }
}
