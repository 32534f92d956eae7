/// What became of a transfer.
package struct TransferReport: Sendable, Equatable, Codable {
    /// How much of something was copied.
    package struct Count: Sendable, Equatable, Codable {
        /// Made now, or completed.
        package var copied = 0
        /// There already, as it should be.
        package var kept = 0
    }

    package var experiments = Count()
    package var runs = Count()
    package var models = Count()
    package var registeredModels = Count()
    package var versions = Count()
    package var files = Count()
    /// Points of metrics that were sent.
    package var points = 0
    /// Of files that were sent.
    package var bytes: Int64 = 0
    /// The first of what could not be kept.
    package var losses: [TransferLoss] = []
    /// How many more there are.
    package var furtherLosses = 0
    /// Whether it came to its end.
    package var isComplete = false

    private static let mostLosses = 1000

    package init() {}

    mutating func add(_ loss: TransferLoss) {
        guard losses.count < Self.mostLosses else {
            furtherLosses += 1
            return
        }
        losses.append(loss)
    }
}
