/// What an examination of the server's state found.
public struct DoctorReport: Sendable, Codable, Hashable {
    /// One thing that must hold.
    public struct Check: Sendable, Codable, Hashable {
        public let name: String
        /// It holds, if need be after it was repaired.
        public let ok: Bool
        /// What is the matter and what to do; empty when nothing is.
        public let detail: String
        public let repaired: Bool

        package init(name: String, ok: Bool, detail: String, repaired: Bool) {
            self.name = name
            self.ok = ok
            self.detail = detail
            self.repaired = repaired
        }
    }

    public let checks: [Check]

    package init(checks: [Check]) {
        self.checks = checks
    }

    /// Nothing is left to do.
    public var isClean: Bool { checks.allSatisfy(\.ok) }
}
