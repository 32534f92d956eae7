/// What went wrong, and what to do next.
///
/// The message is a sentence for a person: it names the thing, says what is the matter and how to go on.
/// Each dialect turns ``code`` into its own status in one exhaustive `switch`.
public struct RoostError: Error, Sendable, CustomStringConvertible {
    public enum Code: String, Hashable, Sendable, Codable, CaseIterable {
        /// The request cannot be right whatever the state of the system.
        case invalidArgument = "invalid-argument"
        /// No valid token came with the request.
        case unauthenticated
        /// The token is valid, its role does not suffice.
        case permissionDenied = "permission-denied"
        case notFound = "not-found"
        case alreadyExists = "already-exists"
        /// The request is right, the state of its subject forbids it now.
        case failedPrecondition = "failed-precondition"
        /// More bytes, rows or time than a limit allows.
        case tooLarge = "too-large"
        /// A byte range outside the content.
        case outOfRange = "out-of-range"
        /// Content does not have the digest or the structure it must have.
        case corrupted
        /// This build or machine cannot do it.
        case unsupported
        case cancelled
        /// It may work later: a busy disk, a full queue, a server that stops.
        case unavailable
        /// A fault of Roost itself.
        case `internal`
    }

    public let code: Code
    public let message: String
    public let cause: (any Error)?

    public init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
        self.code = code
        self.message = message
        self.cause = cause
    }

    public var description: String { message }
}
