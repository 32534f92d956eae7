import Foundation
import RoostClient
import RoostMLflowTransfer

/// The two ends of a transfer, as they are typed.
enum MLflowEnd {
    /// The server of this command line.
    ///
    /// - Throws: `invalidArgument` for a project that MLflow's clients do not see.
    static func own(_ global: GlobalOptions) throws -> MLflowServer {
        let found = try Discovery(
            url: global.url,
            token: try global.secret(),
            project: global.project,
            home: global.homeURL,
            environment: ProcessInfo.processInfo.environment
        )
        guard found.project == "default" else {
            throw RoostError(.invalidArgument, "MLflow knows the project 'default' alone; leave out --project")
        }
        let address = try MLflowAddress(found.url.absoluteString)
        return MLflowServer(base: address.text, credentials: MLflowCredentials(token: found.token))
    }

    /// Another server, with the credentials that MLflow's own client would take.
    static func other(_ text: String) throws -> MLflowServer {
        let address = try MLflowAddress(text)
        let environment = ProcessInfo.processInfo.environment
        let credentials = try address.credentials ?? MLflowCredentials(environment: environment)
        return MLflowServer(base: address.text, credentials: credentials)
    }

    /// Of `sqlite:///mlflow.db`, `sqlite:////srv/mlflow.db` or a plain path.
    static func path(of text: String) -> String {
        let prefix = "sqlite:///"
        return text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : text
    }
}
