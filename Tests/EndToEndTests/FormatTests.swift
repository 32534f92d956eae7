import Foundation
import RoostClient
import RoostDatasetFormats
import Testing

/// Datasets into a live server and out again, by the real program.
struct FormatTests {
    @Test(arguments: DatasetFormat.allCases)
    func `a dataset comes out of Roost with all that its format holds`(_ format: DatasetFormat) async throws {
        try await withServer { server in
            let source = DatasetFiles.fixture(format)
            let target = server.home.deletingLastPathComponent().appending(path: "out")
            let name = "set-\(format.rawValue)"
            let `import` = try await Program.run("datasets", "import", name, source.path, home: server.home)
            #expect(`import`.status == 0, "\(`import`.talk)")
            let export = try await Program.run(
                ["datasets", "export", name, target.path, "--format", format.rawValue, "--json"],
                home: server.home
            )
            #expect(export.status == 0, "\(export.talk)")
            #expect(export.output.contains("\"leftOut\" : {\n\n  }"), "\(export.output)")
            #expect(try DatasetFiles(format: format, before: source, after: target).losses() == [])
        }
    }

    @Test func `an export replaces only exports, and keeps the images that it has`() async throws {
        try await withServer { server in
            let target = server.home.deletingLastPathComponent().appending(path: "out")
            _ = try await Program.run(
                ["datasets", "import", "set", DatasetFiles.fixture(.yolo).path],
                home: server.home
            )
            let export = ["datasets", "export", "set", target.path, "--format", "voc", "--json"]
            #expect(try await Program.run(export, home: server.home).status == 0)
            let again = try await Program.run(export, home: server.home)
            #expect(again.status != 0)
            #expect(again.talk.contains("--overwrite"))
            let over = try await Program.run(export + ["--overwrite"], home: server.home)
            #expect(over.output.contains("\"kept\" : 4"), "\(over.output)")
            try FileManager.default.removeItem(at: target.appending(path: ".roost-export"))
            let foreign = try await Program.run(export + ["--overwrite"], home: server.home)
            #expect(foreign.talk.contains("no export wrote"), "\(foreign.talk)")
            let beside = try FileManager.default.contentsOfDirectory(atPath: target.deletingLastPathComponent().path)
            #expect(!beside.contains { $0.contains("roost-export") || $0.contains("roost-old") })
        }
    }

    @Test func `a part of a snapshot can be written, as it was`() async throws {
        try await withServer { server in
            let folder = server.home.deletingLastPathComponent()
            _ = try await Program.run(
                ["datasets", "import", "set", DatasetFiles.fixture(.folder).path],
                home: server.home
            )
            let snapshot = try await server.roost.takeSnapshot(of: Dataset.Name("set"))
            _ = try await Program.run(
                ["datasets", "import", "set", DatasetFiles.fixture(.csv).path],
                home: server.home
            )
            let outcome = try await Program.run(
                [
                    "datasets", "export", "set", folder.appending(path: "out").path, "--format", "coco", "--subset",
                    "train", "--snapshot", snapshot.id.description, "--json",
                ],
                home: server.home
            )
            #expect(outcome.output.contains("\"items\" : 2"), "\(outcome.output)\(outcome.talk)")
            #expect(outcome.output.contains(snapshot.digest.text))
        }
    }
}
