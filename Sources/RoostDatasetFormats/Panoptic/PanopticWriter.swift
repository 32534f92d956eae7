import Foundation
import RoostEntities
import RoostImaging

/// Writes `annotations/panoptic_train.json` and so on for each subset, a PNG for each image beside it, and `images`, as
/// COCO's own panoptic tools read them.
struct PanopticWriter: DatasetWriter {
    private(set) var losses = ExportLosses()
    private let folder: URL
    private let header: DatasetHeader
    private let categories: COCOCategories
    private var classes: ClassNumbers
    private var documents: [String: COCODocumentWriter] = [:]
    private var used: Set<String> = []
    private var pictures: Set<String> = []

    init(_ folder: URL, header: DatasetHeader) throws(RoostError) {
        self.folder = folder
        self.header = header
        categories = COCOCategories(header)
        classes = categories.numbers
        losses.add(
            "labels have attributes, which COCO does not know",
            header.labels.count { !$0.attributes.isEmpty }
        )
    }

    mutating func add(_ item: ExportedItem) throws -> String? {
        var members: [String: JSONValue] = item.metadata["coco"]?.members ?? [:]
        var annotation = members.removeValue(forKey: PanopticReader.kind)?.members ?? [:]
        members["file_name"] = .string(item.path.text)
        members["width"] = members["width"] ?? .integer(Int64(item.size.width))
        members["height"] = members["height"] ?? .integer(Int64(item.size.height))
        let others = item.metadata.filter { $0.key != "coco" }
        if !others.isEmpty { members["metadata"] = .object(others) }
        let painting = try PanopticPainting(item, isThing: categories.isThing, losses: &losses)
        let part = item.subset.map(SubsetFolders.name) ?? "default"
        var objects: [[String: JSONValue]] = []
        if !painting.segments.isEmpty {
            annotation["file_name"] = .string(try write(painting, item.path, part: part))
            annotation["segments_info"] = .array(
                painting.segments.map { label, members in
                    used.insert(label)
                    let category = JSONValue.integer(Int64(classes.number(of: label)))
                    return .object(members.merging(["category_id": category]) { _, own in own })
                }
            )
            objects = [annotation]
        }
        try document(part).add(members, objects: objects, captions: [])
        return "images/\(item.path)"
    }

    mutating func finish() throws {
        if documents.isEmpty { _ = try document("default") }
        let categories = JSONValue.array(categories.values(classes, used: used).map(Self.withKind))
        for (name, document) in documents {
            try document.finish(COCOCategories.top(of: header, part: name, categories))
        }
    }

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

    private mutating func document(_ part: String) throws(RoostError) -> COCODocumentWriter {
        if let known = documents[part] { return known }
        let annotations = folder.appending(path: "annotations")
        let document = try COCODocumentWriter(annotations, part: part, kind: PanopticReader.kind)
        documents[part] = document
        return document
    }
}
