/// Height and width in pixels, in the order in which tensors and image processors name them.
package struct ImageSize: Hashable, Sendable, CustomStringConvertible {
    package var height: Int
    package var width: Int

    package init(height: Int, width: Int) {
        self.height = height
        self.width = width
    }

    package var description: String { "\(width)×\(height) pixels" }
}
