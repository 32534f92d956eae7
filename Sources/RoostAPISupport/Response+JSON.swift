import Foundation
import HTTPTypes
import Hummingbird
import NIOFoundationCompat
import RoostEntities

extension Response {
    /// `value` as JSON: keys as they are declared, slashes unescaped.
    package static func json(
        _ value: some Encodable,
        status: HTTPResponse.Status = .ok,
        mediaType: String = "application/json",
        headers: HTTPFields = [:]
    ) throws -> Response {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        var headers = headers
        headers[.contentType] = mediaType
        return Response(
            status: status,
            headers: headers,
            body: ResponseBody(byteBuffer: try encoder.encodeAsByteBuffer(value, allocator: .init()))
        )
    }

    /// Done, and nothing to say.
    package static var noContent: Response { Response(status: .noContent) }
}
