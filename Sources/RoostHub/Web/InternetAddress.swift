import NIOCore

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// The number of a machine, and whether everybody can reach it.
struct InternetAddress: Hashable, Sendable {
    /// Four bytes, or sixteen.
    let bytes: [UInt8]

    init?(_ address: SocketAddress) {
        switch address {
        case .v4(let address):
            bytes = withUnsafeBytes(of: address.address.sin_addr) { Array($0) }
        case .v6(let address):
            bytes = withUnsafeBytes(of: address.address.sin6_addr) { Array($0) }
        case .unixDomainSocket:
            return nil
        }
    }

    /// Whether it lies in the public internet: not on this machine, not in a private, local or shared network, no
    /// multicast, nothing reserved.
    ///
    /// From IANA's special-purpose registries for IPv4 and IPv6. What wraps an IPv4 address is judged by that.
    var isPublic: Bool {
        guard bytes.count == 16 else { return Self.isPublic(v4: bytes) }
        if bytes.prefix(12).elementsEqual(Self.mapped) { return Self.isPublic(v4: Array(bytes.suffix(4))) }
        // 2000::/3 is all that is handed out.
        guard bytes[0] & 0xE0 == 0x20 else { return false }
        return !Self.special.contains { bytes.starts(with: $0) }
    }

    /// Whether it reaches only machines on the same wire: 169.254.0.0/16 and fe80::/10.
    var isLinkLocal: Bool {
        if bytes.count == 16, bytes.prefix(12).elementsEqual(Self.mapped) {
            return bytes[12] == 169 && bytes[13] == 254
        }
        return bytes.count == 16 ? bytes[0] == 0xFE && bytes[1] & 0xC0 == 0x80 : bytes[0] == 169 && bytes[1] == 254
    }

    private static let mapped: [UInt8] = Array(repeating: 0, count: 10) + [0xFF, 0xFF]

    /// Within 2000::/3: protocol assignments and Teredo, documentation, 6to4, and documentation again.
    private static let special: [[UInt8]] = [
        [0x20, 0x01, 0x00], [0x20, 0x01, 0x01], [0x20, 0x01, 0x0D, 0xB8], [0x20, 0x02], [0x3F, 0xFF],
    ]

    private static func isPublic(v4 bytes: [UInt8]) -> Bool {
        switch (bytes[0], bytes[1], bytes[2]) {
        case (0, _, _), (10, _, _), (127, _, _), (224..., _, _): false
        case (100, 64...127, _), (169, 254, _), (172, 16...31, _), (192, 168, _), (198, 18...19, _): false
        case (192, 0, 0), (192, 0, 2), (192, 88, 99), (198, 51, 100), (203, 0, 113): false
        default: true
        }
    }
}
