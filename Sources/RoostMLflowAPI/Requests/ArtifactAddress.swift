import RoostAPISupport
import RoostEntities
import RoostOperations

/// Where the artifact proxy keeps a file: `<experiment>/<run>/artifacts/<path>`,
/// `<experiment>/models/<model>/artifacts/<path>` of a logged model, or `<experiment>/traces/<trace>/artifacts/<path>`.
struct ArtifactAddress: Hashable {
    let owner: TrackedOwner
    /// `nil` for the folder of all the artifacts.
    let path: Artifact.Path?

    /// - Parameter text: What follows the proxy's own address, percent-encoded.
    /// - Throws: `invalidArgument` for a path that leads elsewhere, `notFound` for one that is nobody's.
    init(_ text: String) throws(RoostError) {
        let text = try Self.decoded(text)
        var parts = Self.parts(of: text, atMost: 4)
        let kind = parts.count > 3 && ["models", "traces"].contains(parts[1]) ? parts[1] : nil
        if kind != nil {
            parts = Self.parts(of: text, atMost: 5)
            parts.remove(at: 1)
        }
        guard parts.count >= 3, Int64(parts[0]) != nil, parts[2] == "artifacts" else {
            throw RoostError(
                .notFound,
                "No such artifact: \(quoted(text)). This server keeps artifacts of runs, of logged models and of traces "
                    + "only, at <experiment>/<run>/artifacts/<path>, <experiment>/models/<model>/artifacts/<path> and "
                    + "<experiment>/traces/<trace>/artifacts/<path>."
            )
        }
        owner =
            switch kind {
            case "models": .loggedModel(parts[1])
            case "traces": .trace(parts[1])
            default: .run(parts[1])
            }
        path = parts.count > 3 ? try Self.path(parts[3]) : nil
    }

    private static func parts(of text: String, atMost limit: Int) -> [String] {
        text.split(separator: "/", maxSplits: limit - 1, omittingEmptySubsequences: true).map(String.init)
    }

    /// A path of a query, which was decoded once.
    ///
    /// - Throws: `invalidArgument` in MLflow's words for a path that leads out of its folder, however often it is decoded.
    static func path(ofQuery text: String) throws(RoostError) -> Artifact.Path {
        _ = try decoded(text)
        return try path(text)
    }

    /// - Throws: `invalidArgument` in MLflow's words for a path that leads out of its folder.
    static func path(_ text: String) throws(RoostError) -> Artifact.Path {
        let trimmed = text.hasSuffix("/") ? String(text.dropLast()) : text
        guard isContained(trimmed), let path = try? Artifact.Path(trimmed) else { throw invalid }
        return path
    }

    /// Encoded twice is decoded twice, so that nothing hides behind the first.
    static func decoded(_ text: String) throws(RoostError) -> String {
        guard var decoded = try? text.percentDecoded() else { throw invalid }
        guard isContained(decoded) else { throw invalid }
        let first = decoded
        for _ in 0..<8 {
            guard let again = try? decoded.percentDecoded(), again != decoded else { return first }
            guard isContained(again) else { throw invalid }
            decoded = again
        }
        throw invalid
    }

    private static func isContained(_ path: String) -> Bool {
        let namesDisk = path.utf8.dropFirst().first == UInt8(ascii: ":") && path.first?.isLetter == true
        return !path.hasPrefix("/") && !path.utf8.contains(UInt8(ascii: "#")) && !namesDisk
            && !path.split(whereSeparator: { $0 == "/" || $0 == "\\" }).contains("..")
    }

    private static var invalid: RoostError { RoostError(.invalidArgument, "Invalid path") }
}
