import RoostEvaluation
import RoostThreads

/// Evaluates the boxes of two COCO files and prints one line of JSON: `detection-evaluation TRUTH DETECTIONS THREADS`.
///
/// With a fourth argument, how often items are drawn anew, it compares two versions instead, on one thread where they are
/// compared.
@main struct Main {
    static func main() async throws {
        guard (4...5).contains(CommandLine.arguments.count), let width = Int(CommandLine.arguments[3]), width > 0 else {
            throw TextFile.Failure(description: "usage: detection-evaluation TRUTH DETECTIONS THREADS [DRAWS]")
        }
        let threads = BlockingThreads(label: "evaluation", count: width)
        let clock = ContinuousClock()
        let start = clock.now
        let truth = try truth(CommandLine.arguments[1])
        let file = try TextFile(CommandLine.arguments[2])
        let results = COCOResults(file: file, images: truth.images, labels: truth.labels)
        let detections = try await results.read(on: threads, width: width)
        let loaded = clock.now
        if let draws = CommandLine.arguments.dropFirst(4).first.flatMap({ Int($0) }) {
            return try await DetectorComparison(truth, detections).run(draws: draws, on: threads, width: width)
        }
        let evaluation = try await DetectionEvaluation.evaluate(
            detections,
            against: truth.objects,
            on: threads,
            width: width
        )
        let values = evaluation.summary.values.map { $0 ?? -1 }
        let evaluated = clock.now
        let (load, evaluate) = ((loaded - start) / .seconds(1), (evaluated - loaded) / .seconds(1))
        print(#"{"load": \#(load), "evaluate": \#(evaluate), "values": \#(values)}"#)
    }

    private static func truth(_ path: String) throws -> COCOTruth {
        let file = try TextFile(path)
        let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: file.size, alignment: 16)
        defer { bytes.deallocate() }
        try file.read(from: 0) { window, start, isLast in
            UnsafeMutableRawBufferPointer(rebasing: bytes[start..<start + window.count]).copyMemory(from: window)
            return isLast ? nil : start + window.count
        }
        return try COCOTruth(UnsafeRawBufferPointer(bytes))
    }
}
