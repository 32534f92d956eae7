import Foundation
import RoostEntities
import RoostImaging

/// Writes `annotations/instances_train.json` and so on for each subset, and `images`, as COCO's own tools read them.
///
/// What COCO said when the dataset was read, identifiers and all, is written again.
struct COCOWriter: DatasetWriter {
    private(set) var losses = ExportLosses()
    private let folder: URL
    private let header: DatasetHeader
    private var classes: ClassNumbers
    private let categories: COCOCategories
    private var documents: [String: COCODocumentWriter] = [:]
    private var used: Set<String> = []

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
        members["file_name"] = .string(item.path.text)
        members["width"] = members["width"] ?? .integer(Int64(item.size.width))
        members["height"] = members["height"] ?? .integer(Int64(item.size.height))
        let others = item.metadata.filter { $0.key != "coco" && $0.key != "captions" }
        if !others.isEmpty { members["metadata"] = .object(others) }
        var objects: [[String: JSONValue]] = []
        for draft in item.annotations {
            guard var object = COCOObject.members(of: draft, on: item.size) else {
                losses.add("annotations were left out: COCO has boxes, outlines, masks and whole images only")
                continue
            }
            used.insert(draft.label)
            object["category_id"] = .integer(Int64(classes.number(of: draft.label)))
            objects.append(object)
        }
        let captions = (item.metadata["captions"]?.elements ?? []).compactMap(\.members)
        try document(of: item.subset).add(members, objects: objects, captions: captions)
        return "images/\(item.path)"
    }

    mutating func finish() throws {
        if documents.isEmpty { _ = try document(of: nil) }
        let categories = JSONValue.array(categories.values(classes, used: used).map(\.value))
        for (name, document) in documents {
            try document.finish(COCOCategories.top(of: header, part: name, categories))
        }
    }

    private mutating func document(of subset: Subset?) throws(RoostError) -> COCODocumentWriter {
        let name = subset.map(SubsetFolders.name) ?? "default"
        if let known = documents[name] { return known }
        let document = try COCODocumentWriter(folder.appending(path: "annotations"), part: name)
        documents[name] = document
        return document
    }
}
