/// Part of an execution's log.
public struct LogChunk: Sendable, Codable, Equatable {
    public let text: String
    /// Where the next part begins, in bytes.
    public let nextOffset: Int64
    /// Nothing more will come.
    public let finished: Bool

    package init(text: String, nextOffset: Int64, finished: Bool) {
        self.text = text
        self.nextOffset = nextOffset
        self.finished = finished
    }
}
