import RoostClient

/// A subset as it is typed, in any of the usual spellings.
enum SubsetArgument {
    @Sendable static func parse(_ text: String) throws(RoostError) -> Subset {
        guard let subset = Subset(spelling: text) else {
            throw RoostError(.invalidArgument, "'\(text)' is no subset; it is train, validation or test")
        }
        return subset
    }
}
