import HTTPTypes
import Hummingbird
import RoostEntities

/// An error as RFC 9457 spells it.
package struct Problem: Codable, Sendable, Equatable {
    /// Where the kind of problem is described, relative to the server.
    package let type: String
    /// The status in words.
    package let title: String
    package let status: Int
    /// What is wrong and what to do next.
    package let detail: String
    package let code: RoostError.Code
    package let requestID: String

    package init(_ failure: HTTPFailure, requestID: RequestID) {
        type = "/errors/\(failure.error.code.rawValue)"
        title = failure.status.reasonPhrase
        status = failure.status.code
        detail = failure.error.message
        code = failure.error.code
        self.requestID = requestID.text
    }

    package static let mediaType = "application/problem+json"

    package static func response(_ failure: HTTPFailure, context: APIContext) -> Response {
        let problem = Problem(failure, requestID: context.requestID)
        let response = try? Response.json(
            problem,
            status: failure.status,
            mediaType: mediaType,
            headers: failure.headers
        )
        return response ?? Response(status: failure.status, headers: failure.headers)
    }
}
