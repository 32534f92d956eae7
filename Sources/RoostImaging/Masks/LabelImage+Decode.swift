extension LabelImage {
    /// The values of a grey or palette PNG as the file has them: nothing is scaled, nothing coloured.
    ///
    /// - Throws: for other bytes than such a PNG's, and for an orientation that would turn it away from its image.
    package static func decode(
        _ bytes: [UInt8],
        limits: ImageLimits = ImageLimits()
    ) throws(ImageError) -> LabelImage {
        try bytes.withUnsafeBytes { bytes in
            Result { () throws(ImageError) in try PNGDecoder.labels(ByteView(bytes), limits) }
        }.get()
    }
}
