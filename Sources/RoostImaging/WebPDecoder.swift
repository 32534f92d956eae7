import CWebP

/// WebP through libwebp.
///
/// Alpha is not read: it changes no colour of a still image or of an animation's first frame.
enum WebPDecoder {
    static func decode(_ file: ByteView, _ limits: ImageLimits) throws(ImageError) -> Image {
        let header = try WebPHeader(file, limits)
        let data = header.bitstream.bytes.bindMemory(to: UInt8.self)
        var (width, height): (Int32, Int32) = (0, 0)
        guard WebPGetInfo(data.baseAddress, data.count, &width, &height) != 0 else { throw damaged }
        let canvas = header.size
        guard header.origin.x + Int(width) <= canvas.width, header.origin.y + Int(height) <= canvas.height else {
            throw ImageError("WebP: a frame of \(width)×\(height) pixels leaves its canvas; export it again")
        }
        let stride = canvas.width * 3
        let start = header.origin.y * stride + header.origin.x * 3
        var complete = false
        let pixels = [UInt8](unsafeUninitializedCapacity: stride * canvas.height) { output, count in
            count = output.count
            if Int(width) < canvas.width || Int(height) < canvas.height { output.initialize(repeating: 0) }
            let frame = UnsafeMutableBufferPointer(rebasing: output[start...])
            complete =
                WebPDecodeRGBInto(data.baseAddress, data.count, frame.baseAddress, frame.count, Int32(stride)) != nil
        }
        guard complete else { throw damaged }
        return Image(size: canvas, format: .rgb, pixels: pixels).upright(from: header.orientation)
    }

    private static let damaged = ImageError("WebP: the image data is damaged or cut short; export it again")
}
