import Foundation
import RoostClient
import Testing

@testable import RoostCommands

/// What other programs are told about the server.
struct ServerEnvironmentTests {
    private func environment(token: String) throws -> ServerEnvironment {
        let known = ["ROOST_URL": "http://127.0.0.1:7400", "ROOST_TOKEN": token, "ROOST_HOME": "/nowhere"]
        return ServerEnvironment(try Discovery(environment: known))
    }

    @Test func `clients of MLflow are sent to the same address with the same token`() throws {
        let variables = try environment(token: "roost_1").variables
        #expect(variables["MLFLOW_TRACKING_URI"] == "http://127.0.0.1:7400")
        #expect(variables["MLFLOW_TRACKING_TOKEN"] == "roost_1")
        #expect(variables["ROOST_PROJECT"] == "default")
    }

    @Test func `a shell reads every value as it is`() async throws {
        let token = #"it's $HOME `id` "\"#
        let shell = Process()
        let output = Pipe()
        shell.executableURL = URL(filePath: "/bin/sh")
        shell.arguments = ["-c", try environment(token: token).script + "\nprintf %s \"$MLFLOW_TRACKING_TOKEN\""]
        shell.standardOutput = output
        try shell.run()
        let printed = try output.fileHandleForReading.readToEnd() ?? Data()
        shell.waitUntilExit()
        #expect(String(decoding: printed, as: UTF8.self) == token)
    }
}
