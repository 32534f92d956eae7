import RoostEntities

/// Why something about registered models was refused: the cause of the error, for dialects with words of their own for it.
package enum RegistryRefusal: Error, Sendable, Hashable {
    case noModel(String)
    case modelExists(Model.Name)
    case noVersion(Model.Name, Int64)
    /// The model has no version at all.
    case noLatest(Model.Name)
    case noAlias(String)
    /// What was named beside it does not hold the source.
    case sourceElsewhere(String, Holder)
    /// Run and logged model that were named are not those of the version that is the source.
    case otherLineage(String)
    case sourceIsPrompt(String)

    /// What has to hold a source.
    package enum Holder: Sendable, Hashable {
        case run, loggedModel
    }

    /// The error whose cause this is.
    package var error: RoostError {
        switch self {
        case .noModel(let name):
            RoostError(.notFound, "there is no model \(quoted(name)); search the models", cause: self)
        case .modelExists(let name):
            RoostError(
                .alreadyExists,
                "model \(quoted(name.text)) exists; make a version of it, or pick another name",
                cause: self
            )
        case .noVersion(let name, let number):
            RoostError(.notFound, "model \(quoted(name.text)) has no version \(number); list its versions", cause: self)
        case .noLatest(let name):
            RoostError(.notFound, "model \(quoted(name.text)) has no version yet; make one", cause: self)
        case .noAlias(let alias):
            RoostError(
                .invalidArgument,
                "there is no alias \(quoted(alias)); get the model to see its own",
                cause: self
            )
        case .sourceElsewhere(let source, let holder):
            RoostError(
                .invalidArgument,
                "\(quoted(source)) does not lie in the \(holder.words) that was named; name the one that holds it",
                cause: self
            )
        case .otherLineage(let source):
            RoostError(
                .invalidArgument,
                "\(quoted(source)) came out of another run or logged model; name that one, or none",
                cause: self
            )
        case .sourceIsPrompt(let source):
            RoostError(.invalidArgument, "\(quoted(source)) is a prompt; name a version of a model", cause: self)
        }
    }
}

extension RegistryRefusal.Holder {
    fileprivate var words: String {
        switch self {
        case .run: "run"
        case .loggedModel: "logged model"
        }
    }
}
