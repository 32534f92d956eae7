import CSPNG

/// PNG through libspng, which checks, inflates and unfilters; samples are narrowed here by the rules of Pillow.
enum PNGDecoder {
    static func decode(_ file: ByteView, _ limits: ImageLimits) throws(ImageError) -> Image {
        let header = try PNGHeader(file, limits)
        try header.checkComplete(file)
        guard let context = spng_ctx_new(0) else { throw ImageError("PNG: no memory for a decoder; try again") }
        defer { spng_ctx_free(context) }
        try check(spng_set_png_buffer(context, file.bytes.baseAddress, file.count))
        var ihdr = spng_ihdr()
        try check(spng_get_ihdr(context, &ihdr))
        let raw = try samples(context, header)
        let image = Image(size: header.size, format: header.format, pixels: try narrowed(raw, header, context))
        return image.upright(from: header.orientation)
    }

    /// What the samples are, not what they look like.
    static func labels(_ file: ByteView, _ limits: ImageLimits) throws(ImageError) -> LabelImage {
        guard ImageFormat(file.bytes) == .png else { throw ImageError("a mask is a PNG; convert it to one") }
        let header = try PNGHeader(file, limits)
        guard header.colour == .grey || header.colour == .palette else {
            throw ImageError("PNG: colours are no numbers of labels; write the mask in grey or with a palette")
        }
        guard header.orientation == .upright else {
            throw ImageError("PNG: a mask cannot be turned; write it upright")
        }
        try header.checkComplete(file)
        guard let context = spng_ctx_new(0) else { throw ImageError("PNG: no memory for a decoder; try again") }
        defer { spng_ctx_free(context) }
        try check(spng_set_png_buffer(context, file.bytes.baseAddress, file.count))
        var ihdr = spng_ihdr()
        try check(spng_get_ihdr(context, &ihdr))
        let raw = try samples(context, header)
        let values: [UInt16] =
            switch header.depth {
            case 16: (0..<raw.count / 2).map { UInt16(raw[2 * $0]) << 8 | UInt16(raw[2 * $0 + 1]) }
            case 8: raw.map(UInt16.init)
            default: unpacked(raw, header).map(UInt16.init)
            }
        let colours = header.colour == .palette ? try palette(context) : []
        return LabelImage(
            size: header.size,
            values: values,
            palette: stride(from: 0, to: colours.count, by: 3).map {
                LabelImage.Color(red: colours[$0], green: colours[$0 + 1], blue: colours[$0 + 2])
            }
        )
    }

    /// Rows of samples as the file holds them: big-endian, packed when narrower than a byte, no padding between rows.
    private static func samples(_ context: OpaquePointer, _ header: PNGHeader) throws(ImageError) -> [UInt8] {
        var capacity = 0
        try check(spng_decoded_image_size(context, Int32(SPNG_FMT_RAW.rawValue), &capacity))
        guard capacity == header.rowCount * header.size.height else {
            throw ImageError("PNG: IHDR declares \(header.depth) bits for colour type \(header.colour.rawValue)")
        }
        var status: Int32 = 0
        let samples = [UInt8](unsafeUninitializedCapacity: capacity) { output, count in
            // libspng merges the samples of interlaced rows into bytes that it takes to be zero.
            if header.depth < 8 { output.initialize(repeating: 0) }
            status = spng_decode_image(context, output.baseAddress, capacity, Int32(SPNG_FMT_RAW.rawValue), 0)
            count = status == 0 ? capacity : 0
        }
        try check(status)
        return samples
    }

    private static func narrowed(
        _ raw: [UInt8],
        _ header: PNGHeader,
        _ context: OpaquePointer
    ) throws(ImageError) -> [UInt8] {
        switch (header.colour, header.depth) {
        case (.grey, 8), (.rgb, 8): return raw
        case (.grey, 16): return picked(raw, header) { pixel, _ in pixel[0] == 0 ? pixel[1] : 255 }
        case (.grey, let depth):
            let scale = 255 / ((1 << depth) - 1)
            return unpacked(raw, header).map { $0 &* UInt8(scale) }
        case (.palette, _):
            return coloured(header.depth == 8 ? raw : unpacked(raw, header), try palette(context))
        default:
            let step = header.depth / 8
            return picked(raw, header) { pixel, channel in pixel[channel * step] }
        }
    }

    /// One byte for each channel of each pixel, chosen by `choose` from the pixel's raw bytes.
    private static func picked(
        _ raw: [UInt8],
        _ header: PNGHeader,
        _ choose: (_ pixel: UnsafePointer<UInt8>, _ channel: Int) -> UInt8
    ) -> [UInt8] {
        let stride = header.colour.samples * header.depth / 8
        let channels = header.format.channels
        let count = header.size.height * header.size.width
        return [UInt8](unsafeUninitializedCapacity: count * channels) { output, written in
            raw.withUnsafeBufferPointer { input in
                guard let base = input.baseAddress else { return }
                for pixel in 0..<count {
                    for channel in 0..<channels {
                        output[pixel * channels + channel] = choose(base + pixel * stride, channel)
                    }
                }
            }
            written = count * channels
        }
    }

    /// One byte for each sample of 1, 2 or 4 bits; rows begin on byte boundaries.
    private static func unpacked(_ raw: [UInt8], _ header: PNGHeader) -> [UInt8] {
        let perByte = 8 / header.depth
        let mask = UInt8((1 << header.depth) - 1)
        let (width, height, rowCount) = (header.size.width, header.size.height, header.rowCount)
        return [UInt8](unsafeUninitializedCapacity: width * height) { output, written in
            for y in 0..<height {
                for x in 0..<width {
                    let shift = 8 - header.depth * (x % perByte + 1)
                    output[y * width + x] = raw[y * rowCount + x / perByte] >> UInt8(shift) & mask
                }
            }
            written = width * height
        }
    }

    private static func coloured(_ indices: [UInt8], _ palette: [UInt8]) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: indices.count * 3) { output, written in
            for (pixel, index) in indices.enumerated() {
                for channel in 0..<3 { output[3 * pixel + channel] = palette[3 * Int(index) + channel] }
            }
            written = indices.count * 3
        }
    }

    /// 256 colours; those that PLTE does not name are black, as in Pillow.
    private static func palette(_ context: OpaquePointer) throws(ImageError) -> [UInt8] {
        var plte = spng_plte()
        try check(spng_get_plte(context, &plte))
        var colours = [UInt8](repeating: 0, count: 3 * 256)
        withUnsafeBytes(of: &plte.entries) { entries in
            for index in 0..<min(256, Int(plte.n_entries)) {
                for channel in 0..<3 { colours[3 * index + channel] = entries[4 * index + channel] }
            }
        }
        return colours
    }

    private static func check(_ status: Int32) throws(ImageError) {
        guard status != 0 else { return }
        let reason = spng_strerror(status).map { String(cString: $0) } ?? "error \(status)"
        throw ImageError("PNG: \(reason); export it again")
    }
}

extension PNGHeader {
    fileprivate var format: Image.Format { colour == .grey || colour == .greyAlpha ? .grey : .rgb }
}
