import Foundation
import RoostEntities

/// How a server is told who asks; never shown.
package struct MLflowCredentials: Sendable {
    /// The value of `Authorization`; `nil` to ask as nobody.
    let header: String?

    package static let none = MLflowCredentials(header: nil)

    package init(token: String) {
        header = "Bearer \(token)"
    }

    package init(user: String, password: String) {
        header = "Basic " + Data("\(user):\(password)".utf8).base64EncodedString()
    }

    private init(header: String?) {
        self.header = header
    }

    /// As MLflow's client reads `MLFLOW_TRACKING_USERNAME`, `MLFLOW_TRACKING_PASSWORD` and `MLFLOW_TRACKING_TOKEN`.
    ///
    /// - Throws: `invalidArgument` when both are set, as in MLflow.
    package init(environment: [String: String]) throws(RoostError) {
        let value = { (name: String) in environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        let (user, password) = (value("MLFLOW_TRACKING_USERNAME"), value("MLFLOW_TRACKING_PASSWORD"))
        let token = value("MLFLOW_TRACKING_TOKEN")
        switch (user, password, token) {
        case (let user?, let password?, nil): self.init(user: user, password: password)
        case (_, _, let token?) where user == nil && password == nil: self.init(token: token)
        case (nil, nil, nil): self = .none
        default:
            throw RoostError(
                .invalidArgument,
                "MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD go together, and without MLFLOW_TRACKING_TOKEN; "
                    + "unset what does not belong"
            )
        }
    }
}
