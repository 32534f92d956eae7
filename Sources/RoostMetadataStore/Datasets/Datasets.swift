import GRDB
import RoostEntities

extension Reading {
    private static var selection: String {
        """
        SELECT dataset.*,
            (SELECT json_group_array(json_object('name', name, 'parent', parent, 'color', color,
                    'attributes', json(attributes))) FROM
                (SELECT name, parent, color, attributes FROM label
                    WHERE label.datasetID = dataset.id ORDER BY position)) AS labels,
            (SELECT json_group_object(subset, itemCount) FROM datasetSubset
                WHERE datasetSubset.datasetID = dataset.id AND itemCount > 0) AS subsets
        FROM dataset
        """
    }

    /// Deleted or not.
    package func dataset(named name: Dataset.Name, in project: Identifier<Project>) throws -> Dataset? {
        try connection.first("\(Self.selection) WHERE projectID = ? AND name = ?", [project, name])
    }

    package func dataset(_ id: Identifier<Dataset>) throws -> Dataset? {
        try connection.first("\(Self.selection) WHERE id = ?", [id])
    }

    /// By name.
    package func datasets(
        in project: Identifier<Project>,
        deleted: Bool,
        page: PageRequest
    ) throws -> Page<Dataset> {
        let rows: [Dataset] = try connection.all(
            """
            \(Self.selection)
            WHERE projectID = ?1 AND name > ?2 AND (?3 OR deletedAt IS NULL) ORDER BY name LIMIT ?4
            """,
            [project, try page.afterText() ?? "", deleted, page.rowLimit]
        )
        return try page.page(rows) { try PageToken(encoding: $0.name.text) }
    }

    /// How often it was changed in a way that a snapshot would show.
    package func revision(of dataset: Identifier<Dataset>) throws -> Int {
        try connection.value("SELECT revision FROM dataset WHERE id = ?", [dataset]) ?? 0
    }

    /// Whether any ground truth says so.
    package func isUsed(label: String, of dataset: Identifier<Dataset>) throws -> Bool {
        try connection.exists("SELECT 1 FROM annotation WHERE datasetID = ? AND truth = ? LIMIT 1", [dataset, label])
    }
}

extension WriteTransaction {
    package func insertDataset(
        _ id: Identifier<Dataset>,
        in project: Identifier<Project>,
        name: Dataset.Name,
        description: String,
        isStrict: Bool,
        metadata: [String: JSONValue],
        at now: Timestamp
    ) throws {
        try connection.execute(
            """
            INSERT INTO dataset (id, projectID, name, description, strict, metadata, itemCount, annotationCount,
                createdAt, updatedAt)
            VALUES (?, ?, ?, ?, ?, ?, 0, 0, ?, ?)
            """,
            [id, project, name, description, isStrict, JSONMembers(metadata), now, now]
        )
    }

    package func updateDataset(
        _ id: Identifier<Dataset>,
        description: String,
        isStrict: Bool,
        metadata: [String: JSONValue],
        at now: Timestamp
    ) throws {
        try connection.execute(
            "UPDATE dataset SET description = ?, strict = ?, metadata = ?, updatedAt = ? WHERE id = ?",
            [description, isStrict, JSONMembers(metadata), now, id]
        )
    }

    /// Counts a change that a snapshot would show; what is changed next belongs to the new revision.
    package func beginRevision(of id: Identifier<Dataset>, at now: Timestamp) throws {
        try connection.execute(
            "UPDATE dataset SET revision = revision + 1, updatedAt = ? WHERE id = ?",
            [now, id]
        )
    }

    package func markDataset(_ id: Identifier<Dataset>, deletedAt: Timestamp?, at now: Timestamp) throws {
        try connection.execute(
            "UPDATE dataset SET deletedAt = ?, updatedAt = ? WHERE id = ?",
            [deletedAt, now, id]
        )
    }

    /// Makes `labels` the ontology: new ones are added, the others get their new place or go.
    package func setLabels(_ labels: [Label], of dataset: Identifier<Dataset>) throws {
        let names = Set(labels.map(\.name))
        let old: [String] = try connection.values("SELECT name FROM label WHERE datasetID = ?", [dataset])
        for name in old where !names.contains(name) {
            try connection.execute("DELETE FROM label WHERE datasetID = ? AND name = ?", [dataset, name])
        }
        for (position, label) in labels.enumerated() {
            try connection.execute(
                """
                INSERT INTO label (datasetID, name, position, parent, color, attributes) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (datasetID, name) DO UPDATE SET position = excluded.position, parent = excluded.parent,
                    color = excluded.color, attributes = excluded.attributes
                """,
                [dataset, label.name, position, label.parent, label.color, JSONList(label.attributes)]
            )
        }
    }

    /// Adds what is missing to the end of the ontology.
    package func addLabels(_ labels: [Label], to dataset: Identifier<Dataset>) throws {
        for label in labels {
            try connection.execute(
                """
                INSERT INTO label (datasetID, name, position, parent, color, attributes)
                VALUES (?1, ?2, (SELECT coalesce(max(position) + 1, 0) FROM label WHERE datasetID = ?1), ?3, ?4, ?5)
                ON CONFLICT DO NOTHING
                """,
                [dataset, label.name, label.parent, label.color, JSONList(label.attributes)]
            )
        }
    }

    /// Keeps the counts beside the dataset in line with what was added, or taken away.
    package func addCounts(
        items: [Subset?: Int],
        annotations: Int,
        to dataset: Identifier<Dataset>,
        at now: Timestamp
    ) throws {
        try connection.execute(
            """
            UPDATE dataset SET itemCount = itemCount + ?, annotationCount = annotationCount + ?, updatedAt = ?
            WHERE id = ?
            """,
            [items.values.reduce(0, +), annotations, now, dataset]
        )
        for (subset, count) in items {
            try connection.execute(
                """
                INSERT INTO datasetSubset (datasetID, subset, itemCount) VALUES (?1, ?2, max(?3, 0))
                ON CONFLICT (datasetID, subset) DO UPDATE SET itemCount = itemCount + ?3
                """,
                [dataset, subset?.rawValue ?? "", count]
            )
        }
    }
}
