#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A literal address of the internet protocol, version 4 or 6.
package struct IPAddress: Sendable, Hashable {
    /// 4 or 16, in the network's order.
    package let bytes: [UInt8]

    /// - Parameter bytes: 4 or 16; `nil` otherwise.
    package init?(bytes: [UInt8]) {
        guard bytes.count == 4 || bytes.count == 16 else { return nil }
        self.bytes = bytes
    }

    /// The address `host` spells, in brackets or not; `nil` for a name.
    package init?(host: String) {
        let text = host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
        // A zone, such as `%eth0`, is only for addresses of one's own network.
        let address = text.prefix { $0 != "%" }
        var four = in_addr()
        var six = in6_addr()
        if inet_pton(AF_INET, String(address), &four) == 1 {
            bytes = withUnsafeBytes(of: &four) { Array($0) }
        } else if inet_pton(AF_INET6, String(address), &six) == 1 {
            bytes = withUnsafeBytes(of: &six) { Array($0) }
        } else {
            return nil
        }
    }

    /// Whether anyone on the internet can be meant: RFC 6890 lists what is not, IPv4 within IPv6 counts as what it is.
    package var isPublic: Bool {
        bytes.count == 4 ? isPublicVersion4 : isPublicVersion6
    }

    private var isPublicVersion4: Bool {
        switch (bytes[0], bytes[1], bytes[2]) {
        case (0, _, _), (10, _, _), (127, _, _), (224..., _, _): false
        case (100, 64...127, _), (169, 254, _), (172, 16...31, _), (192, 168, _): false
        case (192, 0, 0), (192, 0, 2), (192, 88, 99), (198, 18...19, _), (198, 51, 100), (203, 0, 113): false
        default: true
        }
    }

    private var isPublicVersion6: Bool {
        let embedded = Array(bytes[12...])
        // ::/96 and ::ffff:0:0/96 hold an address of version 4, as do the translations of 64:ff9b::/96 and 2002::/16.
        if bytes[..<10].allSatisfy({ $0 == 0 }) {
            let prefix = (bytes[10], bytes[11])
            guard prefix == (0xFF, 0xFF) else { return false }
            return IPAddress(bytes: embedded)?.isPublic ?? false
        }
        if Array(bytes[..<12]) == [0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0] {
            return IPAddress(bytes: embedded)?.isPublic ?? false
        }
        if bytes[0] == 0x20, bytes[1] == 0x02 {
            return IPAddress(bytes: Array(bytes[2..<6]))?.isPublic ?? false
        }
        // Global unicast is 2000::/3; in it 2001:db8::/32 is for books and 2001::/23 for protocols.
        guard bytes[0] & 0xE0 == 0x20 else { return false }
        let isForProtocols = bytes[0] == 0x20 && bytes[1] == 0x01 && bytes[2] & 0xFE == 0
        let isForBooks = Array(bytes[..<4]) == [0x20, 0x01, 0x0D, 0xB8]
        return !isForProtocols && !isForBooks
    }
}
