import HTTPTypes
import Hummingbird
import RoostAPISupport
import RoostEntities

/// Where links lead: to the address by which who asks for one reached this server.
package struct LinkAddresses: Sendable {
    private let isSecure: Bool
    private let isBehindProxy: Bool

    /// - Parameters:
    ///   - isSecure: Whether the server itself speaks TLS.
    ///   - isBehindProxy: Whether what `X-Forwarded-Proto` and `X-Forwarded-Prefix` say can be believed.
    package init(isSecure: Bool = false, isBehindProxy: Bool = false) {
        self.isSecure = isSecure
        self.isBehindProxy = isBehindProxy
    }

    /// Whether there are links for parts of files.
    ///
    /// Clients follow links with no certificate but those that their system trusts, so a server with a certificate of
    /// its own has none; nor has one behind a proxy that does not say how clients reach it.
    func areOffered(to request: Request) -> Bool {
        !isSecure && (!isBehindProxy || scheme(of: request) != nil)
    }

    /// Such as `http://127.0.0.1:5000`.
    ///
    /// - Throws: `invalidArgument` when the request does not tell.
    func base(of request: Request) throws(RoostError) -> String {
        guard let authority = request.head.authority, authority.wholeMatch(of: /[A-Za-z0-9.\-_:\[\]]{1,260}/) != nil
        else {
            throw RoostError(.invalidArgument, "The Host header does not name this server.")
        }
        let scheme = isSecure ? "https" : isBehindProxy ? scheme(of: request) ?? "http" : "http"
        return "\(scheme)://\(authority)\(isBehindProxy ? prefix(of: request) : "")"
    }

    private func scheme(of request: Request) -> String? {
        let text = request.headers[.forwardedScheme]?.lowercased()
        return text == "http" || text == "https" ? text : nil
    }

    /// What the proxy takes off addresses.
    private func prefix(of request: Request) -> String {
        guard let text = request.headers[.forwardedPrefix], text.utf8.count <= 1000 else { return "" }
        let prefix = text.hasSuffix("/") ? String(text.dropLast()) : text
        return prefix.wholeMatch(of: /(\/[A-Za-z0-9._~\-]+)+/) == nil ? "" : prefix
    }
}
