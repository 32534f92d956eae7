import RoostEntities

/// One of the categories of a COCO file: a label, and what the file says of it.
struct COCOCategory: Sendable, Equatable {
    var id: Int
    var name: String
    /// Everything else, by its name in the file: `supercategory`, `keypoints`, `skeleton`.
    var rest: [String: JSONValue]

    var supercategory: String? {
        guard let name = rest["supercategory"]?.text, !name.isEmpty else { return nil }
        return name
    }

    static func read(_ scanner: inout JSONScanner) throws(RoostError) -> COCOCategory {
        guard case .object(let members) = try scanner.value(limit: 1 << 16), let category = COCOCategory(members)
        else { throw scanner.failure("a category needs id and name") }
        return category
    }

    init?(_ members: [String: JSONValue]) {
        guard let id = members["id"]?.int, let name = members["name"]?.text else { return nil }
        self.id = id
        self.name = name
        rest = members
        rest["id"] = nil
        rest["name"] = nil
    }

    init(id: Int, name: String, rest: [String: JSONValue] = [:]) {
        self.id = id
        self.name = name
        self.rest = rest
    }

    var value: JSONValue {
        .object(rest.merging(["id": .integer(Int64(id)), "name": .string(name)]) { _, own in own })
    }

    /// `[red, green, blue]`, as panoptic files have it, or `#rrggbb`.
    var color: Label.Color? {
        if let text = rest["color"]?.text { return try? Label.Color(text) }
        let channels = (rest["color"]?.elements ?? []).compactMap(\.int)
        guard channels.count == 3, channels.allSatisfy({ (0...255).contains($0) }) else { return nil }
        let digits = channels.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
        return try? Label.Color("#" + digits.joined())
    }
}

extension [COCOCategory] {
    /// Nobody's tree is deeper.
    private static var depthLimit: Int { 64 }

    /// The labels that the categories are: a tree through their supercategories, which come last when they are no
    /// categories themselves.
    func labels() throws(RoostError) -> [Label] {
        var parents: [String: String] = [:]
        var colors: [String: Label.Color] = [:]
        var names: [String] = []
        var known: Set<String> = []
        for category in sorted(by: { $0.id < $1.id }) where known.insert(category.name).inserted {
            names.append(category.name)
            colors[category.name] = category.color
            guard let above = category.supercategory, (try? Label(above)) != nil else { continue }
            var (next, depth) = (Optional(above), 0)
            while let current = next, current != category.name, depth < Self.depthLimit {
                next = parents[current]
                depth += 1
            }
            // A category above itself is above nothing.
            if next == nil { parents[category.name] = above }
        }
        for category in self {
            guard let parent = parents[category.name], known.insert(parent).inserted else { continue }
            names.append(parent)
        }
        var labels: [Label] = []
        for name in names { labels.append(try Label(name, parent: parents[name], color: colors[name])) }
        return labels
    }
}
