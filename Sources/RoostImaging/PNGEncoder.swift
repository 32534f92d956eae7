import CSPNG

/// PNG files through libspng: of images, and of label images, with a palette or 8 or 16 bits of grey, whichever holds
/// the values.
enum PNGEncoder {
    static func encode(_ image: Image) throws(ImageError) -> [UInt8] {
        let colour = image.format == .rgb ? SPNG_COLOR_TYPE_TRUECOLOR : SPNG_COLOR_TYPE_GRAYSCALE
        return try encode(image.pixels, header(image.size, depth: 8, colour))
    }

    static func encode(_ image: LabelImage) throws(ImageError) -> [UInt8] {
        let highest = Int(image.values.max() ?? 0)
        let isWide = highest > 255
        guard image.palette.isEmpty || highest < image.palette.count else {
            throw ImageError("a mask has the value \(highest), its palette \(image.palette.count) colours; add some")
        }
        let samples: [UInt8] =
            isWide
            ? image.values.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
            : image.values.map { UInt8(truncatingIfNeeded: $0) }
        let colour = image.palette.isEmpty ? SPNG_COLOR_TYPE_GRAYSCALE : SPNG_COLOR_TYPE_INDEXED
        let header = try header(image.size, depth: isWide ? 16 : 8, colour)
        return try encode(samples, header, palette: image.palette)
    }

    private static func encode(
        _ samples: [UInt8],
        _ header: spng_ihdr,
        palette: [LabelImage.Color] = []
    ) throws(ImageError) -> [UInt8] {
        guard let context = spng_ctx_new(Int32(SPNG_CTX_ENCODER.rawValue)) else {
            throw ImageError("PNG: no memory for an encoder; try again")
        }
        defer { spng_ctx_free(context) }
        try check(spng_set_option(context, SPNG_ENCODE_TO_BUFFER, 1))
        var header = header
        try check(spng_set_ihdr(context, &header))
        if !palette.isEmpty { try set(palette, in: context) }
        let format = Int32(SPNG_FMT_PNG.rawValue)
        try check(spng_encode_image(context, samples, samples.count, format, Int32(SPNG_ENCODE_FINALIZE.rawValue)))
        return try buffer(context)
    }

    private static func header(
        _ size: ImageSize,
        depth: UInt8,
        _ colour: spng_color_type
    ) throws(ImageError) -> spng_ihdr {
        guard let width = UInt32(exactly: size.width), let height = UInt32(exactly: size.height) else {
            throw ImageError("an image of \(size) is too large for a PNG")
        }
        var header = spng_ihdr()
        header.width = width
        header.height = height
        header.bit_depth = depth
        header.color_type = UInt8(colour.rawValue)
        return header
    }

    private static func set(_ colors: [LabelImage.Color], in context: OpaquePointer) throws(ImageError) {
        var palette = spng_plte()
        palette.n_entries = UInt32(min(256, colors.count))
        withUnsafeMutableBytes(of: &palette.entries) { entries in
            for (index, color) in colors.prefix(256).enumerated() {
                entries[4 * index] = color.red
                entries[4 * index + 1] = color.green
                entries[4 * index + 2] = color.blue
            }
        }
        try check(spng_set_plte(context, &palette))
    }

    private static func buffer(_ context: OpaquePointer) throws(ImageError) -> [UInt8] {
        var (count, status) = (0, Int32(0))
        guard let bytes = spng_get_png_buffer(context, &count, &status) else {
            try check(status)
            throw ImageError("PNG: nothing was encoded; try again")
        }
        defer { free(bytes) }
        return [UInt8](UnsafeRawBufferPointer(start: bytes, count: count))
    }

    private static func check(_ status: Int32) throws(ImageError) {
        guard status != 0 else { return }
        let reason = spng_strerror(status).map { String(cString: $0) } ?? "error \(status)"
        throw ImageError("PNG: \(reason); the image cannot be written")
    }
}

extension LabelImage {
    /// The image as a PNG file.
    ///
    /// - Throws: for a value that the palette lacks.
    package func png() throws(ImageError) -> [UInt8] {
        try PNGEncoder.encode(self)
    }
}

extension Image {
    /// The image as a PNG file; every pixel is kept.
    package func png() throws(ImageError) -> [UInt8] {
        try PNGEncoder.encode(self)
    }
}
