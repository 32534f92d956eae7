/// The one fact we take from a camera's metadata: which way is up.
///
/// A tag that is damaged, or a directory that is no TIFF, counts as absent: metadata never makes an image unreadable.
enum EXIF {
    /// The value of tag 274 in the first directory of a TIFF stream; nil when the tag is absent, 0 when it is there
    /// but of a type that Pillow does not compare with a number.
    static func orientation(tiff data: ByteView) -> Int? {
        guard let tiff = stripped(data), let read = Reader(tiff), let directory = read(4, 4),
            let entries = read(directory, 2)
        else { return nil }
        var total = 0
        for index in 0..<entries {
            let entry = directory + 2 + index * 12
            guard entry + 12 <= tiff.count, let tag = read(entry, 2), let type = read(entry + 2, 2),
                let count = read(entry + 4, 4), let data = read(entry + 8, 4)
            else { return nil }
            // As in Pillow, a value outside the stream ends the directory, and one too many is passed over.
            let length = count * unit(ofType: type)
            total += length > 4 ? length : 0
            guard length > 0, length <= 4 || total <= tiff.count else { continue }
            let start = length > 4 ? data : entry + 8
            guard start + length <= tiff.count else { return nil }
            if tag == 274 { return value(ofType: type, at: start, read) }
        }
        return nil
    }

    /// The first `tiff:Orientation` of an XMP packet, written as an attribute or as an element.
    static func orientation(xmp: ByteView) -> Int? {
        let name = Array("tiff:Orientation".utf8)
        var from = 0
        while let start = xmp.firstIndex(of: 0x74, from: from) {
            from = start + 1
            guard xmp.holds(name, at: start) else { continue }
            let after = start + name.count
            let digit = xmp.holds(Array("=\"".utf8), at: after) ? after + 2 : after + 1
            guard digit == after + 2 || xmp.holds(Array(">".utf8), at: after) else { continue }
            guard let character = xmp.byte(at: digit), (48...57).contains(character) else { continue }
            return character - 48
        }
        return nil
    }

    private static func value(ofType type: Int, at offset: Int, _ read: Reader) -> Int? {
        switch type {
        case 3, 4, 6, 8, 9, 13: return read(offset, unit(ofType: type))
        case 5, 10:
            guard let top = read(offset, 4), let bottom = read(offset + 4, 4), bottom > 0 else { return 0 }
            return top % bottom == 0 ? top / bottom : 0
        default: return 0
        }
    }

    /// Bytes of one value of a TIFF type; 0 for a type there is not.
    private static func unit(ofType type: Int) -> Int {
        switch type {
        case 1, 2, 6, 7: 1
        case 3, 8: 2
        case 4, 9, 11, 13: 4
        case 5, 10, 12, 16: 8
        default: 0
        }
    }

    private static func stripped(_ data: ByteView) -> ByteView? {
        let marker = Array("Exif\0\0".utf8)
        var offset = 0
        while offset < 12, data.holds(marker, at: offset) { offset += marker.count }
        return data.slice(at: offset, count: data.count - offset)
    }

    /// Numbers in the byte order that the TIFF stream declares.
    private struct Reader {
        let tiff: ByteView
        let isBigEndian: Bool

        init?(_ tiff: ByteView) {
            guard let mark = tiff.bigEndian(at: 0, width: 4) else { return nil }
            switch mark {
            case 0x4D4D_002A, 0x4D4D_2A00: isBigEndian = true
            case 0x4949_2A00, 0x4949_002A: isBigEndian = false
            default: return nil
            }
            self.tiff = tiff
        }

        func callAsFunction(_ offset: Int, _ width: Int) -> Int? {
            isBigEndian ? tiff.bigEndian(at: offset, width: width) : tiff.littleEndian(at: offset, width: width)
        }
    }
}
