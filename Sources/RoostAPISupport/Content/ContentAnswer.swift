import HTTPTypes
import Hummingbird
import NIOCore
import RoostEntities

/// Content of the store on its way out: whole, in part, or not at all because the client has it.
package struct ContentAnswer: Sendable {
    private let digest: Digest
    private let size: Int64
    private let headers: HTTPFields

    /// - Parameters:
    ///   - digest: Of the whole content.
    ///   - size: Of the whole content, in bytes.
    ///   - name: What a browser should call the file.
    ///   - mediaType: What it is; pages are never shown, whatever it says.
    ///   - immutable: The address names the content itself, so that it can be kept for ever.
    package init(
        digest: Digest,
        size: Int64,
        name: String? = nil,
        mediaType: String = "application/octet-stream",
        immutable: Bool = false
    ) {
        self.digest = digest
        self.size = size
        var headers: HTTPFields = [
            .acceptRanges: "bytes",
            .contentType: mediaType,
            .eTag: "\(EntityTag(digest))",
            .cacheControl: immutable ? "private, max-age=31536000, immutable" : "private, no-cache",
        ]
        headers[.contentDisposition] = name.map { "attachment; filename*=UTF-8''\($0.attributeEncoded)" }
        self.headers = headers
    }

    /// The answer to a request for this content; `read` opens a part of it, when bytes are to be sent.
    package func response<Body: AsyncSequence & Sendable>(
        to request: Request,
        read: (_ part: Range<Int64>?) async throws -> Body
    ) async throws -> Response where Body.Element == ByteBuffer {
        guard !EntityTag(digest).matches(ifNoneMatch: request.headers[.ifNoneMatch]) else {
            return Response(status: .notModified, headers: headers)
        }
        switch range(of: request) {
        case .whole:
            return try await response(.ok, part: nil, length: size, to: request, read: read)
        case .part(let part):
            return try await response(.partialContent, part: part, length: Int64(part.count), to: request, read: read)
        case .outside:
            throw HTTPFailure(
                .rangeNotSatisfiable,
                headers: [.contentRange: "bytes */\(size)"],
                RoostError(.outOfRange, "the content has \(size) bytes; ask for a range inside of it")
            )
        }
    }

    /// A range counts only for the state of the content that `If-Range` names.
    private func range(of request: Request) -> ByteRange {
        guard request.method == .get else { return .whole }
        if let condition = request.headers[.ifRange], condition != "\(EntityTag(digest))" { return .whole }
        return ByteRange(header: request.headers[.range], size: size)
    }

    private func response<Body: AsyncSequence & Sendable>(
        _ status: HTTPResponse.Status,
        part: Range<Int64>?,
        length: Int64,
        to request: Request,
        read: (Range<Int64>?) async throws -> Body
    ) async throws -> Response where Body.Element == ByteBuffer {
        var headers = headers
        headers[.contentLength] = String(length)
        if let part {
            headers[.contentRange] = "bytes \(part.lowerBound)-\(part.upperBound - 1)/\(size)"
        }
        guard request.method != .head, length > 0 else {
            return Response(status: status, headers: headers)
        }
        let body = try await read(part)
        return Response(
            status: status,
            headers: headers,
            body: ResponseBody(contentLength: Int(length)) { writer in
                try await writer.write(body)
                try await writer.finish(nil)
            }
        )
    }
}

extension String {
    /// Percent-encoded as a header parameter wants it (RFC 8187).
    fileprivate var attributeEncoded: String {
        utf8.reduce(into: "") { text, byte in
            let scalar = Unicode.Scalar(byte)
            let plain = scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
            if plain || "-._~".unicodeScalars.contains(scalar) {
                text.unicodeScalars.append(scalar)
            } else {
                text += "%" + String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
            }
        }
    }
}
