import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import RoostEntities

/// What a server answered instead of what was asked for.
struct MLflowRefusal: Error, Decodable {
    let code: String?
    let message: String?

    private enum CodingKeys: String, CodingKey {
        case code = "error_code"
        case message
    }

    /// The error in an answer; what is not MLflow's becomes a sentence about the server that sent it.
    static func error(of response: HTTPClientResponse, from server: String, asked path: String) async -> RoostError {
        let status = response.status.code
        let body = try? await response.body.collect(upTo: 1 << 20)
        let refusal = body.flatMap { try? JSONDecoder().decode(Self.self, from: Data($0.readableBytesView)) }
        let code = self.code(status: status, refusal?.code)
        guard let message = refusal?.message else {
            return RoostError(code, "\(server) answers \(status) to \(quoted(path)); is it an MLflow server?")
        }
        return RoostError(code, "\(server) refuses \(quoted(path)): \(quoted(message.prefix(500)))", cause: refusal)
    }

    private static func code(status: UInt, _ word: String?) -> RoostError.Code {
        switch (status, word) {
        case (_, "RESOURCE_ALREADY_EXISTS"): .alreadyExists
        case (_, "RESOURCE_DOES_NOT_EXIST"), (_, "NOT_FOUND"), (404, _): .notFound
        case (_, "ENDPOINT_NOT_FOUND"), (405, _), (501, _): .unsupported
        case (401, _): .unauthenticated
        case (403, _): .permissionDenied
        case (408, _), (429, _), (502...504, _), (_, "TEMPORARILY_UNAVAILABLE"): .unavailable
        case (413, _): .tooLarge
        case (400..<500, _): .invalidArgument
        default: .internal
        }
    }
}
