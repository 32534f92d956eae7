import HTTPTypes
import Hummingbird
import RoostEntities
import RoostOperations

/// Finds out who asks.
///
/// It refuses nobody: a handler that needs to know asks ``APIContext/caller``.
package struct IdentifyMiddleware: RouterMiddleware {
    private let authenticate: @Sendable (_ secret: String) async throws -> Caller

    package init(authenticate: @escaping @Sendable (_ secret: String) async throws -> Caller) {
        self.authenticate = authenticate
    }

    package func handle(
        _ request: Request,
        context: APIContext,
        next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        context.identity = await identity(of: request)
        return try await next(request, context)
    }

    private func identity(of request: Request) async -> Result<Caller, RoostError> {
        guard let field = request.headers[.authorization] else { return .failure(.noToken) }
        guard let secret = BearerSecret(authorization: field) else {
            return .failure(
                RoostError(
                    .unauthenticated,
                    "the Authorization header is neither 'Bearer <token>' nor 'Basic' with the token as password"
                )
            )
        }
        do {
            return .success(try await authenticate(secret.text))
        } catch let error as RoostError {
            return .failure(error)
        } catch {
            return .failure(RoostError(.internal, "the token could not be checked", cause: error))
        }
    }
}
