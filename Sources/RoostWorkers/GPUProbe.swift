import Foundation
import Subprocess
import SystemPackage

/// Asks NVIDIA's own tool what the machine's GPUs do; a machine without it has none.
package struct GPUProbe: Sendable {
    /// A name to be looked for, or a path.
    private let tool: String
    /// After it the tool is ended, since a driver that hangs would hang it too.
    private let limit: Duration

    package init(tool: String = "nvidia-smi", limit: Duration = .seconds(5)) {
        self.tool = tool
        self.limit = limit
    }

    /// `nil` when the tool is not there, fails, takes too long or tells of no GPU.
    func usage() async -> GPUUsage? {
        await withTaskGroup(of: GPUUsage?.self) { group in
            group.addTask { await ask() }
            group.addTask {
                try? await Task.sleep(for: limit)
                return nil
            }
            defer { group.cancelAll() }
            return await group.next() ?? nil
        }
    }

    private func ask() async -> GPUUsage? {
        let result = try? await Subprocess.run(
            tool.contains("/") ? .path(FilePath(tool)) : .name(tool),
            arguments: ["--query-gpu=utilization.gpu,memory.used", "--format=csv,noheader,nounits"],
            output: .string(limit: 64 << 10, encoding: UTF8.self),
            error: .discarded
        )
        guard let result, result.terminationStatus.isSuccess else { return nil }
        return GPUUsage(result.standardOutput)
    }
}

/// What the GPUs of a machine do, all of them together.
struct GPUUsage: Sendable, Equatable {
    /// On average.
    let percent: Double
    let memoryBytes: Double

    /// Reads a line a GPU, such as `87, 10240`: percent and MiB; `nil` when no line is one.
    init?(_ text: String) {
        let rows = text.split(separator: "\n").compactMap { line -> (Double, Double)? in
            let fields = line.split(separator: ",").map { Double($0.trimmingCharacters(in: .whitespaces)) }
            guard fields.count == 2, let percent = fields[0], let mebibytes = fields[1] else { return nil }
            return (percent, mebibytes)
        }
        guard !rows.isEmpty else { return nil }
        percent = rows.reduce(0) { $0 + $1.0 } / Double(rows.count)
        memoryBytes = rows.reduce(0) { $0 + $1.1 } * 1_048_576
    }
}
