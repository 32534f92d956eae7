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
    private let said: [String: JSONValue]
    private var classes: ClassNumbers
    private let categories: [COCOCategory]
    private var documents: [String: COCODocumentWriter] = [:]
    private var used: Set<String> = []

    init(_ folder: URL, header: DatasetHeader) throws(RoostError) {
        self.folder = folder
        self.header = header
        said = header.metadata["coco"]?.members ?? [:]
        categories = (said["categories"]?.elements ?? []).compactMap { $0.members.flatMap(COCOCategory.init) }
        let known = Dictionary(categories.map { ($0.id, $0.name) }) { one, _ in one }
        // A label that is above categories and none itself need not become one.
        let above = Set(categories.compactMap(\.supercategory))
        let labels = header.labels.map(\.name).filter { !above.contains($0) || known.values.contains($0) }
        classes = ClassNumbers(known, labels: labels, first: 1)
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
        let categories = JSONValue.array(allCategories())
        for (name, document) in documents {
            var rest = said
            if let subset = Subset(spelling: name)?.rawValue ?? (name == "default" ? "" : nil) {
                rest.merge(said["subsets"]?[subset]?.members ?? [:]) { _, own in own }
            }
            rest["subsets"] = nil
            let others = header.metadata.filter { $0.key != "coco" }
            if !others.isEmpty { rest["metadata"] = .object(others) }
            rest["categories"] = categories
            if rest["info"] == nil { rest["info"] = ["description": "exported by Roost"] }
            try document.finish(rest)
        }
    }

    private mutating func document(of subset: Subset?) throws(RoostError) -> COCODocumentWriter {
        let name = subset.map(SubsetFolders.name) ?? "default"
        if let known = documents[name] { return known }
        let document = try COCODocumentWriter(folder.appending(path: "annotations"), part: name)
        documents[name] = document
        return document
    }

    /// Those that were there first, in their order.
    private func allCategories() -> [JSONValue] {
        let labels = Dictionary(header.labels.map { ($0.name, $0) }) { one, _ in one }
        let order = Dictionary(categories.enumerated().map { ($1.id, $0) }) { one, _ in one }
        let sorted = classes.names.sorted { one, other in
            (order[one.key] ?? .max, one.key) < (order[other.key] ?? .max, other.key)
        }
        return sorted.compactMap { number, name in
            let known = categories.first { $0.id == number && $0.name == name }
            guard known != nil || labels[name] != nil || used.contains(name) else { return nil }
            var category = known ?? COCOCategory(id: number, name: name)
            if known == nil, let parent = labels[name]?.parent { category.rest["supercategory"] = .string(parent) }
            if let color = labels[name]?.color, category.color != color {
                category.rest["color"] = .string(color.text)
            }
            return category.value
        }
    }
}
