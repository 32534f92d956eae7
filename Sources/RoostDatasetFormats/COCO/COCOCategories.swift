import RoostEntities

/// The categories that a dataset's labels are in COCO's files: those that it was read with, then those of labels since.
struct COCOCategories: Sendable {
    /// In the order of the files.
    private let known: [COCOCategory]
    private let labels: [Label]

    init(_ header: DatasetHeader) {
        known = (header.metadata["coco"]?["categories"]?.elements ?? []).compactMap {
            $0.members.flatMap(COCOCategory.init)
        }
        labels = header.labels
    }

    /// A number for each label; one that is above categories and none itself need not get one.
    var numbers: ClassNumbers {
        let names = known.names
        let above = Set(known.compactMap(\.supercategory))
        let own = labels.map(\.name).filter { !above.contains($0) || names.values.contains($0) }
        return ClassNumbers(names, labels: own, first: 1)
    }

    /// Whether each object of a label counts by itself; so it is unless its category says `isthing` 0.
    func isThing(_ label: String) -> Bool {
        guard let value = known.first(where: { $0.name == label })?.rest["isthing"] else { return true }
        return value != .bool(false) && value.int != 0
    }

    /// What is written: those that were there first, in their order.
    ///
    /// - Parameters:
    ///   - classes: the numbers of all labels.
    ///   - used: labels that annotations have.
    /// - Returns: categories of labels that the dataset or an annotation has.
    func values(_ classes: ClassNumbers, used: Set<String>) -> [COCOCategory] {
        let labels = Dictionary(labels.map { ($0.name, $0) }) { one, _ in one }
        let order = Dictionary(known.enumerated().map { ($1.id, $0) }) { one, _ in one }
        let sorted = classes.names.sorted { one, other in
            (order[one.key] ?? .max, one.key) < (order[other.key] ?? .max, other.key)
        }
        return sorted.compactMap { number, name in
            let known = known.first { $0.id == number && $0.name == name }
            guard known != nil || labels[name] != nil || used.contains(name) else { return nil }
            var category = known ?? COCOCategory(id: number, name: name)
            if known == nil, let parent = labels[name]?.parent { category.rest["supercategory"] = .string(parent) }
            if let color = labels[name]?.color, category.color != color {
                category.rest["color"] = .string(color.text)
            }
            return category
        }
    }

    /// What a file says at its top: what it said when it was read.
    ///
    /// - Parameters:
    ///   - header: of the dataset.
    ///   - part: of the file, such as `train`.
    ///   - categories: all of them.
    /// - Returns: the members beside images and annotations.
    static func top(of header: DatasetHeader, part: String, _ categories: JSONValue) -> [String: JSONValue] {
        var top = header.metadata["coco"]?.members ?? [:]
        if let subset = Subset(spelling: part)?.rawValue ?? (part == "default" ? "" : nil) {
            top.merge(top["subsets"]?[subset]?.members ?? [:]) { _, own in own }
        }
        top["subsets"] = nil
        let others = header.metadata.filter { $0.key != "coco" }
        if !others.isEmpty { top["metadata"] = .object(others) }
        top["categories"] = categories
        if top["info"] == nil { top["info"] = ["description": "exported by Roost"] }
        return top
    }
}
