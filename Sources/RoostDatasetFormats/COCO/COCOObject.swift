import RoostEntities
import RoostImaging

/// An annotation of ours as the members of one of COCO's.
enum COCOObject {
    /// Without `image_id` and `category_id`, and without `id` when COCO never gave it one; `nil` for what COCO cannot
    /// say.
    static func members(of draft: Annotation.Draft, on size: ImageSize) -> [String: JSONValue]? {
        var members = draft.attributes["coco"]?.members ?? [:]
        let spelling = members.removeValue(forKey: "counts")?.text
        let isCrowd = draft.attributes["iscrowd"] == .bool(true)
        members["iscrowd"] = .integer(isCrowd ? 1 : 0)
        members["score"] = draft.score.map { .number($0) } ?? members["score"]
        let attributes = draft.attributes.filter { $0.key != "coco" && $0.key != "iscrowd" }
        if !attributes.isEmpty { members["attributes"] = .object(attributes) }
        switch draft.geometry {
        case .image:
            members["area"] = members["area"] ?? .integer(Int64(size.width * size.height))
            members["segmentation"] = members["segmentation"] ?? .array([])
            return members
        case .box: members["segmentation"] = members["segmentation"] ?? .array([])
        case .polygon(let rings):
            members["segmentation"] =
                members["segmentation"]
                ?? .array(rings.map { ring in .array(ring.flatMap { [.number($0.x), .number($0.y)] }) })
        case .mask(let mask):
            let isText = spelling.map { $0 == "text" } ?? !isCrowd
            members["segmentation"] = segmentation(mask, asText: isText)
        case .point, .polyline, .ellipse: return nil
        }
        if members["bbox"] == nil, let box = draft.geometry.boundingBox {
            members["bbox"] = .array([box.x, box.y, box.width, box.height].map { .number($0) })
        }
        members["area"] = members["area"] ?? draft.geometry.area.map { .number($0) }
        return members
    }

    private static func segmentation(_ mask: Geometry.RunLengthMask, asText: Bool) -> JSONValue {
        let counts: JSONValue =
            if asText, let runs = mask.runs {
                .string(runs.text)
            } else {
                .array(mask.counts.map { .integer(Int64($0)) })
            }
        return ["size": .array([.integer(Int64(mask.height)), .integer(Int64(mask.width))]), "counts": counts]
    }
}
