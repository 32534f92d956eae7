import Foundation

/// What this process takes from the machine.
///
/// A figure the machine does not tell is left out.
package struct ProcessMetrics: Sendable {
    private let start: Date

    /// - Parameter start: When the process began to serve.
    package init(start: Date = Date()) {
        self.start = start
    }

    package func families() -> [MetricFamily] {
        [
            MetricFamily(
                "process_start_time_seconds",
                .gauge,
                "When the process began, in seconds since 1970.",
                start.timeIntervalSince1970
            ),
            MetricFamily(
                "roost_uptime_seconds",
                .gauge,
                "How long the server has been up.",
                Date().timeIntervalSince(start)
            ),
            MetricFamily(
                "process_cpu_seconds_total",
                .counter,
                "User and system time of the process.",
                Self.processorSeconds
            ),
            Self.residentBytes.map {
                MetricFamily("process_resident_memory_bytes", .gauge, "Memory the process holds.", Double($0))
            },
            Self.openFiles.map {
                MetricFamily("process_open_fds", .gauge, "Open file descriptors.", Double($0))
            },
        ]
        .compactMap { $0 }
    }

    private static var processorSeconds: Double {
        var usage = rusage()
        #if canImport(Glibc)
        getrusage(Int32(RUSAGE_SELF.rawValue), &usage)
        #else
        getrusage(RUSAGE_SELF, &usage)
        #endif
        return usage.ru_utime.seconds + usage.ru_stime.seconds
    }

    /// The second number in `/proc/self/statm`, in pages.
    private static var residentBytes: Int? {
        guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else { return nil }
        let fields = text.split(separator: " ")
        guard fields.count > 1, let pages = Int(fields[1]) else { return nil }
        return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
    }

    private static var openFiles: Int? {
        try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
    }
}

extension timeval {
    fileprivate var seconds: Double { Double(tv_sec) + Double(tv_usec) / 1_000_000 }
}
