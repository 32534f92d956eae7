import Hummingbird
import RoostAPISupport

/// Errors in MLflow's words, those of the router among them: an address nobody has, and a method it does not take.
package struct MLflowErrors: RouterMiddleware {
    private let errors = ErrorMiddleware(
        status: { $0.mlflow.status },
        render: { failure, _ in MLflowFailure.response(failure) }
    )

    package func handle(
        _ request: Request,
        context: APIContext,
        next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        try await errors.handle(request, context: context) { request, context in
            do {
                return try await next(request, context)
            } catch let error as HTTPError where error.status == .notFound {
                throw MLflowFailure.UnknownAddress(path: request.uri.path).error
            }
        }
    }
}

extension MLflowRoutes {
    package static var errors: MLflowErrors { MLflowErrors() }

    /// Whether `path` is an address of MLflow's, answered here or not; slashes too many are passed over, as routing does.
    package static func owns(_ path: String) -> Bool {
        let parts = path.split(separator: "/", maxSplits: 2)
        return switch parts.first {
        case "api": parts.count > 1 && (parts[1].hasPrefix("2.") || parts[1].hasPrefix("3."))
        case "ajax-api": true
        case "get-artifact", "version": parts.count == 1
        case "model-versions": parts.count == 2 && parts[1] == "get-artifact"
        case "v1": parts.count == 2 && parts[1] == "traces"
        default: false
        }
    }
}
