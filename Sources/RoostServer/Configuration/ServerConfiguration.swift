import Foundation
import Logging

/// How a server is to be run.
///
/// Whatever is not said has a default that is safe on a laptop.
///
/// | key of the environment | what it says | default |
/// |---|---|---|
/// | `ROOST_HOME` | the folder of state | `~/.roost` |
/// | `ROOST_HOST` | the address to listen at | `127.0.0.1` |
/// | `ROOST_PORT` | the port; 0 takes a free one | `8080` |
/// | `ROOST_ALLOWED_HOSTS` | names the server answers for besides loopback's, with commas between | none |
/// | `ROOST_BEHIND_PROXY` | something in front of the server speaks TLS: `true` or `false` | `false` |
/// | `ROOST_TLS_CERTIFICATE` | a PEM file with the certificate and its chain | none |
/// | `ROOST_TLS_KEY` | a PEM file with the certificate's key | none |
/// | `ROOST_LOG_LEVEL` | `trace`, `debug`, `info`, `notice`, `warning`, `error` or `critical` | `info` |
/// | `ROOST_LOG_FORMAT` | `text` or `json` | `text` |
/// | `ROOST_ALLOW_PRIVATE_LINKS` | links may lead to private addresses: `true` or `false` | `false` |
/// | `ROOST_EXECUTIONS` | how many executions run at once | `1` |
package struct ServerConfiguration: Sendable {
    package var home: URL
    package var host = "127.0.0.1"
    package var port = 8080
    package var allowedHosts: [String] = []
    package var isBehindProxy = false
    package var tls: TLSFiles?
    package var logLevel = Logger.Level.info
    package var logFormat = LogFormat.text
    package var allowsPrivateLinks = false
    /// How many executions run at once.
    package var executions = 1

    package init(home: URL) {
        self.home = home
    }

    /// Where the two halves of TLS are, as PEM files.
    package struct TLSFiles: Sendable, Hashable {
        package var certificate: URL
        package var key: URL

        package init(certificate: URL, key: URL) {
            self.certificate = certificate
            self.key = key
        }
    }

    package var isLoopback: Bool {
        host == "localhost" || host == "::1" || host.wholeMatch(of: /127(\.[0-9]{1,3}){3}/) != nil
    }

    /// Names that a request's Host header may have.
    var hosts: [String] {
        allowedHosts + (host == "0.0.0.0" || host == "::" ? [] : [host])
    }

    /// Where the server is reached when it listens at `port`.
    func url(port: Int) -> String {
        let name =
            switch host {
            case "0.0.0.0": "127.0.0.1"
            case "::": "[::1]"
            case let host where host.contains(":"): "[\(host)]"
            default: host
            }
        return "\(tls == nil ? "http" : "https")://\(name):\(port)"
    }
}
