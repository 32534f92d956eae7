import RoostEntities

/// An `MLmodel` file: what MLflow wrote about a model that it saved, in YAML beside the model's files.
///
/// Everything in it is outside text: names of files are contained, and what is larger than any such file is refused.
package struct MLmodel: Hashable, Sendable {
    /// What such a file is called.
    package static let fileName = "MLmodel"
    /// In bytes; a signature of thousands of columns fits.
    package static let sizeLimit = 1 << 20

    /// What each flavor needs to load the model, by the flavor's name.
    package let flavors: [String: [String: JSONValue]]
    /// What the author handed over as `metadata`.
    package let metadata: [String: JSONValue]
    /// What the first input was logged to be; `nil` when there is no signature of tensors.
    package let input: TensorSignature?

    /// - Throws: `corrupted` for a member that is not what MLflow writes.
    init(_ members: [String: JSONValue]) throws(RoostError) {
        var flavors: [String: [String: JSONValue]] = [:]
        for (name, value) in try Self.object("flavors", of: members) ?? [:] {
            guard case .object(let members) = value else {
                throw RoostError(.corrupted, "\(Self.fileName): the flavor \(quoted(name)) has no members")
            }
            flavors[name] = members
        }
        self.flavors = flavors
        metadata = try Self.object("metadata", of: members) ?? [:]
        guard case .string(let text)? = try Self.object("signature", of: members)?["inputs"] else {
            input = nil
            return
        }
        input = TensorSignature.first(inSchema: text)
    }

    /// The flavor that says most about what the model is: any but `python_function`, which nearly all have.
    package var mainFlavor: String? {
        let runnable = [Self.onnx, Self.transformers].first { flavors[$0] != nil }
        return runnable ?? flavors.keys.filter { $0 != Self.pythonFunction }.min() ?? flavors.keys.min()
    }

    private static func object(
        _ name: String,
        of members: [String: JSONValue]
    ) throws(RoostError) -> [String: JSONValue]? {
        switch members[name] {
        case nil, .null: return nil
        case .object(let members): return members
        default: throw RoostError(.corrupted, "\(fileName): '\(name)' has no members below it")
        }
    }
}
