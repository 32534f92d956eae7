import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import NIOFoundationCompat
import RoostEntities

extension Request {
    /// The largest JSON body that is read, in bytes.
    package static let jsonLimit = 8 << 20

    /// The body, read as JSON.
    ///
    /// - Throws: `tooLarge` before more than `limit` bytes are taken; `invalidArgument` naming the field.
    package func json<Value: Decodable>(
        _ type: Value.Type = Value.self,
        limit: Int = jsonLimit
    ) async throws -> Value {
        try checkMediaType()
        let body = try await collected(limit)
        try JSONGuard.check(body.readableBytesView)
        do {
            return try JSONDecoder().decode(type, from: body)
        } catch let error as DecodingError {
            throw RoostError(.invalidArgument, error.sentence, cause: error)
        }
    }

    private func checkMediaType() throws {
        guard let field = headers[.contentType] else { return }
        let type = field.prefix { $0 != ";" }.trimmingCharacters(in: .whitespaces).lowercased()
        guard type == "application/json" || type.hasSuffix("+json") else {
            throw HTTPFailure(
                .unsupportedMediaType,
                RoostError(.invalidArgument, "the body must be application/json, not \(quoted(type))")
            )
        }
    }

    private func collected(_ limit: Int) async throws -> ByteBuffer {
        let tooLarge = RoostError(.tooLarge, "a JSON body of this kind has \(limit >> 20) MiB at most")
        if let announced = headers[.contentLength].flatMap(Int.init), announced > limit {
            throw tooLarge
        }
        do {
            return try await body.collect(upTo: limit)
        } catch is NIOTooManyBytesError {
            throw tooLarge
        }
    }
}

extension DecodingError {
    /// What is the matter with which field, in one sentence.
    var sentence: String {
        switch self {
        case .keyNotFound(let key, let context):
            "the JSON body lacks \((context.codingPath + [key]).path)"
        case .valueNotFound(_, let context):
            "\(context.codingPath.path) is null in the JSON body; give it a value"
        case .typeMismatch(let type, let context):
            "\(context.codingPath.path) in the JSON body must be \(Self.word(for: type))"
        case .dataCorrupted(let context) where context.codingPath.isEmpty:
            "the body is no JSON: \(Self.detail(of: context))"
        case .dataCorrupted(let context):
            "\(context.codingPath.path) in the JSON body: \(context.debugDescription)"
        @unknown default:
            "the JSON body cannot be read"
        }
    }

    private static func detail(of context: Context) -> String {
        guard let error = context.underlyingError as? NSError,
            let reason = error.userInfo["NSDebugDescription"] as? String
        else { return context.debugDescription }
        return reason
    }

    private static func word(for type: any Any.Type) -> String {
        switch type {
        case is String.Type: "a string"
        case is Bool.Type: "true or false"
        case is any BinaryInteger.Type: "a whole number"
        case is any BinaryFloatingPoint.Type: "a number"
        case is [Any].Type: "an array"
        case is any Collection.Type: "\(type)".hasPrefix("Dictionary") ? "an object" : "an array"
        default: "a valid value"
        }
    }
}

extension [any CodingKey] {
    /// Such as `artifacts[3].digest`.
    fileprivate var path: String {
        guard !isEmpty else { return "the whole" }
        let text = reduce(into: "") { text, key in
            if let index = key.intValue {
                text += "[\(index)]"
            } else {
                text += (text.isEmpty ? "" : ".") + key.stringValue
            }
        }
        return quoted(text)
    }
}
