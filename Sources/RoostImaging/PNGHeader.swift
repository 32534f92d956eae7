/// The chunks of a PNG file around its pixels (PNG specification, third edition).
struct PNGHeader {
    let size: ImageSize
    /// Bits of one sample, or of one palette index.
    let depth: Int
    let colour: Colour
    private(set) var orientation = Orientation.upright
    /// Bytes of compressed pixels that the file really holds.
    private(set) var compressedCount = 0

    enum Colour: Int {
        case grey = 0
        case rgb = 2
        case palette = 3
        case greyAlpha = 4
        case rgbAlpha = 6

        var samples: Int {
            switch self {
            case .grey, .palette: 1
            case .greyAlpha: 2
            case .rgb: 3
            case .rgbAlpha: 4
            }
        }
    }

    var uprightSize: ImageSize { orientation.applied(to: size) }
    /// Bytes of one row of unfiltered pixels.
    var rowCount: Int { (size.width * depth * colour.samples + 7) / 8 }

    init(_ file: ByteView, _ limits: ImageLimits) throws(ImageError) {
        guard file.holds(Array("IHDR".utf8), at: 12), file.bigEndian(at: 8, width: 4) == 13,
            let width = file.bigEndian(at: 16, width: 4), let height = file.bigEndian(at: 20, width: 4),
            let depth = file.byte(at: 24), let type = file.byte(at: 25)
        else { throw ImageError("PNG: no IHDR chunk of 13 bytes at the start; export it again") }
        guard let colour = Colour(rawValue: type) else {
            throw ImageError("PNG: colour type \(type) in IHDR is none of 0, 2, 3, 4, 6; export it again")
        }
        self.size = ImageSize(height: height, width: width)
        self.depth = depth
        self.colour = colour
        try limits.check(size, of: "the PNG")
        readChunks(file)
    }

    /// Refuses a file whose compressed pixels cannot unfold to the size it declares: deflate never exceeds 1032 : 1.
    func checkComplete(_ file: ByteView) throws(ImageError) {
        let (most, overflow) = (compressedCount + 1).multipliedReportingOverflow(by: 1032)
        guard overflow || rowCount * size.height <= most else {
            throw ImageError("PNG: IDAT is too short for \(size): the file is cut short; upload it again")
        }
    }

    private mutating func readChunks(_ file: ByteView) {
        var offset = 33
        var exif: Int?
        var xmp: Int?
        while let length = file.bigEndian(at: offset, width: 4), let type = file.bigEndian(at: offset + 4, width: 4) {
            let data = file.slice(at: offset + 8, count: length)
            switch type {
            case 0x4944_4154: compressedCount += min(length, file.count - offset - 8)  // IDAT
            case 0x6558_4966: exif = data.flatMap { EXIF.orientation(tiff: $0) } ?? exif  // eXIf
            case 0x6954_5874: xmp = data.flatMap(Self.xmpOrientation) ?? xmp  // iTXt
            case 0x4945_4E44: offset = file.count  // IEND
            default: break
            }
            offset += 12 + length
        }
        orientation = (exif ?? xmp).flatMap(Orientation.init) ?? .upright
    }

    /// The packet of an uncompressed `XML:com.adobe.xmp` text chunk: keyword, two flags, language and translation.
    private static func xmpOrientation(_ text: ByteView) -> Int? {
        guard text.holds(Array("XML:com.adobe.xmp\0\0".utf8), at: 0) else { return nil }
        return EXIF.orientation(xmp: text)
    }
}
