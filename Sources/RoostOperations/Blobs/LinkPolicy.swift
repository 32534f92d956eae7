import Foundation
import RoostEntities

/// Which addresses a link may lead to.
///
/// Here the form and literal addresses are checked; what a name resolves to is checked by whoever follows the link.
package struct LinkPolicy: Sendable, Hashable {
    /// Addresses that are not public too: loopback, private and link-local ones.
    package let allowsPrivateAddresses: Bool

    package init(allowsPrivateAddresses: Bool = false) {
        self.allowsPrivateAddresses = allowsPrivateAddresses
    }

    /// - Throws: `invalidArgument` unless `url` is an http or https address without credentials that the policy allows.
    package func check(_ url: String) throws(RoostError) {
        guard url.utf8.count <= 4096, url.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }),
            let parts = URLComponents(string: url),
            let scheme = parts.scheme?.lowercased(), scheme == "http" || scheme == "https",
            let host = parts.host?.lowercased(), !host.isEmpty
        else {
            throw RoostError(
                .invalidArgument,
                "\(quoted(url)) is no link: use an http or https address, escaped, of 4096 bytes at most"
            )
        }
        guard parts.user == nil, parts.password == nil else {
            throw RoostError(.invalidArgument, "a link to \(quoted(host)) carries credentials; leave them out")
        }
        guard allowsPrivateAddresses || !Self.isPrivate(host: host) else {
            throw RoostError(
                .invalidArgument,
                "a link to \(quoted(host)) leads into a private network; use a public address, "
                    + "or allow private ones in the server's configuration"
            )
        }
    }

    /// Whether the name itself says that it is not public.
    private static func isPrivate(host: String) -> Bool {
        let name = host.hasSuffix(".") ? String(host.dropLast()) : host
        let isLocal = ["localhost", "local", "internal"].contains { name == $0 || name.hasSuffix("." + $0) }
        guard !isLocal else { return true }
        guard let address = IPAddress(host: name) else {
            // A last label of digits is read by some as an address in another notation: 127.1, 0x7f000001, 2130706433.
            let last = name.split(separator: ".", omittingEmptySubsequences: false).last ?? ""
            return last.isEmpty || last.hasPrefix("0x") || last.allSatisfy(\.isNumber)
        }
        return !address.isPublic
    }
}
