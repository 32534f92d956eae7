import HTTPTypes
import Hummingbird
import RoostEntities

extension Router where Context == APIContext {
    /// Lets every path answer the methods it does not have with 405 and the list of those it has.
    ///
    /// To be called when all routes are in.
    package func refuseOtherMethods() {
        for (path, routes) in Dictionary(grouping: routes, by: \.path.description) {
            let methods = Set(routes.map(\.method))
            let allowed = methods.union(methods.contains(.get) ? [.head] : []).map(\.rawValue).sorted()
            for method in HTTPRequest.Method.common.subtracting(methods)
            where method != .head || !methods.contains(.get) {
                on(RouterPath(path), method: method) { request, _ -> Response in
                    throw HTTPFailure.methodNotAllowed(request, allowed: allowed.joined(separator: ", "))
                }
            }
        }
    }
}

extension HTTPRequest.Method {
    fileprivate static let common = Set(
        ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "QUERY", "PROPFIND"]
            .compactMap { Self(rawValue: $0) }
    )
}

extension HTTPFailure {
    fileprivate static func methodNotAllowed(_ request: Request, allowed: String) -> HTTPFailure {
        HTTPFailure(
            .methodNotAllowed,
            headers: [.allow: allowed],
            RoostError(
                .invalidArgument,
                "\(request.method.rawValue) cannot be done to \(quoted(request.uri.path)); it takes \(allowed)"
            )
        )
    }
}
