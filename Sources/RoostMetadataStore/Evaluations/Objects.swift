import GRDB
import RoostEntities

extension Reading {
    /// The surest first; without scores those that overlap least.
    package func objects(
        of evaluation: Identifier<Evaluation>,
        _ filter: ObjectFilter,
        page: PageRequest
    ) throws -> Page<ReviewedObject> {
        let after = try page.afterObject()
        var conditions = [
            "object.evaluationID = ?", "(object.place, object.itemID, object.number) > (?, ?, ?)",
        ]
        var arguments: StatementArguments = [evaluation, after.place, after.item, after.number]
        for (condition, value) in filter.conditions {
            conditions.append(condition)
            if let value { arguments += [value] }
        }
        arguments += [page.rowLimit]
        let rows: [ObjectRow] = try connection.all(
            """
            SELECT \(ObjectRow.selection("object"))
            FROM evaluationObject AS object \(ObjectRow.joins("object"))
            WHERE \(conditions.joined(separator: " AND "))
            ORDER BY object.place, object.itemID, object.number LIMIT ?
            """,
            arguments
        )
        return try page.page(rows) { try PageToken($0) }.map(\.reviewed)
    }

    /// How many objects of an evaluation came out how.
    package func objectCounts(of evaluation: Identifier<Evaluation>) throws -> [ObjectOutcome.Kind: Int] {
        let rows: [ObjectCountRow] = try connection.all(
            "SELECT kind, count(*) AS count FROM evaluationObject WHERE evaluationID = ? GROUP BY kind",
            [evaluation]
        )
        return Dictionary(uniqueKeysWithValues: rows.map { ($0.kind, $0.count) })
    }

    /// Objects of the ground truth that only one of two evaluations found, or neither; in the order of what was missed.
    ///
    /// - Parameters:
    ///   - after: The evaluation that is looked at.
    ///   - before: The one it is held against, of the same items.
    ///   - change: Which of them.
    ///   - label: Only objects of this true label.
    ///   - page: Which of those.
    /// - Returns: A page of them.
    /// - Throws: `invalidArgument` for a token of another list.
    package func objectChanges(
        in after: Identifier<Evaluation>,
        against before: Identifier<Evaluation>,
        _ change: ChangedItem.Change,
        label: String?,
        page: PageRequest
    ) throws -> Page<ChangedObject> {
        let place = try page.afterObject()
        // The one that missed it leads: of those there are the fewest.
        let leader = change == .fixed ? before : after
        let other = change == .fixed ? after : before
        let found = change == .stillWrong ? "b.side = 'false-negative'" : "b.kind = 'true-positive'"
        let rows: [ObjectChangeRow] = try connection.all(
            """
            SELECT \(ObjectRow.selection("a")), \(ObjectRow.selection("b"))
            FROM evaluationObject AS a
                CROSS JOIN evaluationObject AS b ON b.evaluationID = ?1 AND b.itemID = a.itemID AND b.truth = a.truth
                    AND b.object IS a.object AND \(found)
                \(ObjectRow.joins("a"))
            WHERE a.evaluationID = ?2 AND (a.place, a.itemID, a.number) > (?3, ?4, ?5)
                AND a.side IS NOT NULL AND a.side = 'false-negative' \(label == nil ? "AND ?6 IS NULL" : "AND a.label = ?6")
            ORDER BY a.place, a.itemID, a.number LIMIT ?7
            """,
            [other, leader, place.place, place.item, place.number, label, page.rowLimit]
        )
        return try page.page(rows) { try PageToken($0.leader) }.map { $0.changed(change) }
    }

    /// How many objects of the ground truth two evaluations found alike and differently, by their true label.
    package func objectChangeCounts(
        in after: Identifier<Evaluation>,
        against before: Identifier<Evaluation>
    ) throws -> [ChangeCounts.Class] {
        let rows: [ChangeCountRow] = try connection.all(
            """
            SELECT a.truth AS label,
                sum(a.kind = 'true-positive' AND b.kind = 'true-positive') AS stillRight,
                sum(a.kind = 'true-positive' AND b.kind <> 'true-positive') AS fixed,
                sum(a.kind <> 'true-positive' AND b.kind = 'true-positive') AS broken,
                sum(a.kind <> 'true-positive' AND b.kind <> 'true-positive') AS stillWrong
            FROM evaluationObject AS a
                CROSS JOIN evaluationObject AS b ON b.evaluationID = ? AND b.itemID = a.itemID AND b.truth = a.truth
                    AND b.object IS a.object AND b.kind IN ('true-positive', 'missed', 'mistaken')
            WHERE a.evaluationID = ? AND a.truth IS NOT NULL AND a.kind IN ('true-positive', 'missed', 'mistaken')
            GROUP BY a.truth ORDER BY a.truth
            """,
            [before, after]
        )
        return rows.map(\.counts)
    }

    /// The sum of what the outcomes of an evaluation's items count.
    package func objectTotals(of evaluation: Identifier<Evaluation>) throws -> ObjectCounts {
        let sums: ObjectCounts? = try connection.first(
            """
            SELECT coalesce(sum(truePositives), 0) AS truePositives, coalesce(sum(falsePositives), 0) AS falsePositives,
                coalesce(sum(falseNegatives), 0) AS falseNegatives
            FROM evaluationOutcome WHERE evaluationID = ?
            """,
            [evaluation]
        )
        return sums ?? ObjectCounts()
    }
}

extension WriteTransaction {
    /// What was written about the same objects before is replaced; scores and overlaps that rounding took above 1 are 1.
    ///
    /// - Throws: ``RoostError`` when an object's item has no outcome yet.
    package func setObjects(_ objects: [ObjectOutcome], of evaluation: Identifier<Evaluation>) throws {
        for object in objects {
            try connection.execute(
                """
                INSERT OR REPLACE INTO evaluationObject (evaluationID, itemID, number, kind, truth, predicted, score,
                    overlap, object, truthGeometry, predictedGeometry)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                [
                    evaluation, object.itemID, object.number, object.kind, object.truth, object.predicted,
                    object.score.map { min($0, 1) }, object.overlap.map { min($0, 1) }, object.object,
                    object.truthGeometry, object.predictedGeometry,
                ]
            )
        }
    }

    /// Those of `items` that an evaluation has no outcome of.
    package func itemsWithoutOutcome(
        _ items: Set<Identifier<Item>>,
        of evaluation: Identifier<Evaluation>
    ) throws -> [Identifier<Item>] {
        try items.filter { item in
            try !connection.exists(
                "SELECT 1 FROM evaluationOutcome WHERE evaluationID = ? AND itemID = ?",
                [evaluation, item]
            )
        }
    }
}
