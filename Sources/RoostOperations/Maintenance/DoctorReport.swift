/// What an examination found.
package struct DoctorReport: Sendable, Codable, Hashable {
    /// One thing that must hold.
    package struct Check: Sendable, Codable, Hashable {
        package let name: String
        /// It holds, if need be after it was repaired.
        package let ok: Bool
        /// What is the matter and what to do; empty when nothing is.
        package let detail: String
        package let repaired: Bool
    }

    package let checks: [Check]

    /// Nothing is left to do.
    package var ok: Bool { checks.allSatisfy(\.ok) }
}
