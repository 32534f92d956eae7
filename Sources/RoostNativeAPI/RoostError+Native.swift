import HTTPTypes
import RoostAPISupport
import RoostEntities

extension RoostError.Code {
    /// What the native API answers with.
    package var native: HTTPResponse.Status {
        switch self {
        case .invalidArgument: .badRequest
        case .unauthenticated: .unauthorized
        case .permissionDenied: .forbidden
        case .notFound: .notFound
        case .alreadyExists, .failedPrecondition: .conflict
        case .tooLarge: .contentTooLarge
        case .outOfRange: .rangeNotSatisfiable
        case .corrupted: .unprocessableContent
        case .unsupported: .notImplemented
        case .cancelled: .clientClosedRequest
        case .unavailable: .serviceUnavailable
        case .internal: .internalServerError
        }
    }
}
