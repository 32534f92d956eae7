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
    private let artifacts: ArtifactProxyRoutes

    /// - Parameters:
    ///   - operations: What answers.
    ///   - project: What MLflow's clients, which know of no projects, see.
    package init(operations: Operations, project: Project.Name) {
        let tracking = Tracking(operations: operations, project: project)
        table =
            ExperimentRoutes(tracking: tracking).table
            + RunRoutes(tracking: tracking).table
            + RunWritingRoutes(tracking: tracking).table
            + MetricRoutes(tracking: tracking).table
            + RunArtifactRoutes(tracking: tracking).table
            + LoggedModelRoutes(tracking: tracking).table
        artifacts = ArtifactProxyRoutes(tracking: tracking)
    }

    /// All of it, with errors in MLflow's words.
    package func add(to router: Router<APIContext>) {
        let group = router.group().add(middleware: MLflowFailure.middleware)
        for route in table {
            for address in route.addresses {
                group.on(RouterPath(address), method: route.method, use: route.respond)
            }
        }
        artifacts.add(to: group)
        for prefix in ["/api", "/ajax-api"] {
            group.get("\(prefix)/3.0/mlflow/server-info") { _, _ in ServerInformation.response }
            for version in ["2.0", "2.11", "3.0"] {
                for method in [HTTPRequest.Method.get, .post, .put, .patch, .delete] {
                    group.on("\(prefix)/\(version)/mlflow/**", method: method) { request, _ -> Response in
                        throw MLflowFailure.UnknownAddress(path: request.uri.path).error
                    }
                }
            }
        }
        group.get("/version") { _, _ in
            Response(
                status: .ok,
                headers: [.contentType: "text/plain; charset=utf-8"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: Self.version))
            )
        }
    }
}
