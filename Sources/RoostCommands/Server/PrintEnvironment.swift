import ArgumentParser
import Foundation
import RoostClient

struct PrintEnvironment: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "env",
        abstract: "Print what other programs need to know to reach the server.",
        discussion: """
            For a shell: eval "$(roost env)". After that, scripts that log to MLflow log to Roost. What is printed holds the
            token, which is a secret.
            """
    )

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let environment = ServerEnvironment(try global.discover())
        guard !global.json else { return try global.output.print(json: environment.variables) }
        global.output.print(environment.script)
    }
}

/// The variables by which this server's clients, and those of MLflow, find it.
struct ServerEnvironment: Equatable {
    let variables: [String: String]

    init(_ found: Discovery) {
        let url = found.url.absoluteString
        variables = [
            "ROOST_URL": url,
            "ROOST_TOKEN": found.token,
            "ROOST_PROJECT": found.project,
            "MLFLOW_TRACKING_URI": url,
            "MLFLOW_TRACKING_TOKEN": found.token,
        ]
    }

    /// Lines for a POSIX shell.
    ///
    /// MLflow's clients take a user's name and password before any token: these two are unset.
    var script: String {
        let exports = variables.sorted { $0.key < $1.key }.map { "export \($0.key)=\(Self.quoted($0.value))" }
        return (exports + ["unset MLFLOW_TRACKING_USERNAME MLFLOW_TRACKING_PASSWORD"]).joined(separator: "\n")
    }

    private static func quoted(_ value: String) -> String {
        "'" + value.replacing("'", with: #"'\''"#) + "'"
    }
}
