import Foundation

/// Looks again and again at what a process and all it started use.
///
///     var sampler = ResourceSampler(pid: getpid())
///     while working {
///         if let sample = await sampler.sample() { log(sample.metrics) }
///         try await Task.sleep(for: .seconds(5))
///     }
package struct ResourceSampler: Sendable {
    private let pid: Int32
    private let proc: URL
    private var gpu: GPUProbe?
    private var before: (ticks: UInt64, at: ContinuousClock.Instant)?

    /// - Parameters:
    ///   - pid: The first process.
    ///   - gpu: How to ask about GPUs; `nil` asks nobody.
    package init(pid: Int32, gpu: GPUProbe? = GPUProbe()) {
        self.init(pid: pid, gpu: gpu, proc: URL(filePath: "/proc"))
    }

    init(pid: Int32, gpu: GPUProbe?, proc: URL) {
        self.pid = pid
        self.gpu = gpu
        self.proc = proc
    }

    /// What is used now; `nil` when the process is gone, or the system has no `/proc`.
    package mutating func sample() async -> ResourceSample? {
        guard let usage = ProcessUsage.tree(of: pid, proc: proc) else { return nil }
        let now = ContinuousClock.now
        defer { before = (usage.ticks, now) }
        let gpus = await gpu?.usage()
        // A probe that found no GPU finds none later.
        if gpus == nil { gpu = nil }
        return ResourceSample(
            cpuPercent: before.map { Self.percent(usage.ticks, since: $0.ticks, in: now - $0.at) },
            memoryBytes: Double(usage.pages) * Double(sysconf(Int32(_SC_PAGESIZE))),
            diskReadBytes: usage.read.map(Double.init),
            diskWriteBytes: usage.written.map(Double.init),
            gpuPercent: gpus?.percent,
            gpuMemoryBytes: gpus?.memoryBytes
        )
    }

    /// Ticks can go back when a process ended that nobody waited for: then nothing is known, and 0 is said.
    static func percent(_ ticks: UInt64, since before: UInt64, in time: Duration) -> Double {
        let seconds = time / .seconds(1)
        guard ticks > before, seconds > 0 else { return 0 }
        return Double(ticks - before) / Double(sysconf(Int32(_SC_CLK_TCK))) / seconds * 100
    }
}
