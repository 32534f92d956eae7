import RoostEntities

/// What an image's header says.
package struct ImageInspection: Sendable, Hashable {
    /// Such as `image/png`.
    package let mediaType: String
    /// In pixels, after the orientation the file asks for.
    package let width: Int
    package let height: Int

    package init(mediaType: String, width: Int, height: Int) {
        self.mediaType = mediaType
        self.width = width
        self.height = height
    }

    /// Reads a header out of a file's first bytes, or all of them.
    ///
    /// Throws for what is no image; the message is shown to the user after the item's path. It is called off the
    /// cooperative pool's way: it must not block, and look at no more than headers.
    package typealias Reader = @Sendable ([UInt8]) throws -> ImageInspection
}
