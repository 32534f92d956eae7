import Foundation
import GRDB
import RoostEntities

extension Reading {
    private static var selection: String {
        """
        SELECT id, name, kind, content, sourceType, sourceID, rationale, spanID, metadata, overrides, isValid,
            createdAt, updatedAt
        FROM traceAssessment
        """
    }

    /// `nil` when the trace has none of that name.
    package func assessment(_ id: TraceAssessment.ID, of trace: TracePlace) throws -> TraceAssessment? {
        try connection.first("\(Self.selection) WHERE traceKey = ? AND id = ?", [trace.key, id])
    }

    /// In the order in which they came.
    func assessments(of traceKey: Int64) throws -> [TraceAssessment] {
        try connection.all("\(Self.selection) WHERE traceKey = ? ORDER BY key", [traceKey])
    }
}

extension WriteTransaction {
    /// Writes an assessment; one of that name is replaced.
    package func putAssessment(_ assessment: TraceAssessment, of trace: TracePlace) throws {
        let draft = assessment.draft
        let compared = draft.compared
        try connection.execute(
            """
            INSERT INTO traceAssessment (traceKey, id, name, kind, content, value, number, sourceType, sourceID,
                rationale, spanID, metadata, overrides, isValid, createdAt, updatedAt)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (traceKey, id) DO UPDATE SET name = excluded.name, kind = excluded.kind,
                content = excluded.content, value = excluded.value, number = excluded.number,
                sourceType = excluded.sourceType, sourceID = excluded.sourceID, rationale = excluded.rationale,
                spanID = excluded.spanID, metadata = excluded.metadata, overrides = excluded.overrides,
                isValid = excluded.isValid, createdAt = excluded.createdAt, updatedAt = excluded.updatedAt
            """,
            [
                trace.key, assessment.id, draft.name, draft.kind, JSONMembers(draft.content), compared.text,
                compared.number, draft.source.type, draft.source.id, draft.rationale, draft.spanID,
                JSONMap(draft.metadata), draft.overrides, assessment.isValid, draft.createdAt, assessment.updatedAt,
            ]
        )
    }

    /// Says whether an assessment counts; `false` when the trace has none of that name.
    package func setValidity(of id: TraceAssessment.ID, of trace: TracePlace, to isValid: Bool) throws -> Bool {
        try connection.execute(
            "UPDATE traceAssessment SET isValid = ? WHERE traceKey = ? AND id = ?",
            [isValid, trace.key, id]
        ) > 0
    }

    package func deleteAssessment(_ id: TraceAssessment.ID, of trace: TracePlace) throws {
        try connection.execute("DELETE FROM traceAssessment WHERE traceKey = ? AND id = ?", [trace.key, id])
    }
}

extension TraceAssessment: FetchableRecord {
    package init(row: Row) throws {
        self.init(
            id: try row.decode(atIndex: 0),
            draft: Draft(
                name: try row.decode(atIndex: 1),
                kind: try row.decode(atIndex: 2),
                content: try row.decode(JSONMembers.self, atIndex: 3).members,
                source: Source(type: try row.decode(atIndex: 4), id: try row.decode(atIndex: 5)),
                rationale: try row.decode(atIndex: 6),
                spanID: try row.decode(atIndex: 7),
                metadata: try row.decode(JSONMap<String>.self, atIndex: 8).values,
                overrides: try row.decode(atIndex: 9),
                createdAt: try row.decode(atIndex: 11)
            ),
            isValid: try row.decode(atIndex: 10),
            updatedAt: try row.decode(atIndex: 12)
        )
    }

    /// About as many bytes as it takes, once it is written down.
    var weight: Int {
        let texts = [draft.name, draft.rationale, draft.source.id, draft.compared.text].compactMap(\.self)
        return 512 + texts.reduce(0) { $0 + $1.utf8.count }
            + draft.metadata.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count }
    }
}

extension TraceAssessment.Draft {
    /// What searches compare: the value as text, what is no text as its JSON, and the number if it is one.
    fileprivate var compared: (text: String?, number: Double?) {
        switch content["value"] ?? content["serialized_value"]?["value"] {
        case nil, .null?: (nil, nil)
        case .string(let text)?: (text, nil)
        case .integer(let number)?: (String(number), Double(number))
        case .number(let number)?: ("\(number)", number.isFinite ? number : nil)
        case let value?: (String.fromDatabaseValue(value.databaseValue), nil)
        }
    }
}
