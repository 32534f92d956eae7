import Foundation
import RoostClient
import RoostONNXRuntime

extension TrainingRecord.Environment {
    /// This machine's.
    init(roost: String, runtime: RuntimeVersion) {
        self.init(
            roost: roost,
            runtime: "ONNX Runtime \(runtime)",
            system: ProcessInfo.processInfo.operatingSystemVersionString,
            processor: Self.processorName ?? "unknown"
        )
    }

    /// What is not as it was in `earlier`.
    func differences(from earlier: TrainingRecord.Environment) -> [Reproduction.Difference] {
        let facts = [
            ("roost", earlier.roost, roost), ("runtime", earlier.runtime, runtime),
            ("system", earlier.system, system), ("processor", earlier.processor, processor),
        ]
        return facts.filter { $0.1 != $0.2 }.map { Reproduction.Difference(name: $0.0, expected: $0.1, actual: $0.2) }
    }

    private static var processorName: String? {
        let lines = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8))?.split(separator: "\n")
        let line = lines?.first { $0.hasPrefix("model name") }
        return line?.split(separator: ":").last.map { $0.trimmingCharacters(in: .whitespaces) }
    }
}
