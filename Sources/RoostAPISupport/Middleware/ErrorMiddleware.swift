import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOHTTP1
import RoostEntities

/// Turns whatever is thrown into an answer, in the words of one dialect.
package struct ErrorMiddleware: RouterMiddleware {
    private let render: @Sendable (_ failure: HTTPFailure, _ context: APIContext) -> Response
    private let status: @Sendable (RoostError.Code) -> HTTPResponse.Status

    /// - Parameters:
    ///   - status: The dialect's status of each code.
    ///   - render: The dialect's answer.
    package init(
        status: @escaping @Sendable (RoostError.Code) -> HTTPResponse.Status,
        render: @escaping @Sendable (_ failure: HTTPFailure, _ context: APIContext) -> Response
    ) {
        self.status = status
        self.render = render
    }

    package func handle(
        _ request: Request,
        context: APIContext,
        next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as HTTPParserError {
            throw error
        } catch {
            let failure = failure(of: error, request: request)
            report(failure, context: context)
            let response = render(failure, context)
            return request.method == .head ? response.createHeadResponse() : response
        }
    }

    private func failure(of error: any Error, request: Request) -> HTTPFailure {
        switch error {
        case let failure as HTTPFailure: failure
        case let error as RoostError: failure(error)
        case let error as HTTPError: failure(error, request: request)
        case is NIOTooManyBytesError: failure(RoostError(.tooLarge, "the request body is longer than is taken here"))
        case is ChannelError, is IOError: failure(RoostError(.cancelled, "the connection ended early", cause: error))
        case is CancellationError:
            failure(RoostError(.unavailable, "the server is stopping; try again in a moment", cause: error))
        default:
            failure(
                RoostError(
                    .internal,
                    "something went wrong in the server; its log says what, under this request's id",
                    cause: error
                )
            )
        }
    }

    private func failure(_ error: RoostError) -> HTTPFailure {
        HTTPFailure(status(error.code), headers: error.code.headers, error)
    }

    /// What Hummingbird itself throws: a path nobody knows, or a body it cannot take.
    private func failure(_ error: HTTPError, request: Request) -> HTTPFailure {
        if error.status == .notFound {
            let path = request.uri.path
            return failure(RoostError(.notFound, "there is nothing at \(quoted(path)); /api/v1/openapi.json lists all"))
        }
        let code: RoostError.Code = error.status.kind == .clientError ? .invalidArgument : .internal
        return HTTPFailure(
            error.status,
            headers: error.headers,
            RoostError(code, error.body ?? error.status.reasonPhrase)
        )
    }

    private func report(_ failure: HTTPFailure, context: APIContext) {
        let internals = failure.error.cause.map { "\($0)" }
        guard failure.error.code == .internal else {
            context.logger.debug(
                "request refused",
                metadata: ["code": "\(failure.error.code.rawValue)", "reason": "\(failure.error.message)"]
            )
            return
        }
        context.logger.error(
            "request failed",
            metadata: ["reason": "\(failure.error.message)", "cause": "\(internals ?? "none")"]
        )
    }
}

extension RoostError.Code {
    /// What HTTP wants to be said with some answers, in every dialect.
    fileprivate var headers: HTTPFields {
        switch self {
        case .unauthenticated: [.wwwAuthenticate: "Bearer realm=\"roost\""]
        case .unavailable: [.retryAfter: "1"]
        default: [:]
        }
    }
}
