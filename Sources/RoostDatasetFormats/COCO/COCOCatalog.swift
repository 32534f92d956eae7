import RoostEntities

/// What several COCO files say at their tops, put together.
struct COCOCatalog {
    private var categories: [COCOCategory] = []
    /// Of the first file, beside images, annotations and categories.
    private var rest: [String: JSONValue] = [:]
    /// What other files say otherwise, by subset.
    private var others: [String: JSONValue] = [:]
    private var isEmpty = true
    private var known: Set<String> = []
    private var taken: Set<Int> = []
    private var free = 1

    /// The same category of two files is one; the same number for two of them is not.
    mutating func add(_ categories: [COCOCategory], rest: [String: JSONValue], subset: Subset?) {
        for category in categories where known.insert(category.name).inserted {
            var own = category
            while !taken.insert(own.id).inserted { (own.id, free) = (free, free + 1) }
            self.categories.append(own)
        }
        if isEmpty { (self.rest, isEmpty) = (rest, false) }
        let different = rest.filter { self.rest[$0.key] != $0.value }
        if !different.isEmpty { others[subset?.rawValue ?? ""] = .object(different) }
    }

    /// - Throws: for categories whose names are no labels.
    func header() throws(RoostError) -> DatasetHeader {
        var (metadata, rest): ([String: JSONValue], [String: JSONValue]) = ([:], rest)
        if case .object(let own)? = rest["metadata"], own["coco"] == nil {
            metadata = own
            rest["metadata"] = nil
        }
        rest["categories"] = .array(categories.map(\.value))
        if !others.isEmpty { rest["subsets"] = .object(others) }
        metadata["coco"] = .object(rest)
        return DatasetHeader(labels: try categories.labels(), metadata: metadata)
    }
}

extension [COCOCategory] {
    /// By identifier.
    var names: [Int: String] { Dictionary(map { ($0.id, $0.name) }) { one, _ in one } }
}
