import RoostEntities

extension COCOAnnotation {
    /// The annotation of ours that says the same.
    ///
    /// What the geometry does not say, such as the identifier or a box that is not that of the outline, is kept under
    /// the attribute `coco`, so that it can be written again.
    ///
    /// - Parameters:
    ///   - label: of its category.
    ///   - prefersBox: takes the box even when there is an outline.
    /// - Returns: ground truth.
    func draft(label: String, prefersBox: Bool) -> Annotation.Draft {
        let boxed = box.map { Geometry.box($0) }
        let geometry = (prefersBox ? boxed ?? outline : outline ?? boxed) ?? .image
        var rest = rest
        rest["id"] = id
        if let box, geometry != .box(box), geometry.boundingBox != box {
            rest["bbox"] = .array([box.x, box.y, box.width, box.height].map { .number($0) })
        }
        if let area, area.double == nil || area.double != geometry.area { rest["area"] = area }
        // Crowds are written with numbers and other masks with text, as COCO does, unless this says otherwise.
        if case .mask = geometry, isTextMask == isCrowd { rest["counts"] = isTextMask ? "text" : "numbers" }
        var attributes = attributes
        if isCrowd { attributes["iscrowd"] = .bool(true) }
        if !rest.isEmpty { attributes["coco"] = .object(rest) }
        return Annotation.Draft(label: label, geometry: geometry, attributes: attributes)
    }
}
