/// Something that could not be kept, and why.
package struct TransferLoss: Sendable, Equatable, Codable {
    /// Such as `run 0123…`.
    package var of: String
    /// Such as `parameter lr`.
    package var what: String
    package var why: String

    package init(of: String, _ what: String, _ why: String) {
        self.of = of
        self.what = what
        self.why = why
    }
}
