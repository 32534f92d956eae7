import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// Asks the server and understands its answers.
struct Connection: Sendable {
    private let base: String
    private let token: String
    private let http: HTTPClient
    private let patient: HTTPClient
    let backoff: Backoff

    init(url: URL, token: String, http: HTTPClient?, backoff: Backoff) {
        var base = url.absoluteString
        while base.hasSuffix("/") { base.removeLast() }
        self.base = base
        self.token = token
        self.http = http ?? .roost
        patient = http ?? .patient
        self.backoff = backoff
    }

    /// The answer, decoded.
    func value<Value: Decodable>(_ request: Request, as type: Value.Type = Value.self) async throws -> Value {
        let response = try await send(request)
        let bytes = try await Self.collect(response, from: base)
        do {
            return try JSONDecoder().decode(Value.self, from: bytes)
        } catch {
            throw RoostError(
                .internal,
                "\(base) gave an answer that cannot be read; are 'roost' and its server of one version?",
                cause: error
            )
        }
    }

    /// Asks for something whose answer has nothing to read.
    func perform(_ request: Request) async throws {
        let response = try await send(request)
        _ = try await Self.collect(response, from: base)
    }

    /// The answer's head, with its body still to come.
    ///
    /// - Throws: what the server refuses, as the ``RoostError`` it sent.
    func send(_ request: Request) async throws -> HTTPClientResponse {
        var message = HTTPClientRequest(url: base + request.target)
        message.method = HTTPMethod(rawValue: request.method.rawValue)
        message.headers.add(name: "Authorization", value: "Bearer \(token)")
        message.headers.add(name: "Accept", value: "application/json, application/problem+json, */*")
        for (name, value) in request.headers {
            message.headers.add(name: name, value: value)
        }
        message.body = request.body
        let response = try await answer(to: message, request)
        guard response.status.code >= 400 else { return response }
        throw await Problem.read(response, from: base)
    }

    /// A question without consequences is asked again when the other side had just closed an idle connection.
    private func answer(to message: HTTPClientRequest, _ request: Request) async throws -> HTTPClientResponse {
        let http = request.isPatient ? patient : http
        do {
            return try await execute(message, limit: request.limit, over: http)
        } catch let error as RoostError where request.method == .get && error.isClosedConnection {
            return try await execute(message, limit: request.limit, over: http)
        }
    }

    /// Content elsewhere: no token goes there, and a few redirects are followed.
    func follow(_ link: String, headers: HTTPHeaders) async throws -> HTTPClientResponse {
        var target = try Self.checked(link)
        for _ in 0..<5 {
            var message = HTTPClientRequest(url: target.absoluteString)
            message.headers = headers
            let response = try await execute(message, limit: nil, over: http)
            switch response.status.code {
            case 200...299, 416:
                return response
            case 301, 302, 303, 307, 308:
                let location = response.headers.first(name: "Location") ?? ""
                target = try Self.checked(URL(string: location, relativeTo: target)?.absoluteString ?? location)
            case 500...599:
                throw RoostError(.unavailable, "\(quoted(link)) answers \(response.status.code); try again later")
            default:
                throw RoostError(.notFound, "\(quoted(link)) answers \(response.status.code); is the link still right?")
            }
        }
        throw RoostError(.unavailable, "\(quoted(link)) redirects more than five times")
    }

    private static func checked(_ link: String) throws(RoostError) -> URL {
        guard let url = URL(string: link), ["http", "https"].contains(url.scheme?.lowercased()), url.host() != nil
        else {
            throw RoostError(.unsupported, "\(quoted(link)) is no http or https address; fetch it by hand")
        }
        return url
    }

    private func execute(
        _ message: HTTPClientRequest,
        limit: TimeAmount?,
        over http: HTTPClient
    ) async throws -> HTTPClientResponse {
        do {
            return try await http.execute(message, deadline: limit.map { .now() + $0 } ?? .distantFuture)
        } catch {
            throw RoostError(transport: error, server: Self.origin(of: message.url))
        }
    }

    private static func origin(of url: String) -> String {
        guard let url = URL(string: url), let scheme = url.scheme, let host = url.host() else { return quoted(url) }
        return "\(scheme)://\(host)" + (url.port.map { ":\($0)" } ?? "")
    }

    private static func collect(_ response: HTTPClientResponse, from server: String) async throws -> ByteBuffer {
        do {
            return try await response.body.collect(upTo: 256 << 20)
        } catch {
            throw RoostError(transport: error, server: server)
        }
    }
}

extension JSONDecoder {
    fileprivate func decode<Value: Decodable>(_ type: Value.Type, from buffer: ByteBuffer) throws -> Value {
        try decode(type, from: Data(buffer.readableBytesView))
    }
}
