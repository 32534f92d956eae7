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
    }

    public let checks: [Check]

    /// Nothing is left to do.
    public var isClean: Bool { checks.allSatisfy(\.ok) }
}
