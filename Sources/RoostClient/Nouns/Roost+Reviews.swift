extension Roost {
    /// Items of a finished evaluation, those with the most confident answers first.
    public func review(
        _ id: Identifier<Evaluation>,
        _ filter: ReviewFilter = ReviewFilter(),
        page: PageRequest = .first
    ) async throws -> Page<ReviewedItem> {
        let request = Request(.get, path(of: id, "outcomes")).adding(page)
            .adding("errors", filter.errors.rawValue).adding("label", filter.label)
            .adding("truth", filter.confusion?.truth).adding("predicted", filter.confusion?.predicted)
        return try await connection.value(request)
    }

    public func wholeReview(
        _ id: Identifier<Evaluation>,
        _ filter: ReviewFilter = ReviewFilter()
    ) -> Listing<ReviewedItem> {
        Listing { try await review(id, filter, page: $0) }
    }

    /// How many mistakes a finished evaluation found, class by class, and of detectors and segmenters kind by kind.
    public func reviewCounts(of id: Identifier<Evaluation>) async throws -> ReviewCounts {
        try await connection.value(Request(.get, path(of: id, "counts")))
    }

    /// Items that two evaluations on the same snapshot judge differently, or both as wrong, most confident mistakes
    /// first.
    ///
    /// - Parameters:
    ///   - after: The evaluation of the version that is looked at.
    ///   - before: The evaluation of the version that it is held against.
    ///   - change: Which of them.
    ///   - label: Only items that have this label.
    ///   - page: Which of those.
    /// - Returns: A page of them.
    /// - Throws: `failedPrecondition` unless both are finished and judged the same items.
    public func changes(
        in after: Identifier<Evaluation>,
        against before: Identifier<Evaluation>,
        _ change: ChangedItem.Change,
        label: String? = nil,
        page: PageRequest = .first
    ) async throws -> Page<ChangedItem> {
        let request = Request(.get, path(of: after, "changes")).adding(page)
            .adding("against", before.description).adding("change", change.rawValue).adding("label", label)
        return try await connection.value(request)
    }

    public func allChanges(
        in after: Identifier<Evaluation>,
        against before: Identifier<Evaluation>,
        _ change: ChangedItem.Change,
        label: String? = nil
    ) -> Listing<ChangedItem> {
        Listing { try await changes(in: after, against: before, change, label: label, page: $0) }
    }

    /// How many items two evaluations on the same snapshot judge alike and differently; of detectors and segmenters how
    /// many objects.
    public func changeCounts(
        in after: Identifier<Evaluation>,
        against before: Identifier<Evaluation>
    ) async throws -> ChangeCounts {
        let request = Request(.get, path(of: after, "changes", "counts")).adding("against", before.description)
        return try await connection.value(request)
    }
}
