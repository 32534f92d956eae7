import Foundation
import Logging
import RoostEntities
import RoostServer
import Testing

@Suite struct ServerConfigurationTests {
    @Test func `nothing said is loopback, port 8080 and the home of the user`() throws {
        let configuration = try ServerConfiguration(environment: [:])
        #expect(configuration.host == "127.0.0.1")
        #expect(configuration.port == 8080)
        #expect(configuration.home.lastPathComponent == ".roost")
        try configuration.validate()
    }

    @Test func `the environment says what is different`() throws {
        let configuration = try ServerConfiguration(environment: [
            "ROOST_HOME": "/tmp/r", "ROOST_HOST": "0.0.0.0", "ROOST_PORT": "0", "ROOST_BEHIND_PROXY": "true",
            "ROOST_ALLOWED_HOSTS": "a.example,b.example", "ROOST_LOG_FORMAT": "json", "ROOST_LOG_LEVEL": "debug",
            "ROOST_EXECUTIONS": "4", "ROOST_ALLOW_PRIVATE_LINKS": "true",
        ])
        #expect(configuration.home.path == "/tmp/r")
        #expect(configuration.allowedHosts == ["a.example", "b.example"])
        #expect(configuration.logFormat == .json)
        #expect(configuration.logLevel == .debug)
        #expect(configuration.executions == 4 && configuration.allowsPrivateLinks)
        try configuration.validate()
    }

    @Test(arguments: [
        ["ROOST_PORT": "65536"], ["ROOST_PORT": "x"], ["ROOST_EXECUTIONS": "0"], ["ROOST_LOG_LEVEL": "loud"],
        ["ROOST_LOG_FORMAT": "xml"], ["ROOST_BEHIND_PROXY": "yes"], ["ROOST_TLS_KEY": "k.pem"],
    ])
    func `a value that cannot be is refused`(environment: [String: String]) {
        let error = #expect(throws: RoostError.self) { try ServerConfiguration(environment: environment) }
        #expect(error?.code == .invalidArgument)
    }

    @Test(arguments: ["0.0.0.0", "::", "192.168.1.7", "roost.example", "127.0.0.1.example"])
    func `others are let near only over TLS or behind a proxy`(host: String) throws {
        var configuration = ServerConfiguration(home: URL(fileURLWithPath: "/tmp/r"))
        configuration.host = host
        #expect(throws: RoostError.self) { try configuration.validate() }
        configuration.isBehindProxy = true
        try configuration.validate()
        configuration.isBehindProxy = false
        configuration.tls = .init(certificate: configuration.home, key: configuration.home)
        try configuration.validate()
    }

    @Test(arguments: ["127.0.0.1", "localhost", "::1", "127.1.2.3"])
    func `loopback needs neither`(host: String) throws {
        var configuration = ServerConfiguration(home: URL(fileURLWithPath: "/tmp/r"))
        configuration.host = host
        try configuration.validate()
    }
}
