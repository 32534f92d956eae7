/// One step of a trace: a call, a question to a model, a look-up.
package struct TraceSpan: Sendable, Hashable {
    /// What it is called within its trace: 64 bits by chance, made by its client.
    package let id: UInt64
    /// The step that it is part of; `nil` of the one that is the whole trace.
    package let parentID: UInt64?
    package let name: String
    /// What kind of step it is, such as `LLM`.
    package let type: String
    package let status: Status
    /// In nanoseconds since 1970.
    package let startedAt: Int64
    /// In nanoseconds since 1970; `nil` while it goes on.
    package let endedAt: Int64?
    /// All of it as JSON of its dialect, in UTF-8.
    package let content: String

    package init(
        id: UInt64,
        parentID: UInt64?,
        name: String,
        type: String,
        status: Status,
        startedAt: Int64,
        endedAt: Int64?,
        content: String
    ) {
        self.id = id
        self.parentID = parentID
        self.name = name
        self.type = type
        self.status = status
        self.startedAt = startedAt
        self.endedAt = endedAt
        self.content = content
    }

    /// Spelled as its dialect does, for searches compare the text.
    package enum Status: String, Sendable, CaseIterable {
        case unset = "UNSET"
        case ok = "OK"
        case error = "ERROR"
    }
}
