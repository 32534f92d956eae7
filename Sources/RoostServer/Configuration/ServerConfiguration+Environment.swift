import Foundation
import Logging
import RoostEntities

extension ServerConfiguration {
    /// What the environment says.
    ///
    /// - Throws: `invalidArgument` naming the key whose value cannot be.
    package init(environment: [String: String]) throws(RoostError) {
        let keys = EnvironmentKeys(values: environment)
        self.init(home: keys.folder("ROOST_HOME") ?? Self.defaultHome)
        host = keys.text("ROOST_HOST") ?? host
        port = try keys.integer("ROOST_PORT", in: 0...65535) ?? port
        allowedHosts = keys.text("ROOST_ALLOWED_HOSTS")?.split(separator: ",").map(String.init) ?? []
        isBehindProxy = try keys.flag("ROOST_BEHIND_PROXY") ?? isBehindProxy
        tls = try Self.tls(certificate: keys.folder("ROOST_TLS_CERTIFICATE"), key: keys.folder("ROOST_TLS_KEY"))
        logLevel = try keys.word("ROOST_LOG_LEVEL") ?? logLevel
        logFormat = try keys.word("ROOST_LOG_FORMAT") ?? logFormat
        allowsPrivateLinks = try keys.flag("ROOST_ALLOW_PRIVATE_LINKS") ?? allowsPrivateLinks
        executions = try keys.integer("ROOST_EXECUTIONS", in: 1...256) ?? executions
    }

    package static var defaultHome: URL {
        FileManager.default.homeDirectoryForCurrentUser.appending(path: ".roost", directoryHint: .isDirectory)
    }

    /// - Throws: `invalidArgument` when only one of the two is given.
    package static func tls(certificate: URL?, key: URL?) throws(RoostError) -> TLSFiles? {
        switch (certificate, key) {
        case (let certificate?, let key?): return TLSFiles(certificate: certificate, key: key)
        case (nil, nil): return nil
        default: throw RoostError(.invalidArgument, "TLS takes both, a certificate and its key")
        }
    }

    /// - Throws: `invalidArgument` for an address that others can reach when nothing guards the way.
    package func validate() throws(RoostError) {
        guard isLoopback || tls != nil || isBehindProxy else {
            throw RoostError(
                .invalidArgument,
                "at \(quoted(host)) others can reach the server and read its tokens on the way: "
                    + "give it TLS (--tls-certificate, --tls-key), or say --behind-proxy when a proxy speaks TLS for it"
            )
        }
    }
}

/// Values of the environment, parsed as what they must be.
///
/// An empty one counts as missing.
private struct EnvironmentKeys {
    let values: [String: String]

    func text(_ key: String) -> String? {
        values[key].flatMap { $0.isEmpty ? nil : $0 }
    }

    func folder(_ key: String) -> URL? {
        text(key).map { URL(fileURLWithPath: ($0 as NSString).expandingTildeInPath) }
    }

    func flag(_ key: String) throws(RoostError) -> Bool? {
        guard let text = text(key) else { return nil }
        guard let flag = Bool(text) else {
            throw RoostError(.invalidArgument, "\(key) is true or false, not \(quoted(text))")
        }
        return flag
    }

    func integer(_ key: String, in range: ClosedRange<Int>) throws(RoostError) -> Int? {
        guard let text = text(key) else { return nil }
        guard let number = Int(text), range.contains(number) else {
            throw RoostError(
                .invalidArgument,
                "\(key) is a number from \(range.lowerBound) to \(range.upperBound), not \(quoted(text))"
            )
        }
        return number
    }

    func word<Word: RawRepresentable & CaseIterable>(
        _ key: String
    ) throws(RoostError) -> Word? where Word.RawValue == String {
        guard let text = text(key) else { return nil }
        guard let word = Word(rawValue: text) else {
            let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
            throw RoostError(.invalidArgument, "\(key) is one of \(words), not \(quoted(text))")
        }
        return word
    }
}
