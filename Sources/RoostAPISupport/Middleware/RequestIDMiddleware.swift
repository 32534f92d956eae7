import HTTPTypes
import Hummingbird
import Logging

/// Gives every request a name that its answer and its log lines carry.
package struct RequestIDMiddleware: RouterMiddleware {
    package init() {}

    package func handle(
        _ request: Request,
        context: APIContext,
        next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        if let chosen = request.headers[.requestID].flatMap(RequestID.init) {
            context.requestID = chosen
        }
        context.logger[metadataKey: "hb.request.id"] = nil
        context.logger[metadataKey: "request"] = "\(context.requestID)"
        var response = try await next(request, context)
        response.headers[.requestID] = context.requestID.text
        return response
    }
}
