import HTTPTypes
import Hummingbird
import RoostAPISupport
import RoostEntities

/// One row of the API: an address, what it is for, what it takes and gives, and who answers.
///
/// The router and the OpenAPI document are both made of these rows, so that they cannot disagree.
package struct Route: Sendable {
    package typealias Handler = @Sendable (Request, APIContext) async throws -> Response

    package let method: HTTPRequest.Method
    /// With its parts in braces.
    ///
    /// `{path}` at the end takes all that is left, slashes too.
    package let path: String
    /// The verb, as generated clients call it.
    let name: String
    let summary: String
    /// The least role; `nil` answers everybody.
    let role: Role?
    let query: [Parameter]
    let headers: [Parameter]
    let body: Body?
    let answers: [Answer]
    let handler: Handler

    init(
        _ method: HTTPRequest.Method,
        _ path: String,
        _ name: String,
        _ summary: String,
        role: Role? = .viewer,
        query: [Parameter] = [],
        headers: [Parameter] = [],
        body: Body? = nil,
        answers: [Answer],
        _ handler: @escaping Handler
    ) {
        self.method = method
        self.path = path
        self.name = name
        self.summary = summary
        self.role = role
        self.query = query
        self.headers = headers
        self.body = body
        self.answers = answers
        self.handler = handler
    }

    /// The address as the router spells it.
    var routerPath: RouterPath {
        RouterPath(path.replacing(/\/\{path\}$/, with: "/**"))
    }

    /// The names in braces, in order.
    var pathParameters: [String] {
        path.matches(of: /\{([a-z]+)\}/).map { String($0.1) }
    }

    /// Answers once it is known who asks.
    func respond(to request: Request, context: APIContext) async throws -> Response {
        if role != nil {
            _ = try context.caller
        }
        return try await handler(request, context)
    }
}

extension Route {
    /// What a request carries besides its address.
    enum Body: Sendable {
        case json(Schema)
        /// Content as it is.
        case bytes
    }

    /// One way a request can end well.
    enum Answer: Sendable {
        case ok(Schema)
        case created(Schema)
        case noContent
        /// Content, whole or in part, or none when the client has it.
        case content
        /// Content lies elsewhere.
        case link
        /// Text or bytes of one media type.
        case media(String)
    }
}
