/// Why a checkpoint cannot be used: the message names the file and the field, and says what to do next.
package struct HuggingFaceError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What kind of trouble it is, for those who translate it into a status.
    package enum Reason: Hashable, Sendable {
        /// A file that is there is damaged or contradicts itself.
        case invalid
        /// A file or a tensor that must be there is not.
        case missing
        /// The checkpoint may be sound, but Roost does not know how to run it.
        case unsupported
        /// The operating system would not let us read.
        case unreadable
    }

    package let reason: Reason
    package let message: String

    package init(_ reason: Reason, _ message: String) {
        self.reason = reason
        self.message = message
    }

    package var description: String { message }
}
