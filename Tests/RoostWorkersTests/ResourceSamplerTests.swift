import Foundation
import Testing

@testable import RoostWorkers

struct ResourceSamplerTests {
    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "proc-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    /// Writes what the kernel would show of a process.
    private func process(_ pid: Int, parent: Int, command: String = "sh", ticks: Int, pages: Int, io: Int? = nil) throws
    {
        let place = folder.appending(path: String(pid))
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        let stat = "\(pid) (\(command)) S \(parent) 1 1 0 -1 0 0 0 0 0 \(ticks) 1 2 3 20 0 1 0 100"
        try Data(stat.utf8).write(to: place.appending(path: "stat"))
        try Data("900 \(pages) 3 4".utf8).write(to: place.appending(path: "statm"))
        guard let io else { return }
        try Data("rchar: 1\nread_bytes: \(io)\nwrite_bytes: \(2 * io)\n".utf8).write(to: place.appending(path: "io"))
    }

    @Test func `a process counts with all it started, whatever they are called`() throws {
        try process(10, parent: 1, ticks: 100, pages: 5, io: 7)
        try process(11, parent: 10, command: "a) S 1 (", ticks: 200, pages: 6, io: 8)
        try process(12, parent: 11, ticks: 300, pages: 7)
        try process(13, parent: 1, ticks: 400, pages: 8, io: 9)
        let usage = try #require(ProcessUsage.tree(of: 10, proc: folder))
        #expect(usage == ProcessUsage(ticks: 618, pages: 18, read: 15, written: 30, processes: 3))
        #expect(ProcessUsage.tree(of: 99, proc: folder) == nil)
    }

    @Test func `processes that name each other as parents end the count`() throws {
        try process(10, parent: 11, ticks: 1, pages: 1)
        try process(11, parent: 10, ticks: 1, pages: 1)
        #expect(ProcessUsage.tree(of: 10, proc: folder)?.processes == 2)
    }

    @Test func `the first sample knows no percent, the next one does`() async throws {
        try process(10, parent: 1, ticks: 100, pages: 5)
        var sampler = ResourceSampler(pid: 10, gpu: nil, proc: folder)
        let first = try #require(await sampler.sample())
        #expect(first.cpuPercent == nil && first.metrics.keys.sorted() == ["system/memory_bytes"])
        #expect(first.memoryBytes == 5 * Double(sysconf(Int32(_SC_PAGESIZE))))
        try process(10, parent: 1, ticks: 200, pages: 5)
        #expect(try #require(await sampler.sample()).cpuPercent ?? 0 > 0)
        try FileManager.default.removeItem(at: folder.appending(path: "10"))
        #expect(await sampler.sample() == nil)
    }

    @Test func `percents are of one processor`() {
        let second = UInt64(sysconf(Int32(_SC_CLK_TCK)))
        #expect(ResourceSampler.percent(5 * second, since: 0, in: .seconds(2)) == 250)
        #expect(ResourceSampler.percent(1, since: 2, in: .seconds(2)) == 0)
        #expect(ResourceSampler.percent(2, since: 1, in: .zero) == 0)
    }

    @Test func `this very process has a size`() async throws {
        var sampler = ResourceSampler(pid: getpid())
        #expect(try #require(await sampler.sample()).memoryBytes > 1_000_000)
    }

    @Test(arguments: [
        ("87, 10240\n", 87.0, 10240.0), ("100, 1\n50, 2\n", 75, 3), ("[N/A], 5\n40, 6\n", 40, 6),
    ])
    func `GPUs are read line by line`(_ text: String, _ percent: Double, _ mebibytes: Double) throws {
        let usage = try #require(GPUUsage(text))
        #expect(usage.percent == percent && usage.memoryBytes == mebibytes * 1_048_576)
    }

    @Test(arguments: ["", "No devices were found\n", "1, 2, 3\n", "[N/A], [N/A]\n"])
    func `what names no GPU is none`(_ text: String) {
        #expect(GPUUsage(text) == nil)
    }

    @Test func `a tool that answers, fails, hangs or is not there`() async throws {
        let answers = try script("echo '30, 4'")
        #expect(await GPUProbe(tool: answers, limit: .seconds(600)).usage()?.percent == 30)
        #expect(await GPUProbe(tool: try script("exit 9")).usage() == nil)
        #expect(await GPUProbe(tool: try script("exec sleep 600"), limit: .milliseconds(50)).usage() == nil)
        #expect(await GPUProbe(tool: folder.appending(path: "nothing").path).usage() == nil)
    }

    /// Written by a process of its own: a file that this one had open for writing may be busy in a child of another test.
    private func script(_ body: String) throws -> String {
        let file = folder.appending(path: UUID().uuidString).path
        let writer = Process()
        writer.executableURL = URL(filePath: "/bin/sh")
        writer.arguments = ["-c", "printf '#!/bin/sh\\n%s\\n' \"$1\" > \"$0\" && chmod +x \"$0\"", file, body]
        try writer.run()
        writer.waitUntilExit()
        return file
    }
}
