import Foundation

/// Where something is on the web: `http` or `https`, a host, no user and no password.
package struct WebAddress: Hashable, Sendable, CustomStringConvertible {
    package let url: URL
    let scheme: String
    /// Lower case, an IPv6 address without brackets.
    package let host: String
    let port: Int

    package init(_ text: some StringProtocol) throws(HubError) {
        guard text.utf8.count <= 8192, let url = URL(string: String(text)) else {
            throw HubError(.invalid, "\(quoted(text)) is no address; it looks like https://example.org/file")
        }
        try self.init(url)
    }

    private init(_ url: URL) throws(HubError) {
        let shown = quoted(url.absoluteString)
        guard let scheme = url.scheme?.lowercased(), ["http", "https"].contains(scheme) else {
            throw HubError(.invalid, "\(shown) has no scheme that can be followed; use http or https")
        }
        guard let host = url.host?.lowercased(), !host.isEmpty else {
            throw HubError(.invalid, "\(shown) names no host")
        }
        guard url.user == nil, url.password == nil else {
            throw HubError(.invalid, "the address of \(quoted(host)) carries a user or a password; leave them out")
        }
        self.url = url
        self.scheme = scheme
        self.host = host.trimmingCharacters(in: ["[", "]"])
        port = url.port ?? (scheme == "https" ? 443 : 80)
    }

    /// Where a `Location` header leads from here; never from a protected connection to an open one.
    func redirected(to location: String) throws(HubError) -> WebAddress {
        guard location.utf8.count <= 8192, let url = URL(string: location, relativeTo: url)?.absoluteURL else {
            throw HubError(.invalid, "\(self) leads to \(quoted(location)), which is no address")
        }
        let next = try WebAddress(url)
        guard scheme == "http" || next.scheme == "https" else {
            throw HubError(.refused, "\(self) leads from https to http at \(quoted(next.host)); that is not followed")
        }
        return next
    }

    /// Whether what is meant for one may be told to the other.
    func hasOrigin(of other: WebAddress) -> Bool {
        (scheme, host, port) == (other.scheme, other.host, other.port)
    }

    /// Without the query, which may carry a signature.
    package var description: String {
        var parts = URLComponents(url: url, resolvingAgainstBaseURL: true)
        parts?.query = nil
        parts?.fragment = nil
        return quoted(parts?.string ?? host)
    }
}
