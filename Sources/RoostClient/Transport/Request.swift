import AsyncHTTPClient
import Foundation
import NIOCore

/// One question to the server.
struct Request: Sendable {
    enum Method: String {
        case get = "GET"
        case post = "POST"
        case put = "PUT"
        case patch = "PATCH"
        case delete = "DELETE"
    }

    var method: Method
    /// Below `root`, not yet encoded.
    var path: [String]
    var root = "/api/v1/"
    var query: [(name: String, value: String?)] = []
    var headers: [(name: String, value: String)] = []
    var body: HTTPClientRequest.Body?
    /// Whether the answer may take long to begin.
    var isPatient = false
    /// How long the whole exchange may take; `nil` for transfers, which may take as long as bytes flow.
    var limit: TimeAmount? = .seconds(120)

    init(_ method: Method, _ path: [String]) {
        self.method = method
        self.path = path
    }

    func adding(_ page: PageRequest) -> Request {
        var request = self
        request.query += [("limit", String(page.limit)), ("after", page.after?.text)]
        return request
    }

    func adding(_ name: String, _ value: String?) -> Request {
        var request = self
        request.query.append((name, value))
        return request
    }

    func json(_ body: some Encodable) throws -> Request {
        var request = self
        request.body = .bytes(ByteBuffer(bytes: try JSONEncoder().encode(body)))
        request.headers.append(("Content-Type", "application/json"))
        return request
    }

    /// Everything after the server's address, percent-encoded.
    var target: String {
        let asked = query.compactMap { name, value in value.map { "\(Self.encode(name))=\(Self.encode($0))" } }
        let path = root + path.map(Self.encode).joined(separator: "/")
        return asked.isEmpty ? path : path + "?" + asked.joined(separator: "&")
    }

    private static func encode(_ text: String) -> String {
        var encoded = ""
        for byte in text.utf8 {
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
