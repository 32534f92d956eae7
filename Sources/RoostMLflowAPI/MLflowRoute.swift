import HTTPTypes
import Hummingbird
import RoostAPISupport
import RoostEntities
import RoostOperations

/// One row of MLflow's REST API: an address below `/api/…/mlflow`, and who answers.
///
/// The same row answers below `/ajax-api/…/mlflow`, where MLflow's own pages ask.
package struct MLflowRoute: Sendable {
    typealias Answer = @Sendable (_ fields: Fields, _ caller: Caller) async throws -> [UInt8]

    /// Which version of the API has it.
    enum Version: String, Sendable {
        case two = "2.0"
        case twoEleven = "2.11"
        case three = "3.0"
    }

    package let method: HTTPRequest.Method
    let version: Version
    /// Such as `runs/create`; a part in braces is a field, whatever the body says of it.
    let path: String
    /// Names that may come many times in a query.
    let repeated: Set<String>
    /// The largest body that is read, in bytes.
    let limit: Int
    private let answer: Answer

    init(
        _ method: HTTPRequest.Method,
        _ path: String,
        version: Version = .two,
        repeated: Set<String> = [],
        limit: Int = Request.jsonLimit,
        _ answer: @escaping Answer
    ) {
        self.method = method
        self.path = path
        self.version = version
        self.repeated = repeated
        self.limit = limit
        self.answer = answer
    }

    /// Both addresses.
    package var addresses: [String] {
        ["api", "ajax-api"].map { "/\($0)/\(version.rawValue)/mlflow/\(path)" }
    }

    func respond(to request: Request, _ context: APIContext) async throws -> Response {
        let caller = try context.caller
        var fields = try await request.fields(repeated: repeated, limit: limit)
        for name in path.parameterNames {
            fields.set(name, try context.parameter(name) { text throws(RoostError) in text })
        }
        return Response(json: try await answer(fields, caller))
    }
}

extension Response {
    init(status: HTTPResponse.Status = .ok, headers: HTTPFields = [:], json bytes: [UInt8]) {
        var headers = headers
        headers[.contentType] = "application/json"
        self.init(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}

extension String {
    /// What stands in braces.
    fileprivate var parameterNames: [String] {
        split(separator: "/").filter { $0.hasPrefix("{") && $0.hasSuffix("}") }.map {
            String($0.dropFirst().dropLast())
        }
    }
}
