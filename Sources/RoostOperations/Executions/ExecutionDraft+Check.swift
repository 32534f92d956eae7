import RoostEntities

extension ExecutionDraft {
    /// - Throws: `invalidArgument` unless there is one thing to work on.
    func check() throws(RoostError) {
        let namesDataset = input.dataset != nil || input.datasetID != nil
        guard namesDataset == input.images.isEmpty else {
            throw RoostError(.invalidArgument, "an execution works on images or on a dataset; give one of the two")
        }
        guard namesDataset || input.subset == nil else {
            throw RoostError(.invalidArgument, "only a dataset has subsets; leave the subset out")
        }
        try Limits.check(count: input.images.count, "images", limit: Limits.images)
        for image in input.images {
            try Limits.check(image.name, "an image's name", limit: 1024)
        }
        guard (1...Limits.answers).contains(input.top) else {
            throw RoostError(.invalidArgument, "an image gets 1 to \(Limits.answers) answers, not \(input.top)")
        }
    }
}
