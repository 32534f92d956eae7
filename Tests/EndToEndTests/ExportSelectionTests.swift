import Foundation
import RoostClient
import Testing

/// What of a dataset an export takes along.
struct ExportSelectionTests {
    private func rows(_ file: URL) throws -> [Substring] {
        try String(contentsOf: file.appending(path: "items.csv"), encoding: .utf8).split(whereSeparator: \.isNewline)
    }

    @Test func `an export takes what a filter means, or what a version predicted`() async throws {
        try await withServer { server in
            _ = try await Lifecycle.prepare(server)
            let folder = server.home.deletingLastPathComponent()
            let threes = folder.appending(path: "threes")
            let predicted = folder.appending(path: "predicted")
            for command in [
                ["predict", "digits", "--dataset", "shapes", "--subset", "test"],
                ["datasets", "export", "shapes", threes.path, "--format", "csv", "--filter", #"label = "3""#],
                [
                    "datasets", "export", "shapes", predicted.path, "--format", "csv", "--subset", "test",
                    "--predictions-of", "digits:1",
                ],
            ] {
                let outcome = try await Program.run(command, home: server.home)
                #expect(outcome.status == 0, "\(command): \(outcome.talk)")
            }
            let labels = try rows(threes).dropFirst().map { $0.split(separator: ",")[1] }
            #expect(labels.count > 50 && Set(labels) == ["3"])
            let expected = try ExpectedDigits.load().predictions.map { "\($0.image),\($0.label)" }
            let exported = try rows(predicted).dropFirst().map {
                $0.split(separator: ",").prefix(2).joined(separator: ",")
            }
            #expect(Set(exported) == Set(expected))
        }
    }
}
