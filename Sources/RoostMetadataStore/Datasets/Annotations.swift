import GRDB
import RoostEntities

extension Reading {
    /// In the order they were made; `predicted` asks for predictions only, or for ground truth only.
    package func annotations(
        of dataset: Identifier<Dataset>,
        item: Identifier<Item>?,
        version: Identifier<Version>?,
        execution: Identifier<Execution>?,
        predicted: Bool?,
        page: PageRequest
    ) throws -> Page<Annotation> {
        // The narrowest of the filters leads, through its index; a plus keeps the planner from choosing another.
        let leader =
            item != nil ? "itemID" : execution != nil ? "executionID" : version != nil ? "versionID" : "datasetID"
        let needsDataset = leader == "versionID" || leader == "datasetID"
        var conditions = ["\(needsDataset ? "" : "+")datasetID = ?", "id > ?"]
        var arguments: StatementArguments = [dataset, try page.afterIdentifier(Annotation.self) ?? .least]
        let filters: [(String, (any DatabaseValueConvertible)?)] = [
            ("itemID", item), ("versionID", version), ("executionID", execution),
        ]
        for case (let column, let value?) in filters {
            conditions.append("\(column == leader ? "" : "+")\(column) = ?")
            arguments += [value]
        }
        if let predicted {
            conditions.append("\(leader == "datasetID" ? "" : "+")versionID IS \(predicted ? "NOT NULL" : "NULL")")
        }
        arguments += [page.rowLimit]
        let rows: [Annotation] = try connection.all(
            "SELECT \(Annotation.columns) FROM annotation WHERE \(conditions.joined(separator: " AND ")) ORDER BY id LIMIT ?",
            arguments
        )
        return try page.page(rows) { try PageToken($0.id) }
    }
}

/// An annotation's row to be.
package struct NewAnnotation: Sendable {
    package var id: Identifier<Annotation>
    package var itemID: Identifier<Item>
    package var draft: Annotation.Draft

    package init(id: Identifier<Annotation>, itemID: Identifier<Item>, draft: Annotation.Draft) {
        self.id = id
        self.itemID = itemID
        self.draft = draft
    }
}

extension WriteTransaction {
    /// Makes ground truth, or what `version` predicted.
    package func insertAnnotations(
        _ annotations: [NewAnnotation],
        into dataset: Identifier<Dataset>,
        version: Identifier<Version>? = nil,
        execution: Identifier<Execution>? = nil,
        by actor: String,
        at now: Timestamp
    ) throws {
        for annotation in annotations {
            try connection.execute(
                """
                INSERT INTO annotation (id, datasetID, itemID, label, geometry, score, versionID, executionID,
                    attributes, createdBy, createdAt)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                [
                    annotation.id, dataset, annotation.itemID, annotation.draft.label, annotation.draft.geometry,
                    annotation.draft.score, version, execution, JSONMembers(annotation.draft.attributes), actor, now,
                ]
            )
        }
    }

    /// How many there were.
    package func deleteAnnotations(of execution: Identifier<Execution>, item: Identifier<Item>) throws -> Int {
        try connection.execute("DELETE FROM annotation WHERE +executionID = ? AND itemID = ?", [execution, item])
    }
}
