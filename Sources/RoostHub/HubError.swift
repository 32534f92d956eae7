/// Why something on the network cannot be had: the message names it and says what to do next.
package struct HubError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What kind of trouble it is, for those who translate it into a status.
    package enum Reason: Hashable, Sendable {
        /// The address or name cannot be right.
        case invalid
        /// There is no such repository, revision or file.
        case missing
        /// It is there for others: a token is missing or does not suffice.
        case denied
        /// The address leads where we do not go, such as into the private network.
        case refused
        /// It is there, but nothing Roost can use.
        case unsupported
        /// What came is not what was announced.
        case corrupted
        /// More bytes or time than a limit allows.
        case tooLarge
        /// Nobody answers, or only with errors of the other side; it may work later.
        case unavailable
    }

    package let reason: Reason
    package let message: String

    package init(_ reason: Reason, _ message: String) {
        self.reason = reason
        self.message = message
    }

    package var description: String { message }
}

/// What an error shows of a text from outside: enough to recognise it, never a flood, never a control character.
func quoted(_ text: some StringProtocol) -> String {
    let shown = text.prefix(120).map { character in
        character.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F } ? String(character) : "\u{FFFD}"
    }
    return "'" + shown.joined() + (text.count > 120 ? "…'" : "'")
}
