extension Run {
    /// The name of a parameter, a metric or a tag of a run, such as `learning_rate` or `system/cpu_percent`.
    ///
    /// It has 1 to 250 bytes and no control character.
    public struct Key: Grammar {
        public let text: String

        public init(_ text: String) throws(RoostError) {
            guard isLine(text, limit: 250) else {
                throw RoostError(
                    .invalidArgument,
                    "\(quoted(text)) is no name of a parameter or metric: it has 1 to 250 bytes "
                        + "and no control character"
                )
            }
            self.text = text
        }
    }
}
