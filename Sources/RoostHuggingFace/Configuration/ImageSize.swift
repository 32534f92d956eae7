/// The height and width of an image or a patch, in pixels.
package struct ImageSize: Hashable, Sendable, CustomStringConvertible {
    package let height: Int
    package let width: Int

    package init(height: Int, width: Int) {
        self.height = height
        self.width = width
    }

    /// A square of `side` by `side` pixels.
    package init(_ side: Int) {
        self.init(height: side, width: side)
    }

    /// Height first, as the tensors have it.
    package var description: String { "\(height)x\(width)" }
}
