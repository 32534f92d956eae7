import Foundation
import RoostEntities

/// Which column of a table is which.
struct TableColumns {
    let count: Int
    let path: Int
    private let label: Int
    private let subset: Int?
    /// Of `x`, `y`, `width` and `height`: all or none.
    private let box: [Int]
    private let attributes: [(name: String, column: Int)]
    private let others: [(name: String, column: Int)]

    /// What the name of an annotation's column begins with.
    static let attributePrefix = "attribute:"
    static let boxNames = ["x", "y", "width", "height"]

    init(_ header: [String]) throws(RoostError) {
        let titles = header.map { $0.trimmingCharacters(in: .whitespaces) }
        let names = titles.map { $0.lowercased() }
        guard let path = names.firstIndex(of: "path"), let label = names.firstIndex(of: "label") else {
            throw RoostError(
                .corrupted,
                "its first line must name the columns path and label, and perhaps x,y,width,height and subset: "
                    + "path,label,subset"
            )
        }
        let box = Self.boxNames.compactMap { names.firstIndex(of: $0) }
        count = names.count
        self.path = path
        self.label = label
        subset = names.firstIndex(of: "subset")
        self.box = box.count == 4 ? box : []
        let known = Set([path, label] + [subset].compactMap { $0 } + self.box)
        let rest = titles.indices.filter { !known.contains($0) && !titles[$0].isEmpty }
        attributes = rest.compactMap { column in
            let title = titles[column]
            guard title != "score" else { return ("score", column) }
            return title.hasPrefix(Self.attributePrefix)
                ? (String(title.dropFirst(Self.attributePrefix.count)), column) : nil
        }
        let taken = Set(attributes.map(\.column))
        others = rest.filter { !taken.contains($0) }.map { (titles[$0], $0) }
    }

    func subset(_ row: [String]) throws(RoostError) -> Subset? {
        guard let subset, !row[subset].isEmpty else { return nil }
        guard let known = Subset(spelling: row[subset]) else {
            throw RoostError(.invalidArgument, "\(quoted(row[subset])) is no subset; it is train, validation or test")
        }
        return known
    }

    /// `nil` in a row without a label.
    func annotation(_ row: [String]) throws(RoostError) -> Annotation.Draft? {
        let sides = box.map { row[$0] }.filter { !$0.isEmpty }
        guard !row[label].isEmpty else {
            guard sides.isEmpty else { throw RoostError(.corrupted, "a box without a label; name what it is round") }
            return nil
        }
        var geometry = Geometry.image
        if !sides.isEmpty {
            let numbers = sides.compactMap { Double($0.trimmingCharacters(in: .whitespaces)) }
            guard numbers.count == 4 else {
                throw RoostError(.corrupted, "a box has four numbers: x, y, width and height")
            }
            geometry = .box(Geometry.Box(x: numbers[0], y: numbers[1], width: numbers[2], height: numbers[3]))
            try geometry.validate()
        }
        return Annotation.Draft(
            label: try Label(row[label]).name,
            geometry: geometry,
            attributes: Self.values(attributes, row)
        )
    }

    func metadata(_ row: [String]) -> [String: JSONValue] {
        Self.values(others, row)
    }

    private static func values(_ columns: [(name: String, column: Int)], _ row: [String]) -> [String: JSONValue] {
        var values: [String: JSONValue] = [:]
        for (name, column) in columns where !row[column].isEmpty { values[name] = JSONValue(spelled: row[column]) }
        return values
    }
}
