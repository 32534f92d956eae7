import Foundation
import RoostEntities

/// Images whose every pixel is of a segment, as COCO's panoptic files have them.
///
///     annotations/panoptic_val2017.json + annotations/panoptic_val2017/*.png + val2017/*.jpg
struct PanopticReader: DatasetReader {
    let header: DatasetHeader
    let itemCount: Int?
    let remarks: [String] = []
    private let parts: [PanopticPart]
    private var part = 0
    private var position = 0

    /// What the names of the files begin with.
    static let kind = "panoptic"

    static func isLayout(_ folder: URL) -> Bool { !COCOLayout.groups(of: [kind], in: folder).isEmpty }

    /// - Parameter files: a part of the dataset each.
    /// - Throws: `corrupted` and others with the file and the place in it.
    init(_ files: [COCOFile]) throws(RoostError) {
        var catalog = COCOCatalog()
        var parts: [PanopticPart] = []
        for file in files {
            let part = try PanopticPart(file)
            catalog.add(part.categories, rest: part.rest, subset: file.subset)
            parts.append(part)
        }
        header = try catalog.header()
        itemCount = parts.reduce(0) { $0 + $1.count }
        self.parts = parts
    }

    mutating func read(_ count: Int) throws(RoostError) -> [ImportedItem] {
        var items: [ImportedItem] = []
        while items.count < count, part < parts.count {
            guard position < parts[part].count else {
                (part, position) = (part + 1, 0)
                continue
            }
            items.append(try parts[part].item(at: position))
            position += 1
        }
        return items
    }
}
