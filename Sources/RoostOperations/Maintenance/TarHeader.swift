import Foundation
import RoostEntities

/// One entry's block of a tar archive, as POSIX `ustar` lays it out; only plain files.
///
/// Sizes from 8 GiB on do not fit the octal digits and are written in base 256, as GNU tar began to.
struct TarHeader: Hashable, Sendable {
    static let blockSize = 512

    /// 100 bytes of ASCII at most.
    let path: String
    /// In bytes.
    let size: Int64

    init(path: String, size: Int64) {
        self.path = path
        self.size = size
    }

    /// How many zeros follow `size` bytes, so that the next block begins where a block may.
    static func padding(after size: Int64) -> Int {
        Int((Int64(blockSize) - size % Int64(blockSize)) % Int64(blockSize))
    }

    /// The header as it is written: 512 bytes.
    func block(modifiedAt: Timestamp) -> [UInt8] {
        var block = [UInt8](repeating: 0, count: Self.blockSize)
        block.write(path.utf8.prefix(100), at: 0)
        block.write("0000600\0".utf8, at: 100)
        block.write("0000000\0".utf8, at: 108)
        block.write("0000000\0".utf8, at: 116)
        block.write(Self.sizeField(size), at: 124)
        block.write(Self.octal(max(0, modifiedAt.milliseconds / 1000), digits: 11), at: 136)
        block.write("        ".utf8, at: 148)
        block[156] = UInt8(ascii: "0")
        block.write("ustar\u{0}00".utf8, at: 257)
        let sum = block.reduce(Int64(0)) { $0 + Int64($1) }
        block.write(Array(Self.octal(sum, digits: 6).prefix(6)) + [0, 0x20], at: 148)
        return block
    }

    /// - Throws: `corrupted` for a block that is no header of a plain file.
    init(block: [UInt8]) throws(RoostError) {
        guard block.count == Self.blockSize else { throw Self.corrupted("a header is cut short") }
        let blank = [UInt8](repeating: 0x20, count: 8)
        let sum = zip(block.indices, block).reduce(Int64(0)) { sum, byte in
            sum + Int64((148..<156).contains(byte.0) ? blank[byte.0 - 148] : byte.1)
        }
        guard Self.number(block[148..<156]) == sum else { throw Self.corrupted("a header's checksum does not fit") }
        guard block[156] == UInt8(ascii: "0") || block[156] == 0 else {
            throw Self.corrupted("it holds something else than plain files")
        }
        guard let size = Self.number(block[124..<136]), size >= 0 else {
            throw Self.corrupted("a header's size is no number")
        }
        // A backup has no path that needs the second field.
        guard block[345] == 0, let path = String(bytes: block[..<100].prefix { $0 != 0 }, encoding: .utf8) else {
            throw Self.corrupted("a path is none of a backup")
        }
        self.path = path
        self.size = size
    }

    static func corrupted(_ reason: String) -> RoostError {
        RoostError(.corrupted, "the archive is no whole backup of Roost: \(reason); use another copy of it")
    }

    private static func sizeField(_ size: Int64) -> [UInt8] {
        guard size >= 1 << 33 else { return octal(size, digits: 11) }
        return [0x80, 0, 0, 0] + withUnsafeBytes(of: size.bigEndian, Array.init)
    }

    private static func octal(_ value: Int64, digits: Int) -> [UInt8] {
        let text = String(value, radix: 8)
        return Array((String(repeating: "0", count: max(0, digits - text.count)) + text).utf8) + [0]
    }

    /// What an octal or base-256 field says; `nil` for what is no number of 63 bits.
    private static func number(_ field: ArraySlice<UInt8>) -> Int64? {
        if field.first == 0x80 {
            let bytes = field.dropFirst()
            guard bytes.dropLast(8).allSatisfy({ $0 == 0 }) else { return nil }
            let value = bytes.suffix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            return Int64(exactly: value)
        }
        let digits = field.drop { $0 == 0x20 }.prefix { $0 != 0 && $0 != 0x20 }
        guard !digits.isEmpty else { return nil }
        return Int64(String(decoding: digits, as: UTF8.self), radix: 8)
    }
}

extension [UInt8] {
    fileprivate mutating func write(_ bytes: some Collection<UInt8>, at offset: Int) {
        replaceSubrange(offset..<offset + bytes.count, with: bytes)
    }
}
