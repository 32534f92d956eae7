import Foundation
import RoostEntities
import RoostImaging

/// The files of one kind of COCO annotations, one for each subset, which share their categories.
struct COCODocuments {
    let categories: COCOCategories
    private let folder: URL
    private let header: DatasetHeader
    private let kind: String
    private var classes: ClassNumbers
    private var documents: [String: COCODocumentWriter] = [:]
    private var used: Set<String> = []

    /// - Parameters:
    ///   - folder: where `annotations` is made.
    ///   - header: of the dataset.
    ///   - kind: what the names of the files begin with, such as `instances`.
    ///   - losses: what COCO cannot hold of the labels.
    init(_ folder: URL, _ header: DatasetHeader, kind: String, losses: inout ExportLosses) {
        self.folder = folder.appending(path: "annotations")
        self.header = header
        self.kind = kind
        categories = COCOCategories(header)
        classes = categories.numbers
        losses.add(
            "labels have attributes, which COCO does not know",
            header.labels.count { !$0.attributes.isEmpty }
        )
    }

    /// What the names of a subset's files end with.
    static func part(_ subset: Subset?) -> String { subset.map(SubsetFolders.name) ?? "default" }

    /// The number of the category of an annotation's label.
    mutating func category(of label: String) -> JSONValue {
        used.insert(label)
        return .integer(Int64(classes.number(of: label)))
    }

    mutating func document(_ part: String) throws(RoostError) -> COCODocumentWriter {
        if let known = documents[part] { return known }
        let document = try COCODocumentWriter(folder, part: part, kind: kind)
        documents[part] = document
        return document
    }

    /// Writes the categories and closes all files; one without images if there were none.
    mutating func finish(_ value: (COCOCategory) -> JSONValue) throws {
        if documents.isEmpty { _ = try document(Self.part(nil)) }
        let values = JSONValue.array(categories.values(classes, used: used).map(value))
        for (part, document) in documents {
            try document.finish(COCOCategories.top(of: header, part: part, values))
        }
    }
}

extension ExportedItem {
    /// What COCO says of an image: what it said when the item was read, else where and how large it is; the item's other
    /// metadata go to `metadata`.
    ///
    /// - Parameter kept: names of metadata that have a place of their own.
    /// - Returns: the members of an image, without `id` if it had none.
    func cocoImage(without kept: Set<String> = []) -> [String: JSONValue] {
        var members: [String: JSONValue] = metadata["coco"]?.members ?? [:]
        members["file_name"] = .string(path.text)
        members["width"] = members["width"] ?? .integer(Int64(size.width))
        members["height"] = members["height"] ?? .integer(Int64(size.height))
        let others = metadata.filter { $0.key != "coco" && !kept.contains($0.key) }
        if !others.isEmpty { members["metadata"] = .object(others) }
        return members
    }
}
