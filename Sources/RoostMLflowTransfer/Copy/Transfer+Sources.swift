import Foundation
import RoostEntities

extension Transfer {
    /// Where a version's files are, in the target's words.
    ///
    /// What names a run or a logged model that was copied names its copy then; all else is left as it is.
    /// `run` is the one that the version is said to come from.
    func translated(source: String, run: String?) -> String {
        if let rest = source.after("runs:/") {
            let (id, path) = rest.firstComponent
            guard let copy = map.run(id) else { return source }
            return "runs:/" + copy.id + path
        }
        if let rest = source.after("models:/m-") {
            let (id, path) = ("m-" + rest).firstComponent
            guard let copy = map.model(id) else { return source }
            return "models:/" + copy.id + path
        }
        if let rest = source.after("mlflow-artifacts:") { return translated(proxied: rest) ?? source }
        // A place of the source's own disk or bucket, below the folder of a run that was copied.
        guard let run, let copy = map.run(run), let range = source.range(of: "/\(run)/artifacts") else { return source }
        return copy.artifactURI + source[range.upperBound...]
    }

    /// `<experiment>/<run>/artifacts/<path>` or `<experiment>/models/<model>/artifacts/<path>`, after slashes and a host.
    private func translated(proxied rest: Substring) -> String? {
        let parts = rest.split(separator: "/").map(String.init)
        for (index, part) in parts.enumerated() where part == "artifacts" && index > 0 {
            let owner = parts[index - 1]
            guard let copy = map.run(owner) ?? map.model(owner) else { continue }
            return ([copy.artifactURI] + parts[(index + 1)...]).joined(separator: "/")
        }
        return nil
    }
}

extension String {
    /// The identifier in `models:/m-…`.
    var loggedModel: String? {
        after("models:/").flatMap { $0.hasPrefix("m-") ? String($0.prefix { $0 != "/" }) : nil }
    }

    /// The rest after `start`; `nil` when that is not its start.
    func after(_ start: String) -> Substring? {
        hasPrefix(start) ? dropFirst(start.count) : nil
    }
}

extension StringProtocol {
    /// What is before the first slash, and from there on.
    fileprivate var firstComponent: (String, String) {
        guard let slash = firstIndex(of: "/") else { return (String(self), "") }
        return (String(self[..<slash]), String(self[slash...]))
    }
}
