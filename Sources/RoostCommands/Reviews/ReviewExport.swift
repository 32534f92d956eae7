import Foundation
import RoostClient

/// Images of a review in a folder: one folder for each confusion, such as `3 as 8`, and `review.json` beside them.
struct ReviewExport: Sendable {
    let folder: URL
    let items: [ReviewedItem]

    /// Fetches the images, four at a time; the first ones in the list have the lowest numbers in their names.
    ///
    /// `progress` hears how many are there.
    func write(from roost: Roost, progress: @Sendable (Int) -> Void) async throws {
        try makeFolder()
        for (index, item) in items.enumerated() {
            let place = folder.appending(path: Self.folderName(item.outcome), directoryHint: .isDirectory)
            try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
            let name = String(format: "%04d-", index + 1) + Self.safe(item.outcome.path.name)
            try await roost.download(blob: item.digest, to: place.appending(path: name))
            progress(index + 1)
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try encoder.encode(items).write(to: folder.appending(path: "review.json"), options: .atomic)
    }

    private func makeFolder() throws {
        let contents = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
        guard contents?.isEmpty ?? true else {
            throw RoostError(.alreadyExists, "\(quoted(folder.path)) is not empty; name a new folder")
        }
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        } catch {
            throw RoostError(
                .failedPrecondition,
                "\(quoted(folder.path)) cannot be made; is the path right?",
                cause: error
            )
        }
    }

    static func folderName(_ outcome: Outcome) -> String {
        guard let truth = outcome.truth, let predicted = outcome.predicted else { return outcome.kind.rawValue }
        return safe("\(truth) as \(predicted)")
    }

    /// A name that stays within its folder on every file system.
    static func safe(_ name: String) -> String {
        let kept = Output.safe(name).map { #"/\:*?"<>|"#.contains($0) ? "_" : $0 }
        let text = String(kept.prefix(120))
        return text.hasPrefix(".") ? "_" + text.dropFirst() : text
    }
}
