import HTTPTypes
import Hummingbird
import RoostAPISupport
import RoostEntities
import RoostOperations

extension RoostError.Code {
    /// MLflow's spelling, as its clients match on it.
    package var mlflow: (status: HTTPResponse.Status, code: String) {
        switch self {
        case .invalidArgument, .failedPrecondition, .tooLarge: (.badRequest, "INVALID_PARAMETER_VALUE")
        case .unauthenticated: (.unauthorized, "UNAUTHENTICATED")
        case .permissionDenied: (.forbidden, "PERMISSION_DENIED")
        case .notFound: (.notFound, "RESOURCE_DOES_NOT_EXIST")
        case .alreadyExists: (.badRequest, "RESOURCE_ALREADY_EXISTS")
        case .outOfRange: (.rangeNotSatisfiable, "INVALID_PARAMETER_VALUE")
        case .corrupted: (.unprocessableContent, "BAD_REQUEST")
        case .unsupported: (.notImplemented, "NOT_IMPLEMENTED")
        case .cancelled: (.clientClosedRequest, "CANCELLED")
        case .unavailable: (.serviceUnavailable, "TEMPORARILY_UNAVAILABLE")
        case .internal: (.internalServerError, "INTERNAL_ERROR")
        }
    }
}

/// An error as MLflow spells it.
enum MLflowFailure {
    /// Messages that show what was sent stay within this many characters.
    private static let longest = 4000

    static func response(_ failure: HTTPFailure) -> Response {
        let isUnknownAddress = failure.error.cause is UnknownAddress || failure.status == .methodNotAllowed
        let code = isUnknownAddress ? "ENDPOINT_NOT_FOUND" : failure.error.code.mlflow.code
        let message =
            (failure.error.cause as? TrackingRefusal)?.message ?? (failure.error.cause as? RegistryRefusal)?.message
            ?? failure.error.message
        let body = JSONWriter.object { writer in
            writer.member("error_code", code)
            writer.member("message", String(message.prefix(longest)))
        }
        var headers = failure.headers
        if failure.status == .unauthorized { headers[.wwwAuthenticate] = "Basic realm=\"roost\"" }
        return Response(status: failure.status, headers: headers, json: body)
    }

    /// Why nobody answers: clients that find this look for an older address.
    struct UnknownAddress: Error {
        let path: String

        var error: RoostError {
            RoostError(
                .notFound,
                "Roost does not implement \(quoted(path)); docs/api/mlflow.md lists what it does",
                cause: self
            )
        }
    }
}

extension TrackingRefusal {
    /// MLflow's sentence.
    var message: String {
        switch self {
        case .noRun(let id): "Run with id=\(id) not found"
        case .noExperiment(let number): "No Experiment with id=\(number) exists"
        case .noExperimentNamed(let name): "Could not find experiment with name '\(name)'"
        case .runIsDeleted(let id): "The run \(id) must be in the 'active' state. Current state is deleted."
        case .experimentIsDeleted(let number):
            "The experiment \(number) must be in the 'active' state. Current state is deleted."
        case .parametersAreWritten(let id, let parameters):
            "Changing param values is not allowed. Params were already logged='["
                + parameters.map { "{'key': '\($0.key)', 'old_value': '\($0.kept)', 'new_value': '\($0.refused)'}" }
                .joined(separator: ", ")
                + "]' for run ID='\(id)'."
        case .noTag(let key, let id): "No tag with name: \(key) in run with id \(id)"
        case .noExperimentTag(let key, let number): "No tag with name: \(key) in experiment with id \(number)"
        case .noLoggedModel(let id): "Logged model with ID '\(id)' not found."
        case .noLoggedModelTag(let key, let id): "No tag with key '\(key)' found for model with ID '\(id.text)'."
        case .noTrace(let id): "Trace with ID '\(id)' not found."
        case .noTraceTag(let key, let id): "No trace tag with key '\(key)' for trace with ID '\(id)'"
        case .noAssessment(let id, let trace): "Assessment with ID '\(id)' not found for trace '\(trace)'"
        case .otherKind(let given, let known):
            "Cannot update \(given.rawValue) value on \(known == .feedback ? "a Feedback" : "an Expectation") assessment."
        }
    }
}
