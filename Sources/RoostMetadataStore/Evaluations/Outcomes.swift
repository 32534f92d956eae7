import GRDB
import RoostEntities

extension Reading {
    private static var selection: String {
        """
        SELECT evaluationOutcome.itemID, evaluationOutcome.path, kind, truth, predicted, confidence, truthProbability,
            truthRank, failure, truePositives, falsePositives, falseNegatives, quality, item.digest, weight
        FROM evaluationOutcome JOIN item ON item.id = evaluationOutcome.itemID
        """
    }

    /// Those with the most confident answers first.
    package func outcomes(
        of evaluation: Identifier<Evaluation>,
        _ filter: ReviewFilter,
        page: PageRequest
    ) throws -> Page<ReviewedItem> {
        let after = try page.afterOutcome()
        var conditions = ["evaluationID = ?", "(weight, evaluationOutcome.itemID) < (?, ?)"]
        var arguments: StatementArguments = [evaluation, after.weight, after.item]
        for (column, value) in filter.columns {
            conditions.append("\(column) = ?")
            arguments += [value]
        }
        arguments += [page.rowLimit]
        let rows: [OutcomeRow] = try connection.all(
            """
            \(Self.selection) WHERE \(conditions.joined(separator: " AND "))
            ORDER BY weight DESC, evaluationOutcome.itemID DESC LIMIT ?
            """,
            arguments
        )
        return try page.page(rows) { try PageToken($0) }.map(\.reviewed)
    }

    /// Items that two evaluations judge differently, or both as wrong; the most confident mistakes first.
    package func changes(
        in after: Identifier<Evaluation>,
        against before: Identifier<Evaluation>,
        _ change: ChangedItem.Change,
        label: String?,
        page: PageRequest
    ) throws -> Page<ChangedItem> {
        let place = try page.afterOutcome()
        // The one that is wrong leads: of the mistakes there are the fewest.
        let leader = change == .fixed ? before : after
        let other = change == .fixed ? after : before
        let rows: [ChangeRow] = try connection.all(
            """
            SELECT a.itemID, a.path, a.kind, a.truth, a.predicted, a.confidence, a.truthProbability, a.truthRank,
                a.failure, a.truePositives, a.falsePositives, a.falseNegatives, a.quality, item.digest, a.weight,
                b.itemID, b.path, b.kind, b.truth, b.predicted, b.confidence, b.truthProbability, b.truthRank,
                b.failure, b.truePositives, b.falsePositives, b.falseNegatives, b.quality, item.digest, b.weight
            FROM evaluationOutcome AS a
                CROSS JOIN evaluationOutcome AS b ON b.evaluationID = ?1 AND b.itemID = a.itemID AND b.kind = ?2
                JOIN item ON item.id = a.itemID
            WHERE a.evaluationID = ?3 AND a.kind = 'incorrect' AND (a.weight, a.itemID) < (?4, ?5)
                \(label == nil ? "AND ?6 IS NULL" : "AND a.truth = ?6")
            ORDER BY a.weight DESC, a.itemID DESC LIMIT ?7
            """,
            [
                other, change == .stillWrong ? Outcome.Kind.incorrect : .correct, leader, place.weight, place.item,
                label, page.rowLimit,
            ]
        )
        return try page.page(rows) { try PageToken($0.leader) }.map { $0.changed(change) }
    }

    /// How many items two evaluations judge alike and differently, by the label they have.
    package func changeCounts(
        in after: Identifier<Evaluation>,
        against before: Identifier<Evaluation>
    ) throws -> [ChangeCounts.Class] {
        let rows: [ChangeCountRow] = try connection.all(
            """
            SELECT a.truth AS label,
                sum(a.kind = 'correct' AND b.kind = 'correct') AS stillRight,
                sum(a.kind = 'correct' AND b.kind = 'incorrect') AS fixed,
                sum(a.kind = 'incorrect' AND b.kind = 'correct') AS broken,
                sum(a.kind = 'incorrect' AND b.kind = 'incorrect') AS stillWrong
            FROM evaluationOutcome AS a
                JOIN evaluationOutcome AS b ON b.evaluationID = ? AND b.itemID = a.itemID
            WHERE a.evaluationID = ? AND a.kind IN ('correct', 'incorrect') AND b.kind IN ('correct', 'incorrect')
                AND a.truth = b.truth
            GROUP BY a.truth ORDER BY a.truth
            """,
            [before, after]
        )
        return rows.map(\.counts)
    }

    /// How often evaluations gave which answers to items of which label, over the items that all of them answered.
    ///
    /// The answers come in the order of `evaluations`.
    package func pairedAnswers(of evaluations: [Identifier<Evaluation>]) throws -> [PairedAnswers] {
        guard let first = evaluations.first else { return [] }
        let others = evaluations.indices.dropFirst()
        let answers = evaluations.indices.map { "o\($0).predicted" }.joined(separator: ", ")
        let arguments = StatementArguments(others.map { evaluations[$0] } + [first])
        let statement = try connection.database.cachedStatement(
            sql: """
                SELECT o0.truth, count(*), \(answers) FROM evaluationOutcome AS o0 \(Self.joins(others))
                WHERE o0.evaluationID = ? AND o0.kind IN ('correct', 'incorrect')
                GROUP BY o0.truth, \(answers) ORDER BY o0.truth, \(answers)
                """
        )
        return try Row.fetchAll(statement, arguments: arguments).map { row in
            PairedAnswers(
                truth: try row.decode(atIndex: 0),
                predicted: try evaluations.indices.map { try row.decode(atIndex: $0 + 2) },
                count: try row.decode(atIndex: 1)
            )
        }
    }
}

extension Reading {
    /// What evaluations say about each item that all of them answered, one by one.
    package func eachPairedOutcome(
        of evaluations: [Identifier<Evaluation>],
        _ body: (_ truth: String, _ outcomes: [PairedOutcome]) throws -> Void
    ) throws {
        guard let first = evaluations.first else { return }
        let others = evaluations.indices.dropFirst()
        let columns = evaluations.indices
            .map { "o\($0).predicted, o\($0).truthRank, o\($0).truthProbability" }
            .joined(separator: ", ")
        let arguments = StatementArguments(others.map { evaluations[$0] } + [first])
        let statement = try connection.database.cachedStatement(
            sql: """
                SELECT o0.truth, \(columns) FROM evaluationOutcome AS o0 \(Self.joins(others))
                WHERE o0.evaluationID = ? AND o0.kind IN ('correct', 'incorrect')
                """
        )
        let rows = try Row.fetchCursor(statement, arguments: arguments)
        while let row = try rows.next() {
            let outcomes = try evaluations.indices.map { index in
                PairedOutcome(
                    predicted: try row.decode(atIndex: 3 * index + 1),
                    truthRank: try row.decode(atIndex: 3 * index + 2),
                    truthProbability: try row.decode(atIndex: 3 * index + 3)
                )
            }
            try body(try row.decode(atIndex: 0), outcomes)
        }
    }

    /// The same items of the other evaluations, each by an argument.
    fileprivate static func joins(_ others: some Sequence<Int>) -> String {
        others.map { index in
            """
            JOIN evaluationOutcome AS o\(index) ON o\(index).evaluationID = ? AND o\(index).itemID = o0.itemID
                AND o\(index).truth = o0.truth AND o\(index).kind IN ('correct', 'incorrect')
            """
        }.joined(separator: "\n")
    }
}

/// What one of several evaluations says about an item.
package struct PairedOutcome: Sendable, Hashable {
    package let predicted: String
    package let truthRank: Int?
    package let truthProbability: Double?
}

/// How often items of one label got these answers.
package struct PairedAnswers: Sendable, Hashable {
    package let truth: String
    /// By each evaluation, in the order asked for.
    package let predicted: [String]
    package let count: Int
}

extension WriteTransaction {
    /// What was written about the same items before is replaced, and their objects go; probabilities that rounding took
    /// above 1 are 1.
    package func setOutcomes(_ outcomes: [Outcome], of evaluation: Identifier<Evaluation>) throws {
        for outcome in outcomes {
            try connection.execute(
                """
                INSERT OR REPLACE INTO evaluationOutcome (evaluationID, itemID, path, kind, truth, predicted,
                    confidence, truthProbability, truthRank, failure, truePositives, falsePositives, falseNegatives,
                    quality)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                [
                    evaluation, outcome.itemID, outcome.path, outcome.kind, outcome.truth, outcome.predicted,
                    outcome.confidence.map { min($0, 1) }, outcome.truthProbability.map { min($0, 1) },
                    outcome.truthRank, outcome.failure, outcome.objects?.truePositives,
                    outcome.objects?.falsePositives, outcome.objects?.falseNegatives,
                    outcome.quality.map { min($0, 1) },
                ]
            )
        }
    }
}

extension Reading {
    /// How many items an evaluation has outcomes of, by what they are.
    package func outcomeCounts(of evaluation: Identifier<Evaluation>) throws -> [Outcome.Kind: Int] {
        let rows: [OutcomeCountRow] = try connection.all(
            "SELECT kind, count(*) AS count FROM evaluationOutcome WHERE evaluationID = ? GROUP BY kind",
            [evaluation]
        )
        return Dictionary(uniqueKeysWithValues: rows.map { ($0.kind, $0.count) })
    }
}
