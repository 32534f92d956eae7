import Foundation
import RoostEntities

/// Where an MLflow server is, without the secrets that people write into addresses.
package struct MLflowAddress: Sendable {
    /// Without a slash at its end.
    package let text: String
    /// Of `http://user:password@host`.
    package let credentials: MLflowCredentials?

    /// - Throws: `invalidArgument` for what is no http or https address.
    package init(_ text: String) throws(RoostError) {
        guard var parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(),
            ["http", "https"].contains(scheme), let host = parts.host, !host.isEmpty, parts.query == nil,
            parts.fragment == nil
        else {
            throw RoostError(.invalidArgument, "this is no server's address; one looks like http://127.0.0.1:5000")
        }
        credentials = parts.user.map { MLflowCredentials(user: $0, password: parts.password ?? "") }
        parts.user = nil
        parts.password = nil
        var plain = parts.string ?? ""
        while plain.hasSuffix("/") { plain.removeLast() }
        self.text = plain
    }

    /// Whether `text` is meant to be an address rather than a file.
    package static func isAddress(_ text: String) -> Bool {
        let start = text.lowercased()
        return start.hasPrefix("http://") || start.hasPrefix("https://")
    }
}
