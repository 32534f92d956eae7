import RoostEntities

/// Why something about tracked runs was refused: the cause of the error, for dialects with words of their own for it.
package enum TrackingRefusal: Error, Sendable, Hashable {
    case noRun(String)
    case noExperiment(Int64)
    case noExperimentNamed(String)
    case runIsDeleted(Identifier<Run>)
    case experimentIsDeleted(Int64)
    case parametersAreWritten(Identifier<Run>, [WrittenParameter])
    case noTag(String, Identifier<Run>)
    case noExperimentTag(String, Int64)
    case noLoggedModel(String)
    case noLoggedModelTag(String, LoggedModel.ID)
    case noTrace(String)
    case noTraceTag(String, String)
    case noAssessment(String, trace: String)
    /// A value of the first kind for an assessment of the second.
    case otherKind(TraceAssessment.Kind, TraceAssessment.Kind)

    /// A parameter that has another value already.
    package struct WrittenParameter: Sendable, Hashable {
        package let key: String
        package let kept: String
        package let refused: String
    }

    /// The error whose cause this is.
    package var error: RoostError {
        switch self {
        case .noRun(let id):
            RoostError(.notFound, "there is no run \(quoted(id)); search the runs", cause: self)
        case .noExperiment(let number):
            RoostError(.notFound, "there is no experiment \(number); search the experiments", cause: self)
        case .noExperimentNamed(let name):
            RoostError(.notFound, "there is no experiment \(quoted(name)); search the experiments", cause: self)
        case .runIsDeleted(let id):
            RoostError(
                .failedPrecondition,
                "run \(id) or its experiment was deleted; restore it to write it",
                cause: self
            )
        case .experimentIsDeleted(let number):
            RoostError(.failedPrecondition, "experiment \(number) was deleted; restore it to use it", cause: self)
        case .parametersAreWritten(_, let parameters):
            RoostError(
                .failedPrecondition,
                "parameters are written once: \(parameters.map { quoted($0.key) }.joined(separator: ", ")) have "
                    + "another value already; start another run, or use a tag for what changes",
                cause: self
            )
        case .noTag(let key, let id):
            RoostError(.notFound, "run \(id) has no tag \(quoted(key)); get the run to see its tags", cause: self)
        case .noExperimentTag(let key, let number):
            RoostError(
                .notFound,
                "experiment \(number) has no tag \(quoted(key)); get the experiment to see its tags",
                cause: self
            )
        case .noLoggedModel(let id):
            RoostError(.notFound, "there is no logged model \(quoted(id)); search the logged models", cause: self)
        case .noLoggedModelTag(let key, let id):
            RoostError(
                .notFound,
                "logged model \(id.text) has no tag \(quoted(key)); get the model to see its tags",
                cause: self
            )
        case .noTrace(let id):
            RoostError(.notFound, "there is no trace \(quoted(id)); search the traces", cause: self)
        case .noTraceTag(let key, let id):
            RoostError(
                .notFound,
                "trace \(quoted(id)) has no tag \(quoted(key)); get the trace to see its tags",
                cause: self
            )
        case .noAssessment(let id, let trace):
            RoostError(
                .notFound,
                "trace \(quoted(trace)) has no assessment \(quoted(id)); get the trace to see its assessments",
                cause: self
            )
        case .otherKind(let given, let known):
            RoostError(
                .invalidArgument,
                "an assessment that is \(known.rawValue) takes no \(given.rawValue); log another assessment",
                cause: self
            )
        }
    }
}
