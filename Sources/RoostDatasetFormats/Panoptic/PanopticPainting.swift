import RoostEntities
import RoostImaging

/// The picture of segments that an item's annotations make, and what there is to say of each.
struct PanopticPainting {
    private(set) var image: SegmentImage
    /// With the label of each, in the order of the annotations.
    private(set) var segments: [(label: String, members: [String: JSONValue])] = []

    /// Paints masks and outlines, later ones over earlier ones; those of a label that is no thing become one.
    ///
    /// - Parameters:
    ///   - item: with its annotations.
    ///   - isThing: whether each object of a label counts by itself.
    ///   - losses: hears what was not painted as it is.
    /// - Throws: `invalidArgument` with the item, for what cannot be painted.
    init(
        _ item: ExportedItem,
        isThing: (String) -> Bool,
        losses: inout ExportLosses
    ) throws(RoostError) {
        do {
            image = try SegmentImage(size: item.size)
            var (drafts, order): ([Int: Annotation.Draft], [Int]) = ([:], [])
            var (stuff, covered, free): ([String: Int], Int, Int) = ([:], 0, 1)
            for draft in item.annotations {
                guard let runs = try MaskPainting.runs(draft.geometry, item.size, &losses), runs.area > 0 else {
                    let isShape = draft.geometry.kind == .mask || draft.geometry.kind == .polygon
                    if !isShape { losses.add("annotations were left out: they are no masks") }
                    continue
                }
                let merged = isThing(draft.label) ? nil : stuff[draft.label]
                let id = merged ?? Self.number(of: draft, taken: drafts, &free)
                guard id <= SegmentImage.highest else {
                    losses.add("masks were left out: a picture numbers no more segments")
                    continue
                }
                if image.paint(runs, value: id) > 0, merged == nil { covered += 1 }
                guard merged == nil else { continue }
                if !isThing(draft.label) { stuff[draft.label] = id }
                drafts[id] = draft
                order.append(id)
            }
            losses.add("masks cover others in part", covered)
            let regions = image.regions()
            for id in order {
                guard let draft = drafts[id] else { continue }
                guard let runs = regions[id] else {
                    losses.add("masks were left out: others cover all of them")
                    continue
                }
                segments.append((draft.label, PanopticSegment.members(of: draft, id: id, runs)))
            }
        } catch {
            let message = (error as? ImageError)?.message ?? (error as? RoostError)?.message ?? "cannot be painted"
            throw RoostError(.invalidArgument, "the segments of \(quoted(item.path.text)): \(message)", cause: error)
        }
    }

    /// The number that the annotation came with if it is free, else the next one.
    private static func number(of draft: Annotation.Draft, taken: [Int: Annotation.Draft], _ free: inout Int) -> Int {
        if let own = draft.attributes["coco"]?["id"]?.int, (1...SegmentImage.highest).contains(own), taken[own] == nil {
            return own
        }
        while taken[free] != nil { free += 1 }
        return free
    }
}
