import HTTPTypes
import RoostEntities
import RoostOperations

/// What people and programs think of traces.
struct TraceAssessmentRoutes: Sendable {
    let tracking: Tracking

    var table: [MLflowRoute] {
        let (all, one) = ("traces/{trace_id}/assessments", "traces/{trace_id}/assessments/{assessment_id}")
        return [
            MLflowRoute(.post, all, version: .three, create),
            MLflowRoute(.get, one, version: .three, get),
            MLflowRoute(.patch, one, version: .three, update),
            MLflowRoute(.delete, one, version: .three, delete),
        ]
    }

    private func create(_ fields: Fields, _ caller: Caller) async throws -> [UInt8] {
        guard let assessment = try fields.object("assessment") else { throw fields.missing("assessment") }
        let trace = try fields.needed("trace_id")
        let made = try await tracking.operations.addAssessment(
            assessment.assessment.draft,
            to: trace,
            in: tracking.project,
            as: caller
        )
        return answer(made, of: trace)
    }

    private func get(_ fields: Fields, _ caller: Caller) async throws -> [UInt8] {
        let (trace, id) = try fields.assessmentAddress
        return answer(
            try await tracking.operations.assessment(id, of: trace, in: tracking.project, as: caller),
            of: trace
        )
    }

    private func update(_ fields: Fields, _ caller: Caller) async throws -> [UInt8] {
        let (trace, id) = try fields.assessmentAddress
        guard let assessment = try fields.object("assessment") else { throw fields.missing("assessment") }
        let changed = try await tracking.operations.updateAssessment(
            id,
            assessment.assessmentChanges(fields.needed("update_mask")),
            of: trace,
            in: tracking.project,
            as: caller
        )
        return answer(changed, of: trace)
    }

    private func delete(_ fields: Fields, _ caller: Caller) async throws -> [UInt8] {
        let (trace, id) = try fields.assessmentAddress
        try await tracking.operations.deleteAssessment(id, of: trace, in: tracking.project, as: caller)
        return .nothing
    }

    private func answer(_ assessment: TraceAssessment, of trace: String) -> [UInt8] {
        JSONWriter.object { writer in
            writer.key("assessment")
            writer.assessment(assessment, of: trace)
        }
    }
}

extension Fields {
    fileprivate var assessmentAddress: (trace: String, id: String) {
        get throws(RoostError) { (try needed("trace_id"), try needed("assessment_id")) }
    }
}
