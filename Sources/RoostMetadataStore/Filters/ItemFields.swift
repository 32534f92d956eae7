import RoostEntities

/// What filters can say about items; the row is called `item`.
enum ItemFields: FilterFields {
    static let names = """
        path, subset, label, annotations, predicted, width, height, size, mediaType, created, metadata.NAME
        """

    static func column(for field: Filter.Field) -> FilterColumn? {
        if field.name == "metadata" { return .json("item.metadata", keys: field.keys) }
        guard field.keys.isEmpty else { return nil }
        return switch field.name {
        case "path": .text("item.path")
        case "subset": .word("item.subset", of: Subset.allCases.map(\.rawValue))
        case "label": .related(rows: truth, column: "truth.label")
        case "annotations": .number("(SELECT count(*) FROM annotation truth WHERE \(isTruth))")
        case "predicted":
            .flag("EXISTS (SELECT 1 FROM annotation WHERE annotation.itemID = item.id AND versionID IS NOT NULL)")
        case "width": .number("item.width")
        case "height": .number("item.height")
        case "size": .number("item.size")
        case "mediaType": .text("item.mediaType")
        case "created": .time("item.createdAt")
        default: nil
        }
    }

    private static let isTruth = "truth.itemID = item.id AND truth.versionID IS NULL"
    private static let truth = "SELECT 1 FROM annotation truth WHERE \(isTruth)"
}
