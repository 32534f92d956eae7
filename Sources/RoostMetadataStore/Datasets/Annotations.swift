import GRDB
import RoostEntities

extension Reading {
    /// In the order they were made, of items that were not deleted.
    ///
    /// A page may hold fewer than were asked for and still have a next one.
    package func annotations(
        of dataset: Identifier<Dataset>,
        filter: Filter?,
        page: PageRequest
    ) throws -> Page<Annotation> {
        try FilteredAnnotations(of: dataset, filter: filter).page(page, in: connection)
    }

    /// Of any dataset.
    package func annotation(_ id: Identifier<Annotation>) throws -> Annotation? {
        try connection.first("SELECT \(Annotation.columns) FROM annotation WHERE id = ?", [id])
    }

    package func annotation(_ id: Identifier<Annotation>, of dataset: Identifier<Dataset>) throws -> Annotation? {
        try connection.first(
            "SELECT \(Annotation.columns) FROM annotation WHERE id = ? AND datasetID = ?",
            [id, dataset]
        )
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

    /// Says something else; whose it is stays.
    package func updateAnnotation(_ id: Identifier<Annotation>, to draft: Annotation.Draft) throws {
        try connection.execute(
            "UPDATE annotation SET label = ?, geometry = ?, score = ?, attributes = ? WHERE id = ?",
            [draft.label, draft.geometry, draft.score, JSONMembers(draft.attributes), id]
        )
    }

    package func deleteAnnotation(_ id: Identifier<Annotation>) throws {
        try connection.execute("DELETE FROM annotation WHERE id = ?", [id])
    }
}
