import RoostEntities

extension Item.Draft {
    /// - Throws: `invalidArgument` with the item's path for annotations that cannot be ground truth.
    func check() throws {
        try Limits.check(count: annotations.count, "annotations of an item", limit: Limits.annotationsOfItem)
        for annotation in annotations {
            do {
                _ = try Label(annotation.label)
                try annotation.geometry.validate()
                guard annotation.score == nil else {
                    throw RoostError(.invalidArgument, "ground truth has no score; leave it out")
                }
            } catch let error as RoostError {
                throw RoostError(error.code, "item \(quoted(path.text)): \(error.message)", cause: error)
            }
        }
    }
}
