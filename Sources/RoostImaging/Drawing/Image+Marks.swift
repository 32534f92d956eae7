extension Image {
    /// The image in colour with marks drawn on it.
    ///
    /// What lies outside of the image is left out, and so is a mark with a coordinate that is no finite number or with a
    /// mask of another size.
    ///
    /// - Parameters:
    ///   - marks: in pixels of this image; later ones are drawn over earlier ones.
    ///   - enlargement: how many times as large the picture becomes first, so that captions can be read on small images.
    /// - Returns: an image of three channels.
    /// - Throws: when the larger image is more than an image may be.
    package func drawing(_ marks: [Mark], enlargement: Int = 1) throws(ImageError) -> Image {
        guard enlargement > 1 else {
            var illustration = Illustration(self)
            illustration.draw(marks)
            return illustration.image
        }
        let larger = ImageSize(height: size.height * enlargement, width: size.width * enlargement)
        var illustration = Illustration(try resized(to: larger, filter: .bicubic))
        illustration.draw(
            try marks.map { mark throws(ImageError) in
                let shape = try mark.shape.enlarged(enlargement)
                return Mark(shape, color: mark.color, style: mark.style, caption: mark.caption)
            }
        )
        return illustration.image
    }

    /// By how much an image is enlarged before captions can be read well on it: 1 to 4 times.
    package var legibleEnlargement: Int {
        let side = max(1, min(size.width, size.height))
        return min(4, (side + 399) / side)
    }
}
