/// What a file says of its image before a pixel is decoded; reading it costs microseconds.
package struct ImageHeader: Hashable, Sendable {
    package let format: ImageFormat
    /// The size that the decoded image will have, after its EXIF orientation is applied.
    package let size: ImageSize

    package static func read(
        _ bytes: UnsafeRawBufferPointer,
        limits: ImageLimits = ImageLimits()
    ) throws(ImageError) -> ImageHeader {
        let view = ByteView(bytes)
        guard let format = ImageFormat(bytes) else { throw .unknownFormat(view) }
        let size =
            switch format {
            case .jpeg: try JPEGHeader(view, limits).uprightSize
            case .png: try PNGHeader(view, limits).uprightSize
            case .webp: try WebPHeader(view, limits).uprightSize
            }
        return ImageHeader(format: format, size: size)
    }

    package static func read(_ bytes: [UInt8], limits: ImageLimits = ImageLimits()) throws(ImageError) -> ImageHeader {
        try bytes.withUnsafeBytes { bytes in Result { () throws(ImageError) in try read(bytes, limits: limits) } }
            .get()
    }
}
