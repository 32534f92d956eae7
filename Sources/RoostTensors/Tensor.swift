/// A dense array of numbers in row-major order, owned by the process.
///
/// The bytes are in the machine's own order. Weights of a model are never tensors: they stay in their mapped file.
public struct Tensor: Hashable, Sendable {
    public let elementType: ElementType
    public let shape: Shape
    /// `shape.elementCount * elementType.byteWidth` bytes.
    public let bytes: [UInt8]

    /// A tensor over bytes that already have the right length.
    ///
    /// - Throws: ``TensorError`` when the length is not that of the shape.
    public init(elementType: ElementType, shape: Shape, bytes: [UInt8]) throws(TensorError) {
        let (expected, overflow) = shape.elementCount.multipliedReportingOverflow(by: elementType.byteWidth)
        guard !overflow, bytes.count == expected else {
            throw TensorError("shape \(shape) of \(elementType) does not hold \(bytes.count) bytes")
        }
        self.elementType = elementType
        self.shape = shape
        self.bytes = bytes
    }

    /// A tensor of `values`.
    ///
    /// - Throws: ``TensorError`` when the number of values is not that of the shape.
    public init<Element: TensorElement>(_ values: [Element], shape: Shape) throws(TensorError) {
        let bytes = values.withUnsafeBytes { [UInt8]($0) }
        try self.init(elementType: Element.elementType, shape: shape, bytes: bytes)
    }

    /// A tensor whose memory `fill` writes in place, without a copy; the buffer starts out uninitialised.
    ///
    /// `fill` must write every element.
    public init<Element: TensorElement>(
        of type: Element.Type,
        shape: Shape,
        fill: (UnsafeMutableBufferPointer<Element>) throws -> Void
    ) rethrows {
        let count = shape.elementCount * MemoryLayout<Element>.stride
        self.elementType = Element.elementType
        self.shape = shape
        self.bytes = try [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            // An array's storage starts 32 bytes into a 16-byte aligned allocation, enough for every element type.
            let elements = UnsafeMutableRawBufferPointer(start: buffer.baseAddress, count: count)
            try fill(elements.bindMemory(to: Element.self))
            initialized = count
        }
    }

    /// Reads the elements in place.
    ///
    /// - Throws: ``TensorError`` when the tensor holds another type; whatever `body` throws.
    public func withElements<Element: TensorElement, Result>(
        of type: Element.Type,
        _ body: (UnsafeBufferPointer<Element>) throws -> Result
    ) throws -> Result {
        guard Element.elementType == elementType else {
            throw TensorError("a tensor of \(elementType) was read as \(Element.elementType)")
        }
        return try bytes.withUnsafeBytes { try body($0.bindMemory(to: Element.self)) }
    }

    /// The elements, copied.
    ///
    /// - Throws: ``TensorError`` when the tensor holds another type.
    public func elements<Element: TensorElement>(of type: Element.Type = Element.self) throws -> [Element] {
        try withElements(of: type) { Array($0) }
    }
}
