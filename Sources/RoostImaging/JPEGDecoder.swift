import CTurboJPEG

/// JPEG through TurboJPEG, with the colour rules of Pillow.
enum JPEGDecoder {
    static func decode(_ file: ByteView, _ limits: ImageLimits) throws(ImageError) -> Image {
        let header = try JPEGHeader(file, limits)
        try header.checkComplete(file)
        let samples = try decompress(file, header)
        let image =
            switch header.components {
            case 1: Image(size: header.size, format: .grey, pixels: samples)
            case 3: Image(size: header.size, format: .rgb, pixels: samples)
            default: Image(size: header.size, format: .rgb, pixels: colours(ofInvertedCMYK: samples))
            }
        return image.upright(from: header.orientation)
    }

    private static func decompress(_ file: ByteView, _ header: JPEGHeader) throws(ImageError) -> [UInt8] {
        guard let handle = tjInitDecompress() else { throw ImageError("JPEG: no memory for a decoder; try again") }
        defer { tjDestroy(handle) }
        let layout = header.components == 1 ? TJPF_GRAY : header.components == 3 ? TJPF_RGB : TJPF_CMYK
        let (width, height) = (header.size.width, header.size.height)
        let capacity = width * height * header.components
        var status: Int32 = 0
        let samples = [UInt8](unsafeUninitializedCapacity: capacity) { output, count in
            status = tjDecompress2(
                handle,
                file.bytes.bindMemory(to: UInt8.self).baseAddress,
                UInt(file.count),
                output.baseAddress,
                Int32(width),
                0,
                Int32(height),
                Int32(layout.rawValue),
                TJFLAG_LIMITSCANS
            )
            count = capacity
        }
        // A warning is damage that libjpeg steps over, and so does Pillow.
        guard status == 0 || tjGetErrorCode(handle) == TJERR_WARNING.rawValue else {
            let reason = tjGetErrorStr2(handle).map { String(cString: $0) } ?? "unknown error"
            throw ImageError("JPEG: \(reason); export it again")
        }
        return samples
    }

    /// Four inks as Adobe stores them, 255 meaning none, to colours: (255 - K)(1 - C/255), rounded as Pillow rounds.
    private static func colours(ofInvertedCMYK samples: [UInt8]) -> [UInt8] {
        let count = samples.count / 4
        return [UInt8](unsafeUninitializedCapacity: count * 3) { output, written in
            samples.withUnsafeBufferPointer { input in
                for pixel in 0..<count {
                    let light = Int(input[4 * pixel + 3])
                    for ink in 0..<3 {
                        let product = (255 - Int(input[4 * pixel + ink])) * light + 128
                        output[3 * pixel + ink] = UInt8(light - ((product >> 8) + product) >> 8)
                    }
                }
            }
            written = count * 3
        }
    }
}
