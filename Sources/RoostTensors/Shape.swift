/// The extents of a tensor, outermost first.
///
/// A scalar has no dimensions.
public struct Shape: Hashable, Sendable, ExpressibleByArrayLiteral, CustomStringConvertible {
    public let dimensions: [Int]

    /// The product of the dimensions; 1 for a scalar.
    public let elementCount: Int

    /// A shape from outside.
    ///
    /// - Throws: ``TensorError`` when a dimension is negative or the element count does not fit an `Int`.
    public init(_ dimensions: [Int]) throws(TensorError) {
        var count = 1
        for dimension in dimensions {
            guard dimension >= 0 else {
                throw TensorError("shape \(dimensions) has a negative dimension")
            }
            let (product, overflow) = count.multipliedReportingOverflow(by: dimension)
            guard !overflow else {
                throw TensorError("shape \(dimensions) has more elements than this machine can address")
            }
            count = product
        }
        self.dimensions = dimensions
        self.elementCount = count
    }

    /// A shape written in source; traps on a negative or overflowing one, which is a mistake of the programmer.
    public init(arrayLiteral elements: Int...) {
        var count = 1
        for element in elements {
            precondition(element >= 0, "a shape has no negative dimension")
            count *= element
        }
        self.dimensions = elements
        self.elementCount = count
    }

    public var rank: Int { dimensions.count }

    public subscript(axis: Int) -> Int { dimensions[axis] }

    public var description: String {
        "[" + dimensions.map(String.init).joined(separator: ", ") + "]"
    }
}
