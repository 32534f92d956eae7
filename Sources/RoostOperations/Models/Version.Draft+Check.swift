import Foundation
import RoostEntities

extension Version.Draft {
    /// - Throws: `tooLarge` or `invalidArgument` for what no version may have.
    func check() throws {
        try Limits.check(description, "the description", limit: Limits.description)
        try Limits.check(task, "the task")
        try Limits.check(type, "the type")
        try Limits.check(count: labels.count, "labels", limit: Limits.labels)
        for label in labels {
            _ = try Label(label)
        }
        try Limits.check(source.location, "the source's location", limit: 4096)
        try Limits.check(source.revision, "the source's revision")
        guard case .object = configuration else {
            throw RoostError(.invalidArgument, "a configuration is a JSON object; pass {} for none")
        }
        let bytes = try JSONEncoder().encode(configuration).count
        guard bytes <= Limits.configuration else {
            throw RoostError(
                .tooLarge,
                "the configuration has \(bytes) bytes, \(Limits.configuration) are allowed; push it as an artifact"
            )
        }
    }
}
