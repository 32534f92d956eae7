import HTTPTypes

/// The ways in which a request can end badly, under their names in the document.
enum Failure: String, CaseIterable, Sendable {
    case invalid = "Invalid"
    case unauthenticated = "Unauthenticated"
    case forbidden = "Forbidden"
    case missing = "Missing"
    case conflict = "Conflict"
    case tooLarge = "TooLarge"
    case mediaType = "MediaType"
    case range = "Range"
    case corrupted = "Corrupted"

    var status: Int {
        switch self {
        case .invalid: 400
        case .unauthenticated: 401
        case .forbidden: 403
        case .missing: 404
        case .conflict: 409
        case .tooLarge: 413
        case .mediaType: 415
        case .range: 416
        case .corrupted: 422
        }
    }

    var meaning: String {
        switch self {
        case .invalid: "The request cannot be right, whatever the state of the system."
        case .unauthenticated: "No valid token came with the request."
        case .forbidden: "The token's role does not suffice, or it opens another project."
        case .missing: "There is no such thing."
        case .conflict: "The request is right, but the state of its subject forbids it now."
        case .tooLarge: "More bytes or entries than a limit allows."
        case .mediaType: "The body is not JSON."
        case .range: "The range lies outside the content."
        case .corrupted: "Content is not what its digest or its kind says."
        }
    }
}

extension Route {
    /// How this route can fail, read off what it takes.
    var failures: [Failure] {
        var failures: Set<Failure> = [.invalid]
        if role != nil { failures.formUnion([.unauthenticated, .forbidden]) }
        if !pathParameters.isEmpty || !query.isEmpty { failures.insert(.missing) }
        if method != .get, method != .head { failures.formUnion([.missing, .conflict]) }
        if headers.contains(where: { $0.name == Parameter.range.name }) { failures.insert(.range) }
        switch body {
        case .json: failures.formUnion([.tooLarge, .mediaType, .corrupted])
        case .bytes: failures.formUnion([.tooLarge, .corrupted])
        case nil: break
        }
        return failures.sorted { $0.status < $1.status }
    }
}
