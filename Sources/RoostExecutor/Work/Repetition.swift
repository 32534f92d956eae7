import Foundation
import RoostAdapters
import RoostClient
import RoostHuggingFace
import RoostThreads

/// Compares a training that was done again with the version it made the first time.
struct Repetition: Sendable {
    let context: WorkContext
    let original: Version

    func compare(_ trained: TrainedModel) async throws -> Reproduction {
        var expected: [Artifact.Path: (digest: Digest?, size: Int64?)] = [:]
        for try await artifact in context.roost.allArtifacts(of: original.reference) {
            expected[artifact.path] = (artifact.digest, artifact.size)
        }
        let actual = try await context.roost.digests(ofFolder: trained.folder)
        var artifacts: [Reproduction.Artifact] = []
        for path in Set(expected.keys).union(actual.keys).sorted() {
            let (before, after) = (expected[path]?.digest, actual[path])
            var artifact = Reproduction.Artifact(path: path, expected: before, actual: after)
            if let before, after != nil, before != after, path.text.hasSuffix(".safetensors") {
                artifact.maxDifference = try await difference(
                    of: path,
                    digest: before,
                    size: expected[path]?.size,
                    to: trained.folder
                )
            }
            artifacts.append(artifact)
        }
        let record = original.training
        return Reproduction(
            artifacts: artifacts,
            environment: record?.environment.map { context.environment.differences(from: $0) } ?? [],
            metrics: metrics(trained.summary.metrics, record?.metrics ?? [:])
        )
    }

    private func metrics(_ actual: [String: Double], _ expected: [String: Double]) -> [Reproduction.MetricDifference] {
        Set(actual.keys).union(expected.keys).sorted().compactMap { name in
            guard actual[name] != expected[name] else { return nil }
            return Reproduction.MetricDifference(name: name, expected: expected[name], actual: actual[name])
        }
    }

    private func difference(
        of path: Artifact.Path,
        digest: Digest,
        size: Int64?,
        to folder: URL
    ) async throws -> Double? {
        let copy = context.assignment.workFolder.appending(path: "original.safetensors")
        defer { try? FileManager.default.removeItem(at: copy) }
        try await context.roost.download(blob: digest, size: size, to: copy)
        let threads = BlockingThreads(label: "roost.weights", count: 1)
        return try await threads.run {
            let before = try SafetensorsFile(path: copy.path, name: path.text)
            let after = try SafetensorsFile(path: folder.appending(path: path.text).path, name: path.text)
            return before.largestDifference(to: after)
        }
    }
}

extension Reproduction {
    init(artifacts: [Artifact], environment: [Difference], metrics: [MetricDifference]) {
        let differing = artifacts.filter { $0.expected != $0.actual }
        self.init(
            matches: differing.isEmpty,
            artifacts: artifacts,
            environment: environment,
            metrics: metrics,
            words: Self.words(differing, of: artifacts.count, environment)
        )
    }

    private static func words(_ differing: [Artifact], of count: Int, _ environment: [Difference]) -> String {
        guard !differing.isEmpty else { return "it came out the same: all \(count) files, byte for byte" }
        let names = differing.map { artifact in
            artifact.maxDifference.map { "\(artifact.path.text) (weights differ by up to \($0))" } ?? artifact.path.text
        }
        let reasons = environment.map { "\($0.name) was \($0.expected) and is \($0.actual)" }
        let reason =
            reasons.isEmpty
            ? "the environment is the same, so the reason is elsewhere: compare the two runs"
            : "the likely reason: " + reasons.joined(separator: ", ")
        return "\(differing.count) of \(count) files differ: \(names.joined(separator: ", ")); \(reason)"
    }
}
