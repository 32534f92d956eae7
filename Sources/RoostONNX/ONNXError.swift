/// Why bytes are no ONNX model, or why a graph cannot be written: the message names the field.
package struct ONNXError: Error, Hashable, Sendable, CustomStringConvertible {
    package let message: String

    package init(_ message: String) {
        self.message = message
    }

    package var description: String { message }
}
