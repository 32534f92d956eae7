import Foundation
import GRDB

/// Turns rows of items with their ground truth into lines of a manifest.
struct ManifestWriter {
    /// One row an annotation, or one for an item without any.
    static let selection = """
        SELECT item.id, annotation.label, annotation.geometry, annotation.attributes, item.digest, item.height,
            item.mediaType, item.metadata, item.path, item.size, item.subset, item.width
        FROM item LEFT JOIN annotation ON annotation.itemID = item.id AND annotation.versionID IS NULL
        WHERE item.datasetID = ? AND item.deletedAt IS NULL
        ORDER BY item.path, annotation.id
        """

    var text = ManifestText()
    private(set) var manifest: Manifest
    /// What follows the annotations of the item at hand, whose keys sort behind theirs.
    private var rest: ManifestText?
    private var id = Data()

    init(revision: Int) {
        manifest = Manifest(revision: revision)
    }

    mutating func append(_ row: Row) throws {
        let id = try row.decode(Data.self, atIndex: 0)
        let isNew = id != self.id
        if isNew {
            endItem()
            self.id = id
            try beginItem(row)
        }
        guard let label = try row.decode(String?.self, atIndex: 1) else { return }
        manifest.annotationCount += 1
        text.append(isNew ? "{" : ",{")
        let attributes = try row.decode(String.self, atIndex: 3)
        if attributes != "{}" {
            text.append(#""attributes":"#)
            text.append(attributes)
            text.append(",")
        }
        text.append(#""geometry":"#)
        text.append(try row.decode(String.self, atIndex: 2))
        text.append(#","label":"#)
        text.append(quoted: label)
        text.append("}")
    }

    mutating func endItem() {
        guard let rest else { return }
        text.append(rest.bytes)
        self.rest = nil
    }

    private mutating func beginItem(_ row: Row) throws {
        let subset = try row.decode(String?.self, atIndex: 10)
        manifest.itemCount += 1
        manifest.subsets[subset ?? "", default: 0] += 1
        text.append(#"{"annotations":["#)
        var rest = ManifestText()
        rest.append(#"],"digest":"#)
        rest.append(hex: try row.decode(Data.self, atIndex: 4))
        rest.append(#","height":"#)
        rest.append(try row.decode(Int.self, atIndex: 5))
        rest.append(#","id":"#)
        rest.append(hex: id)
        rest.append(#","mediaType":"#)
        rest.append(quoted: try row.decode(String.self, atIndex: 6))
        rest.append(#","metadata":"#)
        rest.append(try row.decode(String.self, atIndex: 7))
        rest.append(#","path":"#)
        rest.append(quoted: try row.decode(String.self, atIndex: 8))
        rest.append(#","size":"#)
        rest.append(try row.decode(Int64.self, atIndex: 9))
        if let subset {
            rest.append(#","subset":"#)
            rest.append(quoted: subset)
        }
        rest.append(#","width":"#)
        rest.append(try row.decode(Int.self, atIndex: 11))
        rest.append("}\n")
        self.rest = rest
    }
}
