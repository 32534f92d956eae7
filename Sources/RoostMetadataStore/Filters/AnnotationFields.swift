import GRDB
import RoostEntities

/// What filters can say about annotations; the rows are called `annotation` and `item`.
enum AnnotationFields: FilterFields {
    static let names = """
        label, kind, score, geometry, version, execution, item, path, subset, truth, by, created, attribute.NAME
        """

    static func column(for field: Filter.Field) -> FilterColumn? {
        if field.name == "attribute" { return .json("annotation.attributes", keys: field.keys) }
        guard field.keys.isEmpty else { return nil }
        return switch field.name {
        case "label": .text("annotation.label")
        case "kind": .word("iif(annotation.versionID IS NULL, 'truth', 'prediction')", of: ["truth", "prediction"])
        case "score": .number("annotation.score")
        case "geometry":
            .word("json_extract(annotation.geometry, '$.kind')", of: Geometry.Kind.allCases.map(\.rawValue))
        case "version": .identifier("annotation.versionID")
        case "execution": .identifier("annotation.executionID")
        case "item": .identifier("annotation.itemID")
        case "path": .text("item.path")
        case "subset": .word("item.subset", of: Subset.allCases.map(\.rawValue))
        case "truth": .related(rows: truth, column: "truth.label")
        case "by": .text("annotation.createdBy")
        case "created": .time("annotation.createdAt")
        default: nil
        }
    }

    /// `label = truth` asks whether ground truth says the same about the item, and a version may be named as people do.
    static func special(_ test: Filter.Test) throws(RoostError) -> SQLFragment? {
        try agreement(test) ?? named(test)
    }

    private static func named(_ test: Filter.Test) -> SQLFragment? {
        guard test.field.name == "version", [.equals, .differs].contains(test.relation),
            let reference = test.values.first.flatMap({ try? Reference($0.text) }),
            case .number(let number) = reference.selector
        else { return nil }
        let version = """
            (annotation.versionID = (SELECT version.id FROM version JOIN model ON model.id = version.modelID
                WHERE model.projectID = (SELECT projectID FROM dataset WHERE dataset.id = annotation.datasetID)
                    AND model.name = ? AND version.number = ?)) IS TRUE
            """
        return SQLFragment("\(test.relation == .differs ? "NOT " : "")(\(version))", [reference.model, number])
    }

    private static func agreement(_ test: Filter.Test) throws(RoostError) -> SQLFragment? {
        guard test.field.name == "label", test.values == [.word("truth")] else { return nil }
        let agrees = "EXISTS (\(truth) AND truth.label = annotation.label)"
        switch test.relation {
        case .equals: return SQLFragment(agrees)
        case .differs: return SQLFragment("NOT \(agrees)")
        default: throw RoostError(inFilterAt: test.field.place, "'label' is compared with truth by '=' or '!='")
        }
    }

    private static let truth = """
        SELECT 1 FROM annotation truth WHERE truth.itemID = annotation.itemID AND truth.versionID IS NULL
        """
}
