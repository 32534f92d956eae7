import Foundation
import RoostEntities
import RoostImaging

/// Writes `annotations/instances_train.json` and so on for each subset, and `images`, as COCO's own tools read them.
///
/// What COCO said when the dataset was read, identifiers and all, is written again.
struct COCOWriter: DatasetWriter {
    private(set) var losses = ExportLosses()
    private var documents: COCODocuments

    init(_ folder: URL, header: DatasetHeader) {
        documents = COCODocuments(folder, header, kind: "instances", losses: &losses)
    }

    mutating func add(_ item: ExportedItem) throws -> String? {
        var objects: [[String: JSONValue]] = []
        for draft in item.annotations {
            guard var object = COCOObject.members(of: draft, on: item.size) else {
                losses.add("annotations were left out: COCO has boxes, outlines, masks and whole images only")
                continue
            }
            object["category_id"] = documents.category(of: draft.label)
            objects.append(object)
        }
        let captions = (item.metadata["captions"]?.elements ?? []).compactMap(\.members)
        let image = item.cocoImage(without: ["captions"])
        try documents.document(COCODocuments.part(item.subset)).add(image, objects: objects, captions: captions)
        return "images/\(item.path)"
    }

    mutating func finish() throws { try documents.finish(\.value) }
}
