import Foundation
import RoostEntities

/// Where a training keeps its files, laid out as authors of adapters know it.
///
///     models/<model>/artifacts/                              the new model's files, once they are all there
///     model_data/<version>_<model>/<start>/training.json     what is being trained: a ``TrainingIdentity``
///     model_data/<version>_<model>/<start>/output/           the training's own: its checkpoints
///     model_data/<version>_<model>/<start>/datasets/<dataset>/{train,validation}/{items,json}/
///
/// `start` is when it was first started, `2026-11-21-031500` in UTC. The items are there for adapters that read files;
/// the native ones are handed theirs, and leave in `json` which they learnt from.
package struct TrainingFolder: Sendable {
    private static let identityName = "training.json"

    /// The new model's files.
    package let artifacts: URL
    /// Where they are gathered until they are all there.
    package let staging: URL
    /// The training's own files, among them its checkpoints.
    package let output: URL
    /// Whether an earlier start of the same training left it.
    package let isResumed: Bool
    private let dataset: URL

    /// Finds what an earlier start of the same training left, or begins anew, and clears away all else.
    ///
    /// Blocks.
    ///
    /// - Parameters:
    ///   - job: names the model, the version and the folder it all lies in.
    ///   - identity: what makes two starts the same training.
    ///   - dataset: what is learnt from.
    ///   - now: when this start is.
    /// - Throws: ``RoostError`` when the folder cannot be written.
    package init(
        _ job: TrainingJob,
        identity: TrainingIdentity,
        dataset: Identifier<Dataset>,
        now: Date
    ) throws(RoostError) {
        let home = job.workFolder.appending(path: "model_data/\(job.version)_\(job.model.text)")
        artifacts = job.workFolder.appending(path: "models/\(job.model.text)/artifacts")
        staging = job.workFolder.appending(path: "models/\(job.model.text)/artifacts.partial")
        do {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            let identity = try encoder.encode(identity)
            let earlier = Self.starts(in: home)
            let same = earlier.first { Self.identity(in: $0) == identity }
            for folder in earlier + [staging] where folder != same { try Self.remove(folder) }
            let start = same ?? home.appending(path: Self.name(now), directoryHint: .isDirectory)
            isResumed = same != nil
            output = start.appending(path: "output", directoryHint: .isDirectory)
            self.dataset = start.appending(path: "datasets/\(dataset)", directoryHint: .isDirectory)
            var folders = [output]
            for subset in [Subset.train, .validation] { folders += [items(subset), json(subset)] }
            for folder in folders {
                try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            }
            if same == nil {
                try identity.write(to: start.appending(path: Self.identityName), options: .atomic)
            }
        } catch {
            throw Self.failure("be prepared", error)
        }
    }

    /// Where an adapter that reads files finds a subset's items, by their paths.
    package func items(_ subset: Subset) -> URL {
        dataset.appending(path: "\(subset.rawValue)/items", directoryHint: .isDirectory)
    }

    /// Where it is said what the items are.
    package func json(_ subset: Subset) -> URL {
        dataset.appending(path: "\(subset.rawValue)/json", directoryHint: .isDirectory)
    }

    /// An empty ``staging``.
    func beginStaging() throws(RoostError) {
        do {
            try Self.remove(staging)
            try FileManager.default.createDirectory(at: staging, withIntermediateDirectories: true)
        } catch {
            throw Self.failure("be prepared for the new model", error)
        }
    }

    /// Makes what was staged the model's files, all at once.
    func publish() throws(RoostError) {
        do {
            try Self.remove(artifacts)
            try FileManager.default.moveItem(at: staging, to: artifacts)
        } catch {
            throw Self.failure("take the new model's files", error)
        }
    }

    private static func starts(in home: URL) -> [URL] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: home.path)) ?? []
        return names.sorted().map { home.appending(path: $0, directoryHint: .isDirectory) }
    }

    /// The bytes, since numbers that are read back may be whole ones; `nil` when they cannot be read.
    private static func identity(in start: URL) -> Data? {
        try? Data(contentsOf: start.appending(path: identityName))
    }

    private static func remove(_ url: URL) throws {
        guard FileManager.default.fileExists(atPath: url.path) else { return }
        try FileManager.default.removeItem(at: url)
    }

    private static func name(_ now: Date) -> String {
        let digits = now.formatted(.iso8601.timeSeparator(.omitted).dateTimeSeparator(.space))
        return digits.filter { $0 != "Z" }.replacing(" ", with: "-")
    }

    private static func failure(_ what: String, _ error: any Error) -> RoostError {
        RoostError(.unavailable, "the training's working folder cannot \(what); is the disk full?", cause: error)
    }
}
