import RoostEntities

extension Item.Draft {
    /// - Throws: `invalidArgument` with the item's path for annotations that cannot be ground truth.
    func check() throws {
        try Limits.check(count: annotations.count, "annotations of an item", limit: Limits.annotationsOfItem)
        do {
            try Limits.check(metadata, "the metadata", limit: Limits.metadataOfItem)
            for annotation in annotations { try annotation.checkTruth() }
        } catch let error as RoostError {
            throw RoostError(error.code, "item \(quoted(path.text)): \(error.message)", cause: error)
        }
    }
}

extension Annotation.Draft {
    /// - Throws: `invalidArgument` for what cannot be ground truth, whatever the ontology.
    func checkTruth() throws {
        try check()
        guard score == nil else {
            throw RoostError(.invalidArgument, "ground truth has no score; leave it out")
        }
    }

    /// - Throws: `invalidArgument` for what cannot be said about an item.
    func check() throws {
        _ = try Label(label)
        try geometry.validate()
        try Limits.check(attributes, "the attributes", limit: Limits.metadataOfItem)
        guard score.map({ (0...1).contains($0) }) ?? true else {
            throw RoostError(.invalidArgument, "a score lies between 0 and 1; apply a softmax or a sigmoid")
        }
    }
}
