/// What ONNX Runtime refused, in its own words, and what was being done when it did.
package struct ONNXRuntimeError: Error, Hashable, Sendable, CustomStringConvertible {
    package let message: String

    package init(_ message: String) {
        self.message = message
    }

    package var description: String { message }
}
