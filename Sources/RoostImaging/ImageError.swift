/// Bytes that are no image we can use: the message names the format and the field, and says what to do next.
package struct ImageError: Error, Hashable, Sendable, CustomStringConvertible {
    package let message: String

    package init(_ message: String) {
        self.message = message
    }

    package var description: String { message }
}
