import HTTPTypes
import Hummingbird
import RoostAPISupport
import RoostEntities

/// What machines ask about the server.
struct SystemRoutes: Sendable {
    let version: String
    let metrics: @Sendable () async -> [MetricFamily]
    let openMetrics: Bool

    var table: [Route] {
        [
            Route(
                .get,
                "/health",
                "health",
                "Whether the server is up.",
                role: nil,
                answers: [.ok(.named("Health"))],
                health
            ),
            Route(
                .get,
                "/metrics",
                "metrics",
                "Figures, as Prometheus reads them.",
                role: openMetrics ? nil : .viewer,
                answers: [.media("text/plain")],
                exposition
            ),
        ]
    }

    private func health(_ request: Request, _ context: APIContext) async throws -> Response {
        try .json(HealthJSON(status: "ok", version: version))
    }

    private func exposition(_ request: Request, _ context: APIContext) async throws -> Response {
        let text = await metrics().map(\.description).joined()
        return Response(
            status: .ok,
            headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text))
        )
    }
}
