import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// What a server refuses with: problem details as RFC 9457 has them, with our code.
struct Problem: Decodable {
    let detail: String?
    let title: String?
    let code: String?

    /// The error in `response`; anything that is not ours becomes a sentence about the server that sent it.
    static func read(_ response: HTTPClientResponse, from server: String) async -> RoostError {
        let status = response.status
        guard let body = try? await response.body.collect(upTo: 1 << 20),
            let problem = try? JSONDecoder().decode(Problem.self, from: Data(body.readableBytesView)),
            let message = problem.detail ?? problem.title
        else {
            return RoostError(
                code(for: status),
                "\(server) answers \(status.code) and does not say why; is it a Roost server?"
            )
        }
        return RoostError(problem.code.flatMap(RoostError.Code.init(rawValue:)) ?? code(for: status), message)
    }

    private static func code(for status: HTTPResponseStatus) -> RoostError.Code {
        switch status.code {
        case 401: .unauthenticated
        case 403: .permissionDenied
        case 404, 410: .notFound
        case 408, 429, 502, 503, 504: .unavailable
        case 409, 412: .failedPrecondition
        case 413: .tooLarge
        case 416: .outOfRange
        case 501: .unsupported
        case 400...499: .invalidArgument
        default: .internal
        }
    }
}
