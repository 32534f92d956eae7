extension Execution {
    /// What an execution makes.
    public struct Result: Sendable, Codable, Hashable {
        /// The trained version; it is `pending` and `training` before it is `trained`.
        public var version: Reference?
        /// Finished once it has a report.
        public var evaluationID: Identifier<Evaluation>?
        /// Whether doing a training again came out the same.
        public var reproduction: Reproduction?

        package init(
            version: Reference? = nil,
            evaluationID: Identifier<Evaluation>? = nil,
            reproduction: Reproduction? = nil
        ) {
            self.version = version
            self.evaluationID = evaluationID
            self.reproduction = reproduction
        }
    }
}
