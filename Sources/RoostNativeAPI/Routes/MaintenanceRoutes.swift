import HTTPTypes
import Hummingbird
import RoostAPISupport
import RoostEntities
import RoostOperations

/// Looking after the registry itself.
struct MaintenanceRoutes: Sendable {
    let operations: Operations

    var table: [Route] {
        let maintenance = "/api/v1/maintenance"
        return [
            Route(
                .post,
                "\(maintenance)/doctor",
                "doctor",
                "Examines the store, and repairs it if asked to.",
                role: .admin,
                body: .json(.named("Examination")),
                answers: [.ok(.named("DoctorReport"))],
                doctor
            ),
            Route(
                .post,
                "\(maintenance)/gc",
                "collectGarbage",
                "Removes what was deleted, and content nothing names.",
                role: .admin,
                body: .json(.named("Collection")),
                answers: [.ok(.named("GarbageReport"))],
                collect
            ),
            Route(
                .get,
                "\(maintenance)/backup",
                "backup",
                "All there is, as a tar archive.",
                role: .admin,
                answers: [.media("application/x-tar")],
                backup
            ),
        ]
    }

    private func doctor(_ request: Request, _ context: APIContext) async throws -> Response {
        let wanted = try await request.json(ExaminationJSON.self)
        let report = try await operations.doctor(
            repair: wanted.repair ?? false,
            deep: wanted.deep ?? false,
            as: context.caller
        )
        return try .json(report)
    }

    private func collect(_ request: Request, _ context: APIContext) async throws -> Response {
        let wanted = try await request.json(CollectionJSON.self)
        let report = try await operations.collectGarbage(
            dryRun: wanted.dryRun ?? false,
            graceSeconds: wanted.graceSeconds?.value ?? CollectionJSON.grace,
            as: context.caller
        )
        return try .json(report)
    }

    private func backup(_ request: Request, _ context: APIContext) async throws -> Response {
        let archive = try await operations.backup(as: context.caller)
        return Response(
            status: .ok,
            headers: [.contentType: "application/x-tar", .contentDisposition: "attachment; filename=\"roost.tar\""],
            body: ResponseBody(asyncSequence: archive)
        )
    }
}
