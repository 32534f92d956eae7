extension Roost {
    /// Objects of a detector's or segmenter's finished evaluation, the surest mistakes first; without scores those that
    /// overlap least.
    ///
    /// - Parameters:
    ///   - id: The evaluation.
    ///   - filter: Which objects.
    ///   - page: Which of those.
    /// - Returns: A page of them.
    /// - Throws: `failedPrecondition` unless it is finished and about objects.
    public func reviewObjects(
        _ id: Identifier<Evaluation>,
        _ filter: ObjectFilter = ObjectFilter(),
        page: PageRequest = .first
    ) async throws -> Page<ReviewedObject> {
        let request = Request(.get, path(of: id, "objects")).adding(page)
            .adding("errors", filter.errors.rawValue).adding("label", filter.label)
            .adding("truth", filter.confusion?.truth).adding("predicted", filter.confusion?.predicted)
        return try await connection.value(request)
    }

    public func wholeObjectReview(
        _ id: Identifier<Evaluation>,
        _ filter: ObjectFilter = ObjectFilter()
    ) -> Listing<ReviewedObject> {
        Listing { try await reviewObjects(id, filter, page: $0) }
    }

    /// Objects of the ground truth that only one of two evaluations on the same snapshot found, or neither.
    ///
    /// - Parameters:
    ///   - after: The evaluation of the version that is looked at.
    ///   - before: The evaluation of the version that it is held against.
    ///   - change: Which of them: `fixed` was missed before, `broken` is missed now.
    ///   - label: Only objects that have this label.
    ///   - page: Which of those.
    /// - Returns: A page of them.
    /// - Throws: `failedPrecondition` unless both are finished, do the same and judged the same items.
    public func objectChanges(
        in after: Identifier<Evaluation>,
        against before: Identifier<Evaluation>,
        _ change: ChangedItem.Change,
        label: String? = nil,
        page: PageRequest = .first
    ) async throws -> Page<ChangedObject> {
        let request = Request(.get, path(of: after, "objects", "changes")).adding(page)
            .adding("against", before.description).adding("change", change.rawValue).adding("label", label)
        return try await connection.value(request)
    }

    public func allObjectChanges(
        in after: Identifier<Evaluation>,
        against before: Identifier<Evaluation>,
        _ change: ChangedItem.Change,
        label: String? = nil
    ) -> Listing<ChangedObject> {
        Listing { try await objectChanges(in: after, against: before, change, label: label, page: $0) }
    }
}
