import HTTPTypes
import Hummingbird
import Logging
import RoostOperations
import Synchronization

/// Counts and times every request and writes one line about it, when its answer is on its way.
package struct ObserveMiddleware: RouterMiddleware {
    private let metrics: HTTPMetrics

    package init(metrics: HTTPMetrics) {
        self.metrics = metrics
    }

    package func handle(
        _ request: Request,
        context: APIContext,
        next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        let observation = Observation(of: request, context: context, metrics: metrics)
        do {
            let response = try await next(request, context)
            guard request.method != .head, response.body.isStream else {
                observation.end(status: response.status, bytes: response.body.contentLength)
                return response
            }
            return response.observed(by: observation)
        } catch {
            observation.end(status: .badRequest, bytes: nil, error: "\(error)")
            throw error
        }
    }
}

/// One request from its arrival to the end of its answer.
///
/// A class, because its end must be noticed too when the client goes away before the answer is begun.
private final class Observation: Sendable {
    private let start = ContinuousClock.now
    private let request: HTTPRequest
    private let path: String
    private let context: APIContext
    private let metrics: HTTPMetrics
    private let route: HTTPMetrics.Route
    private let hasEnded = Atomic(false)

    init(of request: Request, context: APIContext, metrics: HTTPMetrics) {
        self.request = request.head
        path = request.uri.path
        self.context = context
        self.metrics = metrics
        route = HTTPMetrics.Route(method: request.method, path: context.endpointPath ?? "NotFound")
        metrics.begin()
    }

    deinit {
        end(status: .clientClosedRequest, bytes: nil, error: "nobody took the answer")
    }

    /// Only the first end counts.
    func end(status: HTTPResponse.Status, bytes: Int?, error: String? = nil) {
        guard !hasEnded.exchange(true, ordering: .relaxed) else { return }
        let duration = start.duration(to: .now)
        metrics.end(route, status: status.code, seconds: duration / .seconds(1))
        var metadata: Logger.Metadata = [
            "method": "\(request.method)",
            "path": "\(path.prefix(512))",
            "status": "\(status.code)",
            "milliseconds": "\(Int64(duration / .milliseconds(1)))",
        ]
        if let bytes { metadata["bytes"] = "\(bytes)" }
        if case .success(let caller) = context.identity { metadata["caller"] = "\(caller.name)" }
        if let error { metadata["aborted"] = "\(error)" }
        context.logger.info("request", metadata: metadata)
    }
}

extension Response {
    /// The same answer, with `observation` ending when its body has left.
    fileprivate func observed(by observation: Observation) -> Response {
        let (body, status) = (body, status)
        var observed = self
        observed.body = ResponseBody(contentLength: body.contentLength) { writer in
            do {
                try await body.write(writer)
                observation.end(status: status, bytes: body.contentLength)
            } catch {
                observation.end(status: status, bytes: body.contentLength, error: "\(error)")
                throw error
            }
        }
        return observed
    }
}

extension ResponseBody {
    /// Whether writing takes so long that its end is worth waiting for.
    ///
    /// A short body leaves with the head at once.
    fileprivate var isStream: Bool {
        contentLength.map { $0 > 65_536 } ?? true
    }
}
