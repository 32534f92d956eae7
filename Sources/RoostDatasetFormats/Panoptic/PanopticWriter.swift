import Foundation
import RoostEntities
import RoostImaging

/// Writes `annotations/panoptic_train.json` and so on for each subset, a PNG for each image beside it, and `images`, as
/// COCO's own panoptic tools read them.
struct PanopticWriter: DatasetWriter {
    private(set) var losses = ExportLosses()
    private let folder: URL
    private var documents: COCODocuments
    private var pictures: Set<String> = []

    init(_ folder: URL, header: DatasetHeader) {
        self.folder = folder
        documents = COCODocuments(folder, header, kind: PanopticReader.kind, losses: &losses)
    }

    mutating func add(_ item: ExportedItem) throws -> String? {
        var image = item.cocoImage()
        var annotation = image.removeValue(forKey: PanopticReader.kind)?.members ?? [:]
        let painting = try PanopticPainting(item, isThing: documents.categories.isThing, losses: &losses)
        let part = COCODocuments.part(item.subset)
        var objects: [[String: JSONValue]] = []
        if !painting.segments.isEmpty {
            annotation["file_name"] = .string(try write(painting, item.path, part: part))
            annotation["segments_info"] = .array(
                painting.segments.map { label, members in
                    .object(members.merging(["category_id": documents.category(of: label)]) { _, own in own })
                }
            )
            objects = [annotation]
        }
        try documents.document(part).add(image, objects: objects, captions: [])
        return "images/\(item.path)"
    }

    mutating func finish() throws { try documents.finish(Self.withKind) }

    /// COCO's tools want to know of every category whether it is made of things; those of ours are unless they say.
    private static func withKind(_ category: COCOCategory) -> JSONValue {
        var category = category
        category.rest["isthing"] = category.rest["isthing"] ?? .integer(1)
        if let text = category.color?.text, let digits = Int(text.dropFirst(), radix: 16) {
            let channels = [digits >> 16, digits >> 8 & 0xFF, digits & 0xFF]
            category.rest["color"] = .array(channels.map { .integer(Int64($0)) })
        }
        return category.value
    }

    /// - Returns: the name of the picture beside the file.
    private mutating func write(
        _ painting: PanopticPainting,
        _ path: Artifact.Path,
        part: String
    ) throws(RoostError) -> String {
        var name = "\(path.stem).png"
        if !pictures.insert("\(part)/\(name)").inserted {
            name = "\(path.text).png"
            pictures.insert("\(part)/\(name)")
        }
        do {
            let file = folder.appending(path: "annotations/\(PanopticReader.kind)_\(part)/\(name)")
            try OutputFile.write(try painting.image.png(), to: file)
        } catch let error as RoostError {
            throw error
        } catch {
            throw RoostError(.internal, "the segments of \(quoted(path.text)) cannot be written", cause: error)
        }
        return name
    }
}
