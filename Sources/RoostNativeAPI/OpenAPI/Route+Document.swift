import Foundation
import HTTPTypes
import Hummingbird
import RoostEntities

extension Route {
    /// The row that shows the others, and itself, as an OpenAPI document.
    static func document(of routes: [Route], version: String) -> Route {
        let row = documentRow { _, _ in Response(status: .ok) }
        let document = OpenAPIDocument(routes: routes + [row], version: version)
        return documentRow { _, _ in try document.response() }
    }

    private static func documentRow(_ handler: @escaping Handler) -> Route {
        Route(
            .get,
            "/api/v1/openapi.json",
            "openapi",
            "This document.",
            role: nil,
            answers: [.ok(.any("An OpenAPI 3.1 document."))],
            handler
        )
    }
}

extension OpenAPIDocument {
    /// Keys in order, so that two documents can be compared line by line.
    func response() throws -> Response {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Response(
            status: .ok,
            headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: try encoder.encode(json)))
        )
    }
}
