/// How a line of the log is spelled.
package enum LogFormat: String, Sendable, CaseIterable {
    /// For people: time, level, message, then `key=value` in the order of the keys.
    case text
    /// For machines: one JSON object a line.
    case json
}
