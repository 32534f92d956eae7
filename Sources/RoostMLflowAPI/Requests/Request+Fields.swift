import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import RoostAPISupport
import RoostEntities

extension Request {
    /// What the request says: of GET the query, of other methods the JSON body.
    ///
    /// - Throws: `tooLarge` before more than `limit` bytes are taken; `invalidArgument` for what is no JSON object.
    func fields(repeated: Set<String>, limit: Int) async throws -> Fields {
        if method == .get || method == .head, let query = uri.query, !query.isEmpty {
            return try Fields(query: query, repeated: repeated)
        }
        let bytes = try await collected(limit)
        guard !bytes.isEmpty else { return Fields([:]) }
        try checkContentType()
        return try Fields(json: bytes)
    }

    /// A form that a foreign page makes a browser send has another content type.
    private func checkContentType() throws(RoostError) {
        guard headers[.contentType] != "application/json" else { return }
        let type = headers[.contentType]?.prefix { $0 != ";" }.trimmingCharacters(in: .whitespaces).lowercased()
        guard type == "application/json" else {
            throw RoostError(
                .invalidArgument,
                type == nil
                    ? "Bad Request. Content-Type header is missing."
                    : "Bad Request. Content-Type must be one of ['application/json']."
            )
        }
    }

    /// The body.
    ///
    /// - Throws: `tooLarge` before more than `limit` bytes are taken.
    func collected(_ limit: Int) async throws -> [UInt8] {
        let tooLarge = RoostError(.tooLarge, "A request body has \(limit >> 20) MiB at most; split it up.")
        if let announced = headers[.contentLength].flatMap(Int.init), announced > limit { throw tooLarge }
        do {
            return Array(buffer: try await body.collect(upTo: limit))
        } catch is NIOTooManyBytesError {
            throw tooLarge
        }
    }
}

extension Fields {
    /// Names in `repeated` are lists, of others the first counts.
    init(query: String, repeated: Set<String>) throws(RoostError) {
        var values: [String: JSONValue] = [:]
        for pair in query.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = try parts[0].percentDecoded(plusIsSpace: true)
            let value = parts.count > 1 ? try parts[1].percentDecoded(plusIsSpace: true) : ""
            if repeated.contains(name) {
                guard case .array(let others)? = values[name] else {
                    values[name] = .array([.string(value)])
                    continue
                }
                values[name] = .array(others + [.string(value)])
            } else if values[name] == nil {
                values[name] = .string(value)
            }
        }
        self.init(values)
    }
}
