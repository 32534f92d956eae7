/// A tensor that cannot be: the message says which shape or type disagrees with what.
public struct TensorError: Error, Hashable, Sendable, CustomStringConvertible {
    public let message: String

    public init(_ message: String) {
        self.message = message
    }

    public var description: String { message }
}
