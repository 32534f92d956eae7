import Hummingbird
import RoostEntities

extension APIContext {
    /// The part of the path that the route calls `name`, read by `parse`.
    package func parameter<Value>(
        _ name: String,
        _ parse: (String) throws(RoostError) -> Value
    ) throws(RoostError) -> Value {
        guard let raw = parameters.get(name) else {
            throw RoostError(.internal, "the route has no part called '\(name)'")
        }
        return try parse(try raw.percentDecoded())
    }

    /// All that follows the route's fixed part, with its slashes.
    package func remainder<Value>(
        _ parse: (String) throws(RoostError) -> Value
    ) throws(RoostError) -> Value {
        guard let raw = parameters[Parameters.recursiveCaptureKey] else {
            throw RoostError(.internal, "the route has no remainder")
        }
        return try parse(try raw.percentDecoded())
    }
}
