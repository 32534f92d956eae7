import Foundation
import RoostClient
import RoostDatasetFormats
import RoostImaging
import RoostThreads

/// Images of a review in a folder, with `review.json` beside them; the folder is there whole or not at all.
struct ReviewExport: Sendable {
    enum Format: String, CaseIterable {
        /// A folder for each confusion, such as `3 as 8`, or for each type of mistake; the most confident mistakes have the
        /// lowest numbers.
        case folder
        /// The ground truth as COCO has it; the answers are metadata of the images.
        case coco
    }

    let place: URL
    let format: Format
    let dataset: Dataset.Name
    /// The classes, in order.
    let labels: [String]
    let images: [ReviewImage]
    /// Leaves images as they are; else objects and answers are drawn on those that are laid out in folders.
    let isPlain: Bool
    private let threads = BlockingThreads(label: "roost-draw", count: 1)

    /// Fetches the images.
    ///
    /// - Parameters:
    ///   - roost: The server.
    ///   - review: What becomes `review.json`.
    ///   - progress: Hears how many images are there.
    /// - Throws: What keeps an image from being fetched or written.
    func write(
        from roost: Roost,
        review: some Encodable & Sendable,
        progress: @Sendable (Int) -> Void
    ) async throws {
        let folder = try ExportFolder(at: place, overwriting: false)
        switch format {
        case .folder: try await writeFolders(in: folder.draft, from: roost, progress: progress)
        case .coco: try await writeCOCO(in: folder.draft, from: roost, progress: progress)
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try encoder.encode(review).write(to: folder.draft.appending(path: "review.json"), options: .atomic)
        try folder.publish()
    }

    private func writeFolders(in folder: URL, from roost: Roost, progress: @Sendable (Int) -> Void) async throws {
        for (index, image) in images.enumerated() {
            let name = String(format: "%04d-", index + 1) + Self.safe(image.path.name)
            try await write(image, as: "\(Self.safe(image.folder))/\(name)", in: folder, from: roost)
            progress(index + 1)
        }
    }

    private func writeCOCO(in folder: URL, from roost: Roost, progress: @Sendable (Int) -> Void) async throws {
        let header = DatasetHeader(labels: try labels.map { try Label($0) })
        var writer = try DatasetFormat.coco.writer(in: folder, header: header)
        var written: Set<Identifier<Item>> = []
        for (index, image) in images.enumerated() where written.insert(image.item).inserted {
            let known = try await roost.item(image.item, of: dataset)
            let exported = ExportedItem(
                path: image.path,
                subset: known.subset,
                width: known.width,
                height: known.height,
                metadata: image.answer,
                annotations: try await truth(of: image, roost)
            )
            guard let path = try writer.add(exported) else { continue }
            try await write(image, as: path, in: folder, from: roost)
            progress(index + 1)
        }
        try writer.finish()
    }

    /// What is really to be seen: the label that the image was judged by, or the objects on it.
    private func truth(of image: ReviewImage, _ roost: Roost) async throws -> [Annotation.Draft] {
        guard !image.objects.isEmpty else { return image.truth.map { [Annotation.Draft(label: $0)] } ?? [] }
        var truth: [Annotation.Draft] = []
        let filter = Roost.AnnotationFilter(item: image.item, kind: .truth)
        for try await annotation in roost.allAnnotations(of: dataset, filter) {
            truth.append(
                Annotation.Draft(
                    label: annotation.label,
                    geometry: annotation.geometry,
                    attributes: annotation.attributes
                )
            )
        }
        return truth
    }

    /// Writes one image of the review: the only place where that is done.
    private func write(_ image: ReviewImage, as path: String, in folder: URL, from roost: Roost) async throws {
        let file = folder.appending(path: path, directoryHint: .notDirectory)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try await roost.download(blob: image.digest, to: file)
        guard format == .folder, !isPlain, !image.objects.isEmpty else { return }
        try await draw(image, on: file)
    }

    /// Replaces the file by a picture with what was found out; one that is no JPEG becomes a PNG.
    private func draw(_ image: ReviewImage, on file: URL) async throws {
        let colors = LabelColors(labels: labels)
        let picture = AnnotatedPicture(marks: image.objects.flatMap { $0.marks(in: colors) }, isEnlarged: true)
        let isJPEG = ["jpg", "jpeg"].contains(file.pathExtension.lowercased())
        let target = isJPEG ? file : file.deletingPathExtension().appendingPathExtension("png")
        try await threads.run { () throws(RoostError) in try picture.draw(file, to: target) }
        if target != file { try FileManager.default.removeItem(at: file) }
    }

    /// A name that stays within its folder on every file system.
    static func safe(_ name: String) -> String {
        let kept = Output.safe(name).map { #"/\:*?"<>|"#.contains($0) ? "_" : $0 }
        let text = String(kept.prefix(60))
        return text.hasPrefix(".") ? "_" + text.dropFirst() : text
    }
}
