import Hummingbird
import RoostAPISupport
import RoostMLflowAPI
import RoostNativeAPI

/// Errors in the words of the dialect that owns the address, also where no route of it is reached.
struct DialectErrors: RouterMiddleware {
    func handle(
        _ request: Request,
        context: APIContext,
        next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        guard MLflowRoutes.owns(request.uri.path) else {
            return try await NativeRoutes.errors.handle(request, context: context, next: next)
        }
        return try await MLflowRoutes.errors.handle(request, context: context, next: next)
    }
}
