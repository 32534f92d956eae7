import RoostEntities
import RoostImaging

/// The pictures of labels and of objects that annotations make.
struct MaskPainting {
    let labels: LabelImage
    /// `nil` when no annotation is of one object.
    let objects: LabelImage?
    let isEmpty: Bool

    /// Paints masks and outlines, later ones over earlier ones, then what is void.
    ///
    /// - Parameters:
    ///   - item: with its annotations; those without pixels keep their number among the objects.
    ///   - classes: the numbers of labels.
    ///   - palette: of both pictures; empty for grey.
    ///   - losses: hears what was not painted as it is.
    /// - Throws: `invalidArgument` with the item, for what cannot be painted.
    init(
        _ item: ExportedItem,
        classes: inout ClassNumbers,
        palette: [LabelImage.Color],
        losses: inout ExportLosses
    ) throws(RoostError) {
        do {
            var labels = try LabelImage(size: item.size, palette: palette)
            var objects = labels
            var (number, hasObjects, isEmpty, covered) = (0, false, true, 0)
            for draft in item.annotations {
                let isSemantic = draft.attributes[MaskPictures.semantic] == .bool(true)
                if !isSemantic { number += 1 }
                guard let runs = try Self.runs(draft.geometry, item.size, &losses), runs.area > 0 else { continue }
                let value = classes.number(of: draft.label)
                guard value < Int(VOCClasses.void), number < Int(VOCClasses.void) || palette.isEmpty, number < 65_535
                else {
                    losses.add("masks were left out: a picture numbers no more labels or objects")
                    continue
                }
                isEmpty = false
                covered += labels.paint(runs, value: UInt16(value)) > 0 ? 1 : 0
                guard !isSemantic else { continue }
                hasObjects = true
                // 255 is void, also where there are more objects.
                objects.paint(runs, value: UInt16(number < 255 || palette.count > 0 ? number : number + 1))
            }
            losses.add("masks cover others in part", covered)
            if let void = MaskPictures.runs(item.metadata[MaskPictures.voidKey], size: item.size) {
                labels.paint(void, value: VOCClasses.void)
                objects.paint(void, value: VOCClasses.void)
                isEmpty = false
            }
            self.labels = labels
            self.objects = hasObjects ? objects : nil
            self.isEmpty = isEmpty
        } catch {
            let message = (error as? ImageError)?.message ?? (error as? RoostError)?.message ?? "cannot be painted"
            throw RoostError(.invalidArgument, "the masks of \(quoted(item.path.text)): \(message)", cause: error)
        }
    }

    /// The pixels of a mask or an outline; `nil` for other shapes, and for masks of another size.
    static func runs(
        _ geometry: Geometry,
        _ size: ImageSize,
        _ losses: inout ExportLosses
    ) throws(RoostError) -> RunLengths? {
        switch geometry {
        case .mask(let mask):
            guard let runs = mask.runs, runs.size == size else {
                losses.add("masks were left out: they are not of the size of their image")
                return nil
            }
            return runs
        case .polygon(let rings):
            losses.add("outlines were drawn as masks")
            return try rings.mask(on: size)
        case .image, .box, .point, .polyline, .ellipse: return nil
        }
    }
}
