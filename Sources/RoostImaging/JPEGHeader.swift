/// The segments of a JPEG file up to its first scan (ITU-T T.81, annex B).
struct JPEGHeader {
    private(set) var size = ImageSize(height: 0, width: 0)
    private(set) var components = 0
    /// Where the first scan's segment begins.
    private(set) var scan = 0
    private(set) var orientation = Orientation.upright
    private var isHuffman = true

    var uprightSize: ImageSize { orientation.applied(to: size) }

    init(_ file: ByteView, _ limits: ImageLimits) throws(ImageError) {
        var exif: [UInt8] = []
        var xmp: ByteView?
        var offset = 2
        while scan == 0 {
            let (marker, start) = try Self.marker(in: file, from: offset)
            guard marker != 0xD9 else { throw ImageError("JPEG: no scan before the end of image; export it again") }
            guard Self.hasSegment(marker) else {
                offset = start
                continue
            }
            let segment = try Self.segment(in: file, at: start)
            offset = start + 2 + segment.count
            switch marker {
            case 0xC0...0xC3, 0xC5...0xC7, 0xC9...0xCB, 0xCD...0xCF: try readFrame(segment, marker, limits)
            case 0xDA: scan = start
            case 0xE1 where segment.holds(Array("Exif\0\0".utf8), at: 0):
                exif.append(contentsOf: segment.bytes.dropFirst(exif.isEmpty ? 0 : 6))
            case 0xE1 where segment.holds(Array("http://ns.adobe.com/xap/1.0/\0".utf8), at: 0): xmp = segment
            default: break
            }
        }
        guard components > 0 else { throw ImageError("JPEG: no frame header before the first scan; export it again") }
        let tag =
            exif.withUnsafeBytes { EXIF.orientation(tiff: ByteView($0)) } ?? xmp.flatMap { EXIF.orientation(xmp: $0) }
        orientation = tag.flatMap(Orientation.init) ?? .upright
    }

    /// Refuses a file that stops before its end-of-image marker, or that is too short for the size it declares.
    func checkComplete(_ file: ByteView) throws(ImageError) {
        // Every 8×8 block of the widest component takes at least one bit of Huffman code.
        guard !isHuffman || size.width * size.height / 512 <= file.count else { throw Self.truncated(file) }
        var offset = scan
        while true {
            let (marker, start) = try Self.marker(in: file, from: offset)
            guard marker != 0xD9 else { return }
            offset = Self.hasSegment(marker) ? start + 2 + (try Self.segment(in: file, at: start).count) : start
        }
    }

    private mutating func readFrame(
        _ segment: ByteView,
        _ marker: Int,
        _ limits: ImageLimits
    ) throws(ImageError) {
        guard let depth = segment.byte(at: 0), let height = segment.bigEndian(at: 1, width: 2),
            let width = segment.bigEndian(at: 3, width: 2), let components = segment.byte(at: 5)
        else { throw ImageError("JPEG: frame header is cut short; export it again") }
        guard depth == 8 else { throw ImageError("JPEG: \(depth)-bit samples; export it with 8 bits") }
        guard [1, 3, 4].contains(components) else {
            throw ImageError("JPEG: \(components) components; export it as grey, RGB or CMYK")
        }
        size = ImageSize(height: height, width: width)
        try limits.check(size, of: "the JPEG")
        self.components = components
        isHuffman = marker < 0xC8
    }

    /// The next marker at or after `offset` and the offset behind it; other bytes, fill bytes and stuffed zeros are
    /// passed over, as libjpeg does.
    private static func marker(in file: ByteView, from offset: Int) throws(ImageError) -> (code: Int, end: Int) {
        var from = offset
        while let found = file.firstIndex(of: 0xFF, from: from), let code = file.byte(at: found + 1) {
            guard code == 0 || code == 0xFF else { return (code, found + 2) }
            from = found + (code == 0 ? 2 : 1)
        }
        throw truncated(file)
    }

    private static func segment(in file: ByteView, at offset: Int) throws(ImageError) -> ByteView {
        guard let length = file.bigEndian(at: offset, width: 2) else { throw truncated(file) }
        guard length >= 2 else { throw ImageError("JPEG: a segment of length \(length); export it again") }
        guard let segment = file.slice(at: offset + 2, count: length - 2) else { throw truncated(file) }
        return segment
    }

    /// Restart markers, start and end of image, and TEM stand alone.
    private static func hasSegment(_ marker: Int) -> Bool {
        !(0xD0...0xD9).contains(marker) && marker != 0x01
    }

    private static func truncated(_ file: ByteView) -> ImageError {
        ImageError("JPEG: the file is cut short after \(file.count) bytes; upload it again")
    }
}
