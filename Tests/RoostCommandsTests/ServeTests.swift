import ArgumentParser
import Foundation
import RoostClient
import RoostServer
import Testing

@testable import RoostCommands

/// How a server is to be run, from options and environment.
struct ServeTests {
    private func settings(_ arguments: [String], _ environment: [String: String] = [:]) throws -> ServerConfiguration {
        let command = try #require(try RoostCommand.parseAsRoot(["serve"] + arguments) as? Serve)
        return try command.settings(environment: environment)
    }

    @Test func `options go before the environment, and that before the defaults`() throws {
        let environment = ["ROOST_PORT": "9000", "ROOST_HOME": "/var/roost", "ROOST_EXECUTIONS": "3"]
        let settings = try settings(["--port", "0", "--log-format", "json"], environment)
        #expect(settings.port == 0)
        #expect(settings.home.path(percentEncoded: false).hasPrefix("/var/roost"))
        #expect(settings.executions == 3)
        #expect(settings.logFormat == .json)
        #expect(settings.host == "127.0.0.1")
    }

    @Test func `half of TLS is refused`() {
        #expect(throws: RoostError.self) { try settings(["--tls-certificate", "cert.pem"]) }
    }

    @Test func `a worker learns nothing that opens anything`() {
        let environment = ["PATH": "/bin", "ROOST_TOKEN": "secret", "HF_TOKEN": "secret", "AWS_SECRET_ACCESS_KEY": "x"]
        #expect(Serve.workerEnvironment(environment) == ["PATH": "/bin"])
    }
}
