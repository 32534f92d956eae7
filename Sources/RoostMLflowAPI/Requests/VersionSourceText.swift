import Foundation
import RoostAPISupport
import RoostEntities
import RoostOperations

/// What a client calls the source of a version, taken apart.
///
///     source = "runs:/" run [ "/" path ]
///            | "models:/" ( logged-model [ "/" path ] | model "/" ( number | stage | "latest" ) | model "@" alias )
///            | "mlflow-artifacts:/" experiment "/" ( run | "models/" logged-model ) "/artifacts" [ "/" path ]
///            | "mlflow-artifacts:/models/" model "/" number
///            | scheme ":" anything
struct VersionSourceText {
    private let text: String
    private let scheme: String
    private let hasAuthority: Bool
    /// Percent-decoded.
    private let parts: [String]
    /// Whoever is complained about when the source lies where it must not.
    private let holder: RegistryRefusal.Holder

    /// Sources of prompts, which have none.
    private static let placeholders: Set<String> = ["dummy-source", "prompt-template"]

    /// - Parameters:
    ///   - text: As the client wrote it.
    ///   - namesModel: Whether a logged model was named beside it.
    ///   - isPrompt: Whether the version is one.
    /// - Returns: Where the files are.
    /// - Throws: `invalidArgument` in MLflow's words for a place on the server's disk, a path that leads out of its
    ///   folder, and a place in the artifact proxy that is nobody's.
    static func origin(of text: String, namesModel: Bool, isPrompt: Bool) throws(RoostError) -> VersionOrigin {
        if isPrompt {
            guard placeholders.contains(text) else {
                throw RoostError(
                    .invalidArgument,
                    "Invalid prompt source: '\(text)'. Prompt sources must use an MLflow placeholder."
                )
            }
            return .prompt
        }
        return try VersionSourceText(text, namesModel ? .loggedModel : .run).origin
    }

    private init(_ text: String, _ holder: RegistryRefusal.Holder) throws(RoostError) {
        self.text = text
        self.holder = holder
        guard let colon = text.firstIndex(of: ":"), let scheme = Self.scheme(text[..<colon]),
            scheme != "file"
        else { throw Self.local(text, holder) }
        self.scheme = scheme
        let rest = text[colon...].dropFirst()
        let authority = rest.hasPrefix("//") ? rest.dropFirst(2).prefix { !"/?#".contains($0) } : ""
        hasAuthority = !authority.isEmpty
        let path = rest[(hasAuthority ? authority.endIndex : rest.startIndex)...].prefix { !"?#".contains($0) }
        guard let path = Self.decoded(String(path)) else { throw Self.relative(text) }
        parts = path
    }

    /// In lower case; `nil` for what is none, such as the letter of a disk.
    private static func scheme(_ text: Substring) -> String? {
        let rest = text.dropFirst()
        guard let first = text.first, first.isASCII, first.isLetter, !rest.isEmpty,
            rest.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "+.-".contains($0)) })
        else { return nil }
        return text.lowercased()
    }

    private var origin: VersionOrigin {
        get throws(RoostError) {
            switch scheme {
            case "runs": return try run
            case "models": return try model
            case "mlflow-artifacts": return try proxied
            case "http", "https":
                guard !parts.joined(separator: "/").contains("api/2.0/mlflow-artifacts/artifacts") else {
                    throw outside
                }
                return .elsewhere
            default: return .elsewhere
            }
        }
    }

    private var run: VersionOrigin {
        get throws(RoostError) {
            guard !hasAuthority, let first = parts.first, let id = try? TrackedRunID(first) else { throw outside }
            return .run(id, experiment: nil, path: try path(after: 1))
        }
    }

    private var model: VersionOrigin {
        get throws(RoostError) {
            guard !hasAuthority, let first = parts.first else { throw outside(.loggedModel) }
            if let id = try? LoggedModel.ID(first) {
                return .loggedModel(id, experiment: nil, path: try path(after: 1))
            }
            if parts.count == 1, first.contains("@"), let reference = try? Reference(first) {
                return .version(reference)
            }
            guard parts.count == 2, let name = try? Model.Name(first) else { throw outside(.loggedModel) }
            if let stage = TrackedVersion.Stage(rawValue: parts[1].lowercased()) { return .stage(name, stage) }
            if parts[1].lowercased() == "latest" { return .version(Reference(model: name, selector: .latest)) }
            guard let number = number(parts[1]) else { throw outside(.loggedModel) }
            return .version(Reference(model: name, selector: .number(number)))
        }
    }

    private var proxied: VersionOrigin {
        get throws(RoostError) {
            guard !hasAuthority else { throw outside }
            if parts.count == 3, parts[0] == "models", let name = try? Model.Name(parts[1]),
                let number = number(parts[2])
            {
                return .version(Reference(model: name, selector: .number(number)))
            }
            guard parts.count >= 3, let experiment = Int64(parts[0]) else { throw outside }
            if parts.count >= 4, parts[1] == "models", parts[3] == "artifacts", let id = try? LoggedModel.ID(parts[2]) {
                return .loggedModel(id, experiment: experiment, path: try path(after: 4))
            }
            guard parts[2] == "artifacts", let id = try? TrackedRunID(parts[1]) else { throw outside }
            return .run(id, experiment: experiment, path: try path(after: 3))
        }
    }

    private func number(_ text: String) -> Version.Number? { Int(text).flatMap { try? Version.Number($0) } }

    private func path(after count: Int) throws(RoostError) -> Artifact.Path? {
        guard parts.count > count else { return nil }
        guard let path = try? Artifact.Path(parts.dropFirst(count).joined(separator: "/")) else {
            throw Self.relative(text)
        }
        return path
    }

    /// The components of a path; `nil` when one leads elsewhere, however often it was encoded.
    private static func decoded(_ path: String) -> [String]? {
        guard let first = try? path.percentDecoded() else { return nil }
        var decoded = first
        for _ in 0..<8 {
            let parts = decoded.split(whereSeparator: { $0 == "/" || $0 == "\\" })
            guard !parts.contains(".."), !parts.contains("."), !decoded.unicodeScalars.contains("\0") else {
                return nil
            }
            guard let again = try? decoded.percentDecoded(), again != decoded else {
                return first.split(separator: "/").map(String.init)
            }
            decoded = again
        }
        return nil
    }

    private var outside: RoostError { outside(holder) }

    private func outside(_ holder: RegistryRefusal.Holder) -> RoostError {
        RegistryRefusal.sourceElsewhere(text, holder).error
    }

    private static func relative(_ text: String) -> RoostError {
        RoostError(
            .invalidArgument,
            "Invalid model version source: '\(text)'. If supplying a source as an http, https, local file path, ftp, "
                + "objectstore, or mlflow-artifacts uri, an absolute path must be provided without relative path "
                + "references present. Please provide an absolute path."
        )
    }

    private static func local(_ text: String, _ holder: RegistryRefusal.Holder) -> RoostError {
        let parameter = holder == .run ? "run_id" : "model_id"
        return RoostError(
            .invalidArgument,
            "Invalid model version source: '\(text)'. To use a local path as a model version source, the \(parameter) "
                + "request parameter has to be specified and the local path has to be contained within the artifact "
                + "directory of the run specified by the \(parameter)."
        )
    }
}
