import Foundation
import RoostClient
import RoostDatasetFormats

/// Images of a review in a folder, with `review.json` beside them; the folder is there whole or not at all.
struct ReviewExport: Sendable {
    enum Format: String, CaseIterable {
        /// A folder for each confusion, such as `3 as 8`; the most confident mistakes have the lowest numbers.
        case folder
        /// The ground truth as COCO has it; the answers are metadata of the images.
        case coco
    }

    let place: URL
    let format: Format
    let dataset: Dataset.Name
    /// The classes, in order.
    let labels: [String]
    let items: [ReviewedItem]

    /// Fetches the images.
    ///
    /// `progress` hears how many are there.
    func write(from roost: Roost, progress: @Sendable (Int) -> Void) async throws {
        let folder = try ExportFolder(at: place, overwriting: false)
        switch format {
        case .folder: try await writeFolders(in: folder.draft, from: roost, progress: progress)
        case .coco: try await writeCOCO(in: folder.draft, from: roost, progress: progress)
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try encoder.encode(items).write(to: folder.draft.appending(path: "review.json"), options: .atomic)
        try folder.publish()
    }

    private func writeFolders(in folder: URL, from roost: Roost, progress: @Sendable (Int) -> Void) async throws {
        for (index, item) in items.enumerated() {
            let name = String(format: "%04d-", index + 1) + Self.safe(item.outcome.path.name)
            try await fetch(item, as: "\(Self.folderName(item.outcome))/\(name)", in: folder, from: roost)
            progress(index + 1)
        }
    }

    private func writeCOCO(in folder: URL, from roost: Roost, progress: @Sendable (Int) -> Void) async throws {
        let header = DatasetHeader(labels: try labels.map { try Label($0) })
        var writer = try DatasetFormat.coco.writer(in: folder, header: header)
        for (index, item) in items.enumerated() {
            let known = try await roost.item(item.outcome.itemID, of: dataset)
            let exported = ExportedItem(
                path: item.outcome.path,
                subset: known.subset,
                width: known.width,
                height: known.height,
                metadata: item.outcome.answer,
                annotations: item.outcome.truth.map { [Annotation.Draft(label: $0)] } ?? []
            )
            guard let path = try writer.add(exported) else { continue }
            try await fetch(item, as: path, in: folder, from: roost)
            progress(index + 1)
        }
        try writer.finish()
    }

    private func fetch(_ item: ReviewedItem, as path: String, in folder: URL, from roost: Roost) async throws {
        let file = folder.appending(path: path, directoryHint: .notDirectory)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try await roost.download(blob: item.digest, to: file)
    }

    static func folderName(_ outcome: Outcome) -> String {
        guard let truth = outcome.truth, let predicted = outcome.predicted else { return outcome.kind.rawValue }
        return safe("\(truth) as \(predicted)")
    }

    /// A name that stays within its folder on every file system.
    static func safe(_ name: String) -> String {
        let kept = Output.safe(name).map { #"/\:*?"<>|"#.contains($0) ? "_" : $0 }
        let text = String(kept.prefix(60))
        return text.hasPrefix(".") ? "_" + text.dropFirst() : text
    }
}

extension Outcome {
    /// What the version said, as metadata of an image.
    fileprivate var answer: [String: JSONValue] {
        var answer: [String: JSONValue] = ["outcome": .string(kind.rawValue)]
        answer["answer"] = predicted.map(JSONValue.string)
        answer["confidence"] = confidence.map(JSONValue.number)
        answer["truthProbability"] = truthProbability.map(JSONValue.number)
        return answer
    }
}
