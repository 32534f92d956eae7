import RoostImaging
import Testing

struct EncodeTests {
    @Test(arguments: [Image.Format.grey, .rgb])
    func `a PNG keeps every pixel`(_ format: Image.Format) throws {
        let image = try Self.slope(format, channels: format.channels)
        #expect(try Image.decode(image.png()) == image)
    }

    @Test(arguments: [Image.Format.grey, .rgb])
    func `a JPEG is the same image to the eye`(_ format: Image.Format) throws {
        let image = try Self.slope(format, channels: format.channels)
        let read = try Image.decode(image.jpeg(quality: 95))
        #expect(read.size == image.size && read.format == format)
        #expect(zip(read.pixels, image.pixels).allSatisfy { abs(Int($0) - Int($1)) <= 6 })
    }

    @Test func `a JPEG that is too wide is refused`() throws {
        let image = try Image(height: 1, width: 70_000, format: .grey, samples: [UInt8](repeating: 0, count: 70_000))
        #expect(throws: ImageError.self) { try image.jpeg() }
    }

    /// Smooth, and different in every channel.
    private static func slope(_ format: Image.Format, channels: Int) throws -> Image {
        let samples = (0..<24 * 32 * channels).map { place in
            UInt8(4 * (place / channels % 32) + 3 * (place / channels / 32) + 20 * (place % channels))
        }
        return try Image(height: 24, width: 32, format: format, samples: samples)
    }
}
