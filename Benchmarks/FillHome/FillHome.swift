import Foundation
import RoostEntities
import RoostMetadataStore

/// Fills the metadata of a home that no server uses, through the store that a server uses, a thousand rows or more a
/// transaction: what the benchmark of scale looks at.
///
///     FillHome HOME ITEMS RUNS POINTS
@main
struct FillHome {
    let metadata: Metadata
    let project: Project
    let ids = IdentifierGenerator()

    static func main() async throws {
        let numbers = CommandLine.arguments.dropFirst(2).compactMap { Int($0) }
        guard CommandLine.arguments.count == 5, numbers.count == 3, numbers.allSatisfy({ $0 > 0 }) else {
            throw RoostError(.invalidArgument, "usage: FillHome HOME ITEMS RUNS POINTS")
        }
        let home = URL(filePath: CommandLine.arguments[1], directoryHint: .isDirectory)
        let metadata = try Metadata(path: home.appending(path: "roost.sqlite").path)
        let name = try Project.Name("default")
        guard let project = try await metadata.read({ try $0.project(named: name) }) else {
            throw RoostError(.failedPrecondition, "the home has no project; start a server in it once")
        }
        let filling = FillHome(metadata: metadata, project: project)
        try await filling.addItems(numbers[0])
        try await filling.addRuns(numbers[1], points: numbers[2])
        try metadata.close()
    }

    /// Calls `body` with one stretch of `0..<count` after the other, each in a transaction of its own.
    func inParts(
        _ count: Int,
        of size: Int,
        _ body: @escaping @Sendable (WriteTransaction, Range<Int>) throws -> Void
    ) async throws {
        for start in stride(from: 0, to: count, by: size) {
            try await metadata.write { try body($0, start..<min(start + size, count)) }
        }
    }
}
