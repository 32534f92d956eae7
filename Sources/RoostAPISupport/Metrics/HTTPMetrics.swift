import HTTPTypes
import Synchronization

/// How many requests came, how they ended and how long they took.
///
/// A class, because all requests count into it and `Mutex` cannot be copied.
package final class HTTPMetrics: Sendable {
    /// What a count is kept by; both parts come from closed sets, so that nobody outside can make the table grow.
    package struct Route: Hashable, Comparable, Sendable {
        let method: String
        let path: String

        package init(method: HTTPRequest.Method, path: String) {
            self.method = Self.methods.contains(method) ? method.rawValue : "OTHER"
            self.path = path
        }

        private static let methods: Set<HTTPRequest.Method> = [
            .get, .head, .post, .put, .patch, .delete, .options, .trace,
        ]

        package static func < (left: Route, right: Route) -> Bool {
            (left.path, left.method) < (right.path, right.method)
        }
    }

    private struct State {
        var inFlight = 0
        var requests: [Route: [Int: Int]] = [:]
        var durations: [Route: Histogram] = [:]
    }

    private let state = Mutex(State())

    package init() {}

    package func begin() {
        state.withLock { $0.inFlight += 1 }
    }

    package func end(_ route: Route, status: Int, seconds: Double) {
        state.withLock { state in
            state.inFlight -= 1
            state.requests[route, default: [:]][status, default: 0] += 1
            state.durations[route, default: Histogram()].record(seconds)
        }
    }

    package func families() -> [MetricFamily] {
        let state = state.withLock { $0 }
        return [
            MetricFamily("http_requests_in_flight", .gauge, "Requests being answered now.", Double(state.inFlight)),
            requests(state),
            durations(state),
        ]
    }

    private func requests(_ state: State) -> MetricFamily {
        let samples = state.requests.sorted { $0.key < $1.key }.flatMap { route, counts in
            counts.sorted { $0.key < $1.key }.map { status, count in
                MetricFamily.Sample(labels: route.labels + [("status", String(status))], value: Double(count))
            }
        }
        return MetricFamily("http_requests_total", .counter, "Requests answered.", samples)
    }

    private func durations(_ state: State) -> MetricFamily {
        let samples = state.durations.sorted { $0.key < $1.key }.flatMap { $1.samples(labels: $0.labels) }
        return MetricFamily(
            "http_request_duration_seconds",
            .histogram,
            "From a request's arrival to the end of its answer.",
            samples
        )
    }
}

extension HTTPMetrics.Route {
    fileprivate var labels: [(String, String)] { [("method", method), ("route", path)] }
}
