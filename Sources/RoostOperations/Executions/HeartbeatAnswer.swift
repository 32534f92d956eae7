/// What the server tells a worker that reports.
package struct HeartbeatAnswer: Sendable, Codable, Hashable {
    /// Stop, and finish with what there is.
    package let cancel: Bool

    package init(cancel: Bool) {
        self.cancel = cancel
    }
}
