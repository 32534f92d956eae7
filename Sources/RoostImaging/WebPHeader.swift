/// The chunks of a WebP file (RFC 9649).
struct WebPHeader {
    /// The canvas; the first frame of an animation may cover only a part of it.
    let size: ImageSize
    /// The bitstream to decode: the whole file for a still image, the first frame's `VP8 ` or `VP8L` chunk otherwise.
    let bitstream: ByteView
    /// Where the first frame's top left corner lies on the canvas.
    let origin: (x: Int, y: Int)
    let orientation: Orientation

    var uprightSize: ImageSize { orientation.applied(to: size) }

    init(_ file: ByteView, _ limits: ImageLimits) throws(ImageError) {
        guard let declared = file.littleEndian(at: 4, width: 4), let riff = file.slice(at: 0, count: declared + 8)
        else {
            throw ImageError("WebP: the file is cut short after \(file.count) bytes; upload it again")
        }
        let chunks = Self.chunks(in: riff, from: 12)
        guard let first = chunks.first else { throw Self.damaged }
        let extended = first.name == "VP8X" ? first.data : nil
        let flags = extended?.byte(at: 0) ?? 0
        let frame = flags & 0x02 == 0 ? nil : chunks.first { $0.name == "ANMF" }?.data
        if let frame {
            guard let x = frame.littleEndian(at: 0, width: 3), let y = frame.littleEndian(at: 3, width: 3),
                let image = Self.image(in: Self.chunks(in: frame, from: 16))
            else { throw Self.damaged }
            (bitstream, origin) = (image.whole, (2 * x, 2 * y))
        } else {
            guard flags & 0x02 == 0, Self.image(in: chunks) != nil else { throw Self.damaged }
            (bitstream, origin) = (riff, (0, 0))
        }
        size = try Self.canvas(extended, Self.image(in: chunks)?.data)
        try limits.check(size, of: "the WebP")
        let exif = flags & 0x08 == 0 ? nil : chunks.first { $0.name == "EXIF" }?.data
        let xmp = flags & 0x04 == 0 ? nil : chunks.first { $0.name == "XMP " }?.data
        let tag = exif.flatMap { EXIF.orientation(tiff: $0) } ?? xmp.flatMap { EXIF.orientation(xmp: $0) }
        orientation = tag.flatMap(Orientation.init) ?? .upright
    }

    private struct Chunk {
        let name: String
        let data: ByteView
        /// With its name and length.
        let whole: ByteView
    }

    private static let damaged = ImageError("WebP: no complete VP8 or VP8L image chunk; export it again")

    private static func chunks(in view: ByteView, from start: Int) -> [Chunk] {
        var chunks: [Chunk] = []
        var offset = start
        while let name = view.slice(at: offset, count: 4), let length = view.littleEndian(at: offset + 4, width: 4),
            let data = view.slice(at: offset + 8, count: length), let whole = view.slice(at: offset, count: length + 8)
        {
            chunks.append(Chunk(name: String(decoding: name.bytes, as: UTF8.self), data: data, whole: whole))
            offset += 8 + length + length % 2
        }
        return chunks
    }

    private static func image(in chunks: [Chunk]) -> Chunk? {
        chunks.first { $0.name == "VP8 " || $0.name == "VP8L" }
    }

    private static func canvas(_ extended: ByteView?, _ image: ByteView?) throws(ImageError) -> ImageSize {
        if let extended {
            guard let width = extended.littleEndian(at: 4, width: 3),
                let height = extended.littleEndian(at: 7, width: 3)
            else { throw damaged }
            return ImageSize(height: height + 1, width: width + 1)
        }
        guard let image else { throw damaged }
        if image.byte(at: 0) == 0x2F, let bits = image.littleEndian(at: 1, width: 4) {
            return ImageSize(height: (bits >> 14 & 0x3FFF) + 1, width: (bits & 0x3FFF) + 1)
        }
        guard image.holds([0x9D, 0x01, 0x2A], at: 3), let width = image.littleEndian(at: 6, width: 2),
            let height = image.littleEndian(at: 8, width: 2)
        else { throw damaged }
        return ImageSize(height: height & 0x3FFF, width: width & 0x3FFF)
    }
}
