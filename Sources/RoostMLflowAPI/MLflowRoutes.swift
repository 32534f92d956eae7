import HTTPTypes
import Hummingbird
import RoostAPISupport
import RoostEntities
import RoostOperations

/// MLflow's REST API, as its clients of version ``version`` speak it, over one project.
package struct MLflowRoutes: Sendable {
    /// The version of MLflow whose clients were tried.
    package static let version = "3.17.2"

    /// All rows but those that need no token.
    package let table: [MLflowRoute]
    private let refusals: [MLflowRoute]
    private let artifacts: ArtifactProxyRoutes
    private let parts: ArtifactPartRoutes
    private let openTelemetry: OpenTelemetryRoute

    /// - Parameters:
    ///   - operations: What answers.
    ///   - project: What MLflow's clients, which know of no projects, see.
    ///   - links: Where links lead that open a part or a file.
    package init(operations: Operations, project: Project.Name, links: LinkAddresses = LinkAddresses()) {
        let tracking = Tracking(operations: operations, project: project)
        table =
            ExperimentRoutes(tracking: tracking).table
            + RunRoutes(tracking: tracking).table
            + RunWritingRoutes(tracking: tracking).table
            + RunModelRoutes(tracking: tracking).table
            + MetricRoutes(tracking: tracking).table
            + RunArtifactRoutes(tracking: tracking).table
            + LoggedModelRoutes(tracking: tracking).table
            + RegisteredModelRoutes(tracking: tracking).table
            + ModelAliasRoutes(tracking: tracking).table
            + ModelVersionRoutes(tracking: tracking).table
            + TraceRoutes(tracking: tracking).table
            + TraceAssessmentRoutes(tracking: tracking).table
        refusals = RunArtifactRoutes(tracking: tracking).refusals
        artifacts = ArtifactProxyRoutes(tracking: tracking, links: links)
        parts = ArtifactPartRoutes(tracking: tracking, links: links)
        openTelemetry = OpenTelemetryRoute(tracking: tracking)
    }

    /// All of it; what is thrown is for ``errors`` to tell.
    package func add(to router: Router<APIContext>) {
        for route in table + refusals {
            for address in route.addresses {
                router.on(RouterPath(address), method: route.method, use: route.respond)
            }
        }
        artifacts.add(to: router)
        parts.add(to: router)
        for prefix in ["/api", "/ajax-api"] {
            router.get("\(prefix)/3.0/mlflow/server-info") { _, _ in ServerInformation.response }
        }
        router.post(RouterPath(OpenTelemetryRoute.path), use: openTelemetry.respond)
        router.get("/version") { _, _ in
            Response(
                status: .ok,
                headers: [.contentType: "text/plain; charset=utf-8"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: Self.version))
            )
        }
    }
}
