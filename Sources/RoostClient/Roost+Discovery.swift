import Foundation

extension Roost {
    /// The server that this machine's user means when nothing else is said.
    ///
    /// The address is `ROOST_URL`, else what a running server wrote to `server.json` in its home, else what
    /// `credentials` there names. The token is `ROOST_TOKEN`, else that of `credentials`, which is sent to no address
    /// but those two. The project is `ROOST_PROJECT`, else `default`.
    ///
    /// `home`: the server's state; `ROOST_HOME`, else `~/.roost` if not given.
    /// - Throws: `unavailable` when no server is known, `unauthenticated` when there is no token for it.
    public static func discover(
        home: URL? = nil,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws -> Roost {
        let found = try Discovery(home: home, environment: environment)
        return Roost(url: found.url, token: found.token, project: found.project)
    }
}

/// What is known about the server to talk to, before anything is sent.
package struct Discovery: Sendable, Equatable {
    package let url: URL
    package let token: String
    package let project: String

    /// What is given here goes before what the environment says, and that before what the home says.
    ///
    package init(
        url: String? = nil,
        token: String? = nil,
        project: String? = nil,
        home: URL? = nil,
        environment: [String: String]
    ) throws(RoostError) {
        let home = home ?? Self.home(environment: environment)
        let credentials = try Credentials.read(at: home.appending(path: "credentials"))
        let running = try ServerRecord.read(at: home.appending(path: "server.json"))
        guard let address = url ?? environment["ROOST_URL"] ?? running?.url ?? credentials?.url else {
            throw RoostError(
                .unavailable,
                "no server is known in \(home.path(percentEncoded: false)); start one with 'roost serve', "
                    + "or name one with --url or ROOST_URL"
            )
        }
        let parsed = try Self.parse(address)
        self.url = parsed
        self.project = project ?? environment["ROOST_PROJECT"] ?? "default"
        if let given = token ?? environment["ROOST_TOKEN"], !given.isEmpty {
            self.token = given
            return
        }
        let own = [running?.url, credentials?.url].compactMap { $0 }
        guard let credentials, own.contains(where: { Self.isSame($0, parsed) }) else {
            throw RoostError(
                .unauthenticated,
                "there is no token for \(address); set ROOST_TOKEN or pass --token-file "
                    + "(the one in \(home.path(percentEncoded: false)) is for another server)"
            )
        }
        self.token = credentials.token
    }

    package static func home(environment: [String: String]) -> URL {
        if let home = environment["ROOST_HOME"], !home.isEmpty {
            return URL(filePath: home, directoryHint: .isDirectory)
        }
        return FileManager.default.homeDirectoryForCurrentUser.appending(path: ".roost")
    }

    private static func parse(_ text: String) throws(RoostError) -> URL {
        guard let url = URL(string: text), ["http", "https"].contains(url.scheme?.lowercased()),
            let host = url.host(), !host.isEmpty, url.query() == nil, url.fragment() == nil
        else {
            throw RoostError(
                .invalidArgument,
                "\(quoted(text)) is no server's address; it looks like http://127.0.0.1:7400"
            )
        }
        return url
    }

    /// Whether two spellings lead to one server: `localhost` and its addresses are the same place.
    private static func isSame(_ text: String, _ other: URL) -> Bool {
        guard let url = URL(string: text) else { return false }
        let loopback: Set<String> = ["localhost", "127.0.0.1", "::1", "[::1]"]
        let hosts = (url.host() ?? "", other.host() ?? "")
        let sameHost = hosts.0 == hosts.1 || (loopback.contains(hosts.0) && loopback.contains(hosts.1))
        return sameHost && url.scheme == other.scheme && url.port == other.port
    }
}
