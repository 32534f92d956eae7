import HTTPTypes
import RoostAPISupport
import Testing

@Suite struct MetricFamilyTests {
    @Test func `a gauge is three lines`() {
        let family = MetricFamily("up", .gauge, "Is it \\ up?\n", 1)
        #expect("\(family)" == "# HELP up Is it \\\\ up?\\n\n# TYPE up gauge\nup 1\n")
    }

    @Test func `labels are escaped`() {
        let family = MetricFamily("n", .counter, "N.", [.init(labels: [("a", "x\"y\\z\n"), ("b", "")], value: 0.5)])
        #expect("\(family)".hasSuffix("n{a=\"x\\\"y\\\\z\\n\",b=\"\"} 0.5\n"))
    }

    @Test func `a histogram counts up to infinity`() {
        let metrics = HTTPMetrics()
        for seconds in [0.0005, 0.3, 100] {
            metrics.begin()
            metrics.end(.init(method: .get, path: "/x"), status: 200, seconds: seconds)
        }
        let text = metrics.families().map(\.description).joined()
        #expect(text.contains("http_request_duration_seconds_bucket{method=\"GET\",route=\"/x\",le=\"0.001\"} 1\n"))
        #expect(text.contains("http_request_duration_seconds_bucket{method=\"GET\",route=\"/x\",le=\"0.5\"} 2\n"))
        #expect(text.contains("http_request_duration_seconds_bucket{method=\"GET\",route=\"/x\",le=\"+Inf\"} 3\n"))
        #expect(text.contains("http_request_duration_seconds_count{method=\"GET\",route=\"/x\"} 3\n"))
        #expect(text.contains("http_requests_in_flight 0\n"))
    }

    @Test func `methods nobody knows share one label`() throws {
        let metrics = HTTPMetrics()
        for name in ["BREW", "PROPFIND"] {
            metrics.begin()
            metrics.end(.init(method: try #require(.init(rawValue: name)), path: "/x"), status: 404, seconds: 0)
        }
        #expect("\(metrics.families()[1])".contains("{method=\"OTHER\",route=\"/x\",status=\"404\"} 2"))
    }

    @Test func `the process tells its memory and its files`() throws {
        let text = ProcessMetrics().families().map(\.description).joined()
        for name in ["process_cpu_seconds_total", "process_resident_memory_bytes", "process_open_fds"] {
            let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("\(name) ") })
            #expect(try #require(Double(line.split(separator: " ")[1])) > 0)
        }
    }
}
