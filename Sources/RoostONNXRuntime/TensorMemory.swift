import RoostTensors

/// A tensor that lies in somebody else's memory, which must stay where it is for as long as it is used.
package struct TensorMemory {
    package let elementType: ElementType
    package let shape: Shape
    package let bytes: UnsafeMutableRawBufferPointer

    /// - Throws: ``ONNXRuntimeError`` when the memory has not the shape's size.
    package init(
        _ elementType: ElementType,
        _ shape: Shape,
        _ bytes: UnsafeMutableRawBufferPointer
    ) throws(ONNXRuntimeError) {
        let (count, overflow) = shape.elementCount.multipliedReportingOverflow(by: elementType.byteWidth)
        guard !overflow, bytes.count == count else {
            throw ONNXRuntimeError("\(bytes.count) bytes of memory are no \(elementType)\(shape)")
        }
        self.elementType = elementType
        self.shape = shape
        self.bytes = bytes
    }

    /// Memory that is only read.
    ///
    /// - Throws: ``ONNXRuntimeError`` when the memory has not the shape's size.
    package init(
        reading elementType: ElementType,
        _ shape: Shape,
        _ bytes: UnsafeRawBufferPointer
    ) throws(ONNXRuntimeError) {
        // The library takes all memory as writable, and only reads what is an input.
        try self.init(elementType, shape, UnsafeMutableRawBufferPointer(mutating: bytes))
    }
}
