import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import RoostClient
import RoostEntities

/// Asks a server that speaks MLflow's REST API, again where that may help.
package struct MLflowServer: Sendable {
    /// An answer has at most this many bytes; files are not answers.
    private static let largestAnswer = 256 << 20
    private static let mostFaults = 4

    /// Shown to people: it has no secrets in it.
    package let base: String
    private let credentials: MLflowCredentials
    private let http: HTTPClient
    private let backoff: Backoff

    package init(
        base: String,
        credentials: MLflowCredentials,
        http: HTTPClient = .transfer,
        backoff: Backoff = .network
    ) {
        self.base = base
        self.credentials = credentials
        self.http = http
        self.backoff = backoff
    }

    /// The same server, asked as one asks to see whether it is there.
    var impatient: MLflowServer {
        MLflowServer(base: base, credentials: credentials, http: http, backoff: .once)
    }

    /// `path` is below `/api/2.0/mlflow/`.
    func get<Value: Decodable>(
        _ path: String,
        _ query: [(String, String?)] = [],
        as type: Value.Type = Value.self
    ) async throws -> Value {
        let asked = query.compactMap { name, value in value.map { "\(name.percentEncoded)=\($0.percentEncoded)" } }
        let target = "/api/2.0/mlflow/\(path)" + (asked.isEmpty ? "" : "?" + asked.joined(separator: "&"))
        return try await value(.GET, target, nil)
    }

    /// `once`: whether the request must not be sent again, because it makes something new each time.
    func post<Value: Decodable>(
        _ path: String,
        _ body: [String: JSONValue],
        version: String = "2.0",
        once: Bool = false,
        as type: Value.Type = Value.self
    ) async throws -> Value {
        try await value(.POST, "/api/\(version)/mlflow/\(path)", body, once: once)
    }

    /// Asks for something whose answer has nothing to read.
    func perform(_ method: HTTPMethod, _ path: String, _ body: [String: JSONValue]) async throws {
        let _: Nothing = try await value(method, "/api/2.0/mlflow/\(path)", body)
    }

    /// Content at `target`, below the server's own address and percent-encoded; its body is still to come.
    func open(_ target: String) async throws -> HTTPClientResponse {
        try await repeating {
            try await execute(.GET, target, headers: [:], body: nil, limit: nil)
        }
    }

    /// Sends content that `body` opens anew for every attempt.
    func put(
        _ target: String,
        body: @escaping @Sendable () async throws -> HTTPClientRequest.Body
    ) async throws {
        try await repeating {
            let response = try await execute(
                .PUT,
                target,
                headers: ["Content-Type": "application/octet-stream"],
                body: try await body(),
                limit: nil
            )
            _ = try await response.body.collect(upTo: 1 << 20)
        }
    }

    private func value<Value: Decodable>(
        _ method: HTTPMethod,
        _ target: String,
        _ body: [String: JSONValue]?,
        once: Bool = false
    ) async throws -> Value {
        let bytes = try body.map { ByteBuffer(bytes: try JSONEncoder().encode($0)) }
        return try await repeating(once: once) {
            let response = try await execute(
                method,
                target,
                headers: body == nil ? [:] : ["Content-Type": "application/json"],
                body: bytes.map { .bytes($0) },
                limit: .seconds(300)
            )
            let answer = try await response.body.collect(upTo: Self.largestAnswer)
            do {
                return try JSONDecoder().decode(Value.self, from: Data(answer.readableBytesView))
            } catch {
                throw RoostError(
                    .corrupted,
                    "\(base) gave an answer to \(quoted(Self.path(of: target))) that is none of MLflow's",
                    cause: error
                )
            }
        }
    }

    /// Does `work` again, after a rest, as long as the server may yet come round; a fault of its own may be a database
    /// that was busy.
    func repeating<Value>(once: Bool = false, _ work: () async throws -> Value) async throws -> Value {
        var backoff = backoff
        var faults = 0
        while true {
            do {
                return try await work()
            } catch {
                let error = told(error)
                if error.code == .internal { faults += 1 }
                guard !once, error.code == .unavailable || (error.code == .internal && faults < Self.mostFaults) else {
                    throw error
                }
                try await backoff.rest(after: error)
            }
        }
    }

    private func told(_ error: any Error) -> RoostError {
        let told = RoostError(transport: error, server: base)
        guard told.code == .unavailable, !(told.cause is MLflowRefusal) else { return told }
        return RoostError(.unavailable, "\(base) does not answer, or no longer; is a server there?", cause: told)
    }

    private func execute(
        _ method: HTTPMethod,
        _ target: String,
        headers: HTTPHeaders,
        body: HTTPClientRequest.Body?,
        limit: TimeAmount?
    ) async throws -> HTTPClientResponse {
        var request = HTTPClientRequest(url: base + target)
        request.method = method
        request.headers = headers
        if let header = credentials.header { request.headers.add(name: "Authorization", value: header) }
        request.body = body
        let response = try await http.execute(request, deadline: limit.map { .now() + $0 } ?? .distantFuture)
        guard response.status.code >= 300 else { return response }
        throw await MLflowRefusal.error(of: response, from: base, asked: Self.path(of: target))
    }

    /// Without what was asked for in it.
    private static func path(of target: String) -> String {
        String(target.prefix { $0 != "?" })
    }
}

extension Backoff {
    fileprivate static let once = Backoff(first: .milliseconds(200), longest: .seconds(1), attempts: 2)
}

/// An answer that nobody reads.
struct Nothing: Decodable {}

extension HTTPClient {
    /// Lives as long as the process; redirects are not followed, because a password must not travel with them.
    package static let transfer: HTTPClient = {
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        configuration.timeout = .init(connect: .seconds(10), read: .seconds(120), write: .seconds(120))
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 16
        configuration.httpVersion = .http1Only
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }()
}

extension String {
    /// Every byte but letters, digits and `-._~` as `%XX`.
    var percentEncoded: String {
        var encoded = ""
        for byte in utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E:
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                encoded += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
        return encoded
    }
}
