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
    ///
    ///     authority = ("[" { hex digit | ":" | "." } "]" | { letter | digit | "." | "_" | "-" }) [":" 1 to 5 digits]
    private static func host(of authority: String) -> String? {
        let bytes = authority.utf8
        let hostEnd: String.Index
        if bytes.first == UInt8(ascii: "[") {
            guard let bracket = bytes.firstIndex(of: UInt8(ascii: "]")) else { return nil }
            guard bytes[..<bracket].dropFirst().allSatisfy(isOfAddress) else { return nil }
            hostEnd = bytes.index(after: bracket)
        } else {
            hostEnd = bytes.firstIndex { !isOfName($0) } ?? bytes.endIndex
        }
        let (host, port) = (authority[..<hostEnd], bytes[hostEnd...])
        guard host.utf8.count > (host.hasPrefix("[") ? 2 : 0) else { return nil }
        guard port.isEmpty || isPort(port) else { return nil }
        return host.lowercased()
    }

    private static func isPort(_ text: Substring.UTF8View) -> Bool {
        text.first == UInt8(ascii: ":") && (2...6).contains(text.count) && text.dropFirst().allSatisfy(isDigit)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func isOfAddress(_ byte: UInt8) -> Bool {
        let isLetter = (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20)
        return isDigit(byte) || isLetter || byte == UInt8(ascii: ":") || byte == UInt8(ascii: ".")
    }

    private static func isOfName(_ byte: UInt8) -> Bool {
        let isLetter = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
        return isDigit(byte) || isLetter || ".-_".utf8.contains(byte)
    }
}
