extension Image {
    /// The image in `bytes` (JPEG, PNG or WebP, the first frame where there are several), upright.
    ///
    /// The pixels are those of Pillow's `ImageOps.exif_transpose(Image.open(file)).convert("RGB")`; a picture without
    /// colour stays grey, whose three channels would be equal. Any bytes are safe to hand in.
    package static func decode(
        _ bytes: UnsafeRawBufferPointer,
        limits: ImageLimits = ImageLimits()
    ) throws(ImageError) -> Image {
        let view = ByteView(bytes)
        switch ImageFormat(bytes) {
        case .jpeg: return try JPEGDecoder.decode(view, limits)
        case .png: return try PNGDecoder.decode(view, limits)
        case .webp: return try WebPDecoder.decode(view, limits)
        case nil: throw .unknownFormat(view)
        }
    }

    package static func decode(_ bytes: [UInt8], limits: ImageLimits = ImageLimits()) throws(ImageError) -> Image {
        try bytes.withUnsafeBytes { bytes in Result { () throws(ImageError) in try decode(bytes, limits: limits) } }
            .get()
    }
}

extension ImageError {
    static func unknownFormat(_ view: ByteView) -> ImageError {
        guard view.count > 0 else { return ImageError("the image file is empty; upload it again") }
        return ImageError("the file is no JPEG, PNG or WebP by its first bytes; convert it to one of them")
    }
}
