import HTTPTypes
import Hummingbird
import RoostAPISupport
import RoostEntities
import RoostOperations

/// The native REST API: every verb of Roost under `/api/v1`, as JSON.
package struct NativeRoutes: Sendable {
    /// All rows, in the order of the document.
    package let table: [Route]

    /// - Parameters:
    ///   - operations: What answers.
    ///   - version: Of the program.
    ///   - metrics: What `/metrics` shows.
    ///   - openMetrics: Whether it shows them to everybody.
    package init(
        operations: Operations,
        version: String,
        metrics: @escaping @Sendable () async -> [MetricFamily],
        openMetrics: Bool
    ) {
        let documented =
            AccessRoutes(operations: operations).table
            + ModelRoutes(operations: operations).table
            + VersionRoutes(operations: operations).table
            + AliasRoutes(operations: operations).table
            + ArtifactRoutes(operations: operations).table
            + BlobRoutes(operations: operations).table
            + UploadRoutes(operations: operations).table
            + DatasetRoutes(operations: operations).table
            + ItemRoutes(operations: operations).table
            + AnnotationRoutes(operations: operations).table
            + SnapshotRoutes(operations: operations).table
            + ExecutionRoutes(operations: operations).table
            + WorkerRoutes(operations: operations).table
            + ExperimentRoutes(operations: operations).table
            + RunRoutes(operations: operations).table
            + RunMetricRoutes(operations: operations).table
            + RunArtifactRoutes(operations: operations).table
            + EvaluationRoutes(operations: operations).table
            + ComparisonRoutes(operations: operations).table
            + MaintenanceRoutes(operations: operations).table
            + SystemRoutes(version: version, metrics: metrics, openMetrics: openMetrics).table
        table = documented + [.document(of: documented, version: version)]
    }

    package func add(to router: some RouterMethods<APIContext>) {
        for route in table {
            router.on(route.routerPath, method: route.method, use: route.respond)
        }
    }

    /// Errors in the words of the native API.
    package static var errors: ErrorMiddleware {
        ErrorMiddleware(status: { $0.native }, render: Problem.response)
    }
}
