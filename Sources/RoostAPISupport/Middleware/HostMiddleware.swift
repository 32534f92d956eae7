import HTTPTypes
import Hummingbird
import RoostEntities

/// Answers only requests that name this server.
///
/// A page elsewhere can make a browser ask a name that now leads to 127.0.0.1 (DNS rebinding); the Host header
/// then tells the foreign name.
package struct HostMiddleware: RouterMiddleware {
    private let hosts: Set<String>

    /// - Parameter hosts: Names besides those of the loopback interface, without a port. "*" allows any.
    package init(allowing hosts: [String] = []) {
        self.hosts = Set(hosts.map { $0.lowercased() } + ["localhost", "127.0.0.1", "[::1]"])
    }

    package func handle(
        _ request: Request,
        context: APIContext,
        next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        guard allows(request.head.authority) else {
            throw HTTPFailure(
                .misdirectedRequest,
                RoostError(
                    .permissionDenied,
                    "this server does not answer for \(quoted(request.head.authority ?? "")); "
                        + "start it with --allowed-host to add a name"
                )
            )
        }
        return try await next(request, context)
    }

    func allows(_ authority: String?) -> Bool {
        guard !hosts.contains("*") else { return true }
        guard let authority, let host = Self.host(of: authority) else { return false }
        return hosts.contains(host)
    }

    /// `authority` without its port, if it has the form of one.
    private static func host(of authority: String) -> String? {
        guard let match = authority.lowercased().wholeMatch(of: /(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:[0-9]{1,5})?/) else {
            return nil
        }
        return String(match.1)
    }
}
