import CTurboJPEG

/// JPEG files through TurboJPEG, with colours as fine as brightness, so that thin lines keep theirs.
enum JPEGEncoder {
    static func encode(_ image: Image, quality: Int) throws(ImageError) -> [UInt8] {
        guard image.size.width <= 65535, image.size.height <= 65535 else {
            throw ImageError("an image of \(image.size) is too large for a JPEG; write a PNG")
        }
        guard let handle = tjInitCompress() else { throw ImageError("JPEG: no memory for an encoder; try again") }
        defer { tjDestroy(handle) }
        let isGrey = image.format == .grey
        var bytes: UnsafeMutablePointer<UInt8>?
        var count: UInt = 0
        defer { tjFree(bytes) }
        let status = tjCompress2(
            handle,
            image.pixels,
            Int32(image.size.width),
            0,
            Int32(image.size.height),
            Int32((isGrey ? TJPF_GRAY : TJPF_RGB).rawValue),
            &bytes,
            &count,
            Int32((isGrey ? TJSAMP_GRAY : TJSAMP_444).rawValue),
            Int32(min(max(quality, 1), 100)),
            TJFLAG_ACCURATEDCT
        )
        guard status == 0, let bytes else {
            let reason = tjGetErrorStr2(handle).map { String(cString: $0) } ?? "unknown error"
            throw ImageError("JPEG: \(reason); write a PNG")
        }
        return [UInt8](UnsafeBufferPointer(start: bytes, count: Int(count)))
    }
}

extension Image {
    /// The image as a JPEG file, its colours not subsampled.
    ///
    /// - Parameter quality: 1 to 100.
    /// - Returns: the bytes of the file.
    /// - Throws: for more than 65,535 rows or columns.
    package func jpeg(quality: Int = 92) throws(ImageError) -> [UInt8] {
        try JPEGEncoder.encode(self, quality: quality)
    }
}
