import RoostEntities
import RoostImaging

/// One entry of a picture's `segments_info`.
struct PanopticSegment {
    let id: Int
    let categoryID: Int
    private let members: [String: JSONValue]

    /// `nil` without a number that a colour can spell, or without a category.
    init?(_ value: JSONValue) {
        guard let id = value["id"]?.int, (1...SegmentImage.highest).contains(id),
            let categoryID = value["category_id"]?.int, let members = value.members
        else { return nil }
        self.id = id
        self.categoryID = categoryID
        self.members = members
    }

    /// The annotation of ours that says the same.
    ///
    /// What the mask does not say, such as the number, is kept under the attribute `coco`, so that it can be written
    /// again.
    func draft(label: String, _ runs: RunLengths) -> Annotation.Draft {
        let geometry = Geometry.mask(Geometry.RunLengthMask(runs))
        var rest = members
        rest["category_id"] = nil
        for derived in ["area", "bbox"] { rest[derived] = nil }
        let crowd = rest.removeValue(forKey: "iscrowd")
        var attributes: [String: JSONValue] = [:]
        if case .object(let own)? = rest["attributes"], own["coco"] == nil, own["iscrowd"] == nil {
            attributes = own
            rest["attributes"] = nil
        }
        if crowd?.int == 1 || crowd == .bool(true) { attributes["iscrowd"] = .bool(true) }
        attributes["coco"] = .object(rest)
        return Annotation.Draft(label: label, geometry: geometry, attributes: attributes)
    }

    /// The members of an entry that says the same as an annotation, without `category_id`.
    ///
    /// - Parameters:
    ///   - draft: of a mask or an outline.
    ///   - id: its number in the picture.
    ///   - runs: what can be seen of it there.
    /// - Returns: with `area` and `bbox` as they are in the picture.
    static func members(of draft: Annotation.Draft, id: Int, _ runs: RunLengths) -> [String: JSONValue] {
        var members = draft.attributes["coco"]?.members ?? [:]
        for key in ["counts", "segmentation", "image_id"] { members[key] = nil }
        members["id"] = .integer(Int64(id))
        members["iscrowd"] = .integer(draft.attributes["iscrowd"] == .bool(true) ? 1 : 0)
        members["score"] = draft.score.map { .number($0) } ?? members["score"]
        let attributes = draft.attributes.filter { $0.key != "coco" && $0.key != "iscrowd" }
        if !attributes.isEmpty { members["attributes"] = .object(attributes) }
        members["area"] = .integer(Int64(runs.area))
        if let bounds = runs.bounds {
            let numbers = [
                bounds.columns.lowerBound, bounds.rows.lowerBound, bounds.columns.count, bounds.rows.count,
            ]
            members["bbox"] = .array(numbers.map { .integer(Int64($0)) })
        }
        return members
    }
}
