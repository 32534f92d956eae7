import Foundation
import RoostAPISupport
import RoostEntities

/// Where the artifact proxy shows a version's files: `models/<model>/<number>/<path>`.
///
/// Nothing is written there: a version never changes.
struct VersionAddress: Hashable {
    /// What tells it from the folder of an experiment, which is a number.
    static let folder = "models"

    let model: Model.Name
    let number: Version.Number
    /// `nil` for the folder of all its files.
    let path: Artifact.Path?

    /// `nil` for the address of something else.
    ///
    /// The name stands in addresses percent-encoded, in a query as it does in an address.
    ///
    /// - Parameters:
    ///   - text: What follows the proxy's own address.
    ///   - isEncoded: Whether the path in the version is percent-encoded too.
    /// - Throws: `invalidArgument` for a path that leads elsewhere, `notFound` for what is no version.
    init?(_ text: String, isEncoded: Bool) throws(RoostError) {
        let parts = text.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: true).map(String.init)
        guard parts.first == Self.folder else { return nil }
        guard parts.count >= 3, let name = try? Model.Name(parts[1].percentDecoded()), let number = Int(parts[2]),
            let number = try? Version.Number(number)
        else {
            throw RoostError(
                .notFound,
                "No such artifact: \(quoted(text)). This server keeps the files of model versions at "
                    + "models/<model>/<number>/<path>."
            )
        }
        model = name
        self.number = number
        let path = parts.count > 3 ? parts[3] : ""
        let decoded = isEncoded ? try ArtifactAddress.decoded(path) : path
        self.path = decoded.isEmpty || decoded == "/" ? nil : try ArtifactAddress.path(decoded)
    }

    /// The same in pieces, as MLflow's pages say it.
    ///
    /// - Throws: `notFound` for what is no version.
    init(model: String, number: String, path: Artifact.Path) throws(RoostError) {
        guard let name = try? Model.Name(model), let number = Int(number).flatMap({ try? Version.Number($0) }) else {
            throw RoostError(.notFound, "Model Version (name=\(model), version=\(number)) not found")
        }
        self.model = name
        self.number = number
        self.path = path
    }

    var reference: Reference { Reference(model: model, selector: .number(number)) }

    /// The address of all files of a version.
    static func uri(of model: Model.Name, _ number: Version.Number) -> String {
        let allowed = CharacterSet(charactersIn: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.~")
        let name = model.text.addingPercentEncoding(withAllowedCharacters: allowed) ?? model.text
        return "\(ArtifactRoot.text)\(folder)/\(name)/\(number)"
    }
}
