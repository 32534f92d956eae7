import HTTPTypes
import Hummingbird
import NIOCore
import RoostAPISupport
import RoostEntities
import RoostOperations

/// Where OpenTelemetry's exporters, and MLflow's client among them, send spans: OTLP over HTTP, in protobuf.
///
/// The headers `x-mlflow-experiment-id` and `x-mlflow-run-id` say where they belong.
struct OpenTelemetryRoute: Sendable {
    static let path = "/v1/traces"
    private static let mediaType = "application/x-protobuf"
    /// Bytes of a request.
    private static let limit = 16 << 20

    let tracking: Tracking

    @Sendable
    func respond(to request: Request, _ context: APIContext) async throws -> Response {
        let caller = try context.caller
        try Self.checkContent(request.headers)
        guard let experiment = request.headers.value("x-mlflow-experiment-id"), !experiment.isEmpty else {
            throw RoostError(
                .invalidArgument,
                "Missing value for required parameter 'x-mlflow-experiment-id'; send the experiment's number as a header."
            )
        }
        let resources = try WireDecoder.resources(of: try await request.collected(Self.limit))
        guard !resources.isEmpty else { throw WireReader.wrong("no spans found") }
        try await tracking.operations.addSpans(
            TraceSpans.sorted(resources),
            experiment: Fields.experimentNumber(experiment),
            run: request.headers.value("x-mlflow-run-id"),
            in: tracking.project,
            as: caller
        )
        return Response(status: .ok, headers: [.contentType: Self.mediaType])
    }

    private static func checkContent(_ headers: HTTPFields) throws(RoostError) {
        let type = headers[.contentType] ?? ""
        guard type.prefix(while: { $0 != ";" && $0 != " " }).lowercased() == mediaType else {
            throw RoostError(.invalidArgument, "Invalid Content-Type: \(quoted(type)). Expected: \(mediaType)")
        }
        if let coding = headers[.contentEncoding], coding.lowercased() != "identity" {
            throw RoostError(
                .invalidArgument,
                "Unsupported Content-Encoding: \(quoted(coding)); send the spans without compression."
            )
        }
    }
}

extension HTTPFields {
    /// The first value of a name in small letters.
    fileprivate func value(_ name: String) -> String? {
        first { $0.name.canonicalName == name }?.value
    }
}
