import Foundation
import RoostClient
import Testing

/// The story of the README, over the real program and the real SDK.
struct StoryTests {
    private let digits = "digits"

    @Test func `a pushed checkpoint predicts what transformers predicts`() async throws {
        let expected = try ExpectedDigits.load().predictions
        try await withServer { server in
            let model = try Model.Name(digits)
            let version = try await server.roost.push(folder: Program.digits.appending(path: "checkpoint"), to: model)
            #expect(version.labels == (0..<10).map(String.init))
            let images = expected.map { Program.digits.appending(path: "images/\($0.image)") }
            let answers = try await server.roost.predict(images: images, with: version.reference)
            for (answer, expected) in zip(answers, expected) {
                let first = try #require(answer.annotations.first, "\(answer.failure ?? "")")
                #expect(first.label == expected.label, "\(expected.image)")
                #expect(abs((first.score ?? 0) - expected.score) < 1e-4, "\(expected.image)")
            }
        }
    }

    @Test func `a predicted dataset carries one annotation an image, apart from the truth`() async throws {
        try await withServer { server in
            let home = server.home
            for command in [
                ["push", digits, "Examples/digits/checkpoint"], ["datasets", "create", "set"],
                ["datasets", "import", "set", "Examples/digits/images"],
                ["predict", digits, "--dataset", "set", "--subset", "test"],
            ] {
                let outcome = try await Program.run(command, home: home)
                #expect(outcome.status == 0, "\(command): \(outcome.talk)")
            }
            let name = try Dataset.Name("set")
            let test = try await server.roost.dataset(name).subsets["test"]
            var predicted = 0
            for try await annotation in server.roost.allAnnotations(of: name) where annotation.versionID != nil {
                predicted += 1
                #expect(annotation.score != nil)
            }
            #expect(predicted == test)
        }
    }

    @Test func `a clone shares every byte and remembers its parent`() async throws {
        try await withServer { server in
            let version = try await server.roost.push(
                folder: Program.digits.appending(path: "checkpoint"),
                to: Model.Name(digits)
            )
            let before = try FileManager.default.subpathsOfDirectory(atPath: server.home.appending(path: "blobs").path)
            let clone = try await server.roost.cloneVersion(version.reference, to: Model.Name("mine"))
            let after = try FileManager.default.subpathsOfDirectory(atPath: server.home.appending(path: "blobs").path)
            #expect(clone.parentID == version.id)
            #expect(clone.digest == version.digest)
            #expect(Set(before) == Set(after))
        }
    }

    @Test func `a backup of a running server is a whole new home`() async throws {
        try await withServer { server in
            _ = try await Program.run("push", digits, "Examples/digits/checkpoint", home: server.home)
            let archive = server.home.deletingLastPathComponent().appending(path: "backup.tar")
            let backup = try await Program.run("backup", archive.path, home: server.home)
            #expect(backup.status == 0, "\(backup.talk)")
            let restoredFolder = server.home.deletingLastPathComponent().appending(path: "restored")
            try FileManager.default.createDirectory(at: restoredFolder, withIntermediateDirectories: true)
            let home = restoredFolder.appending(path: "home")
            let restore = try await Program.run("restore", archive.path, home: home)
            #expect(restore.status == 0, "\(restore.talk)")
            let restored = try await LiveServer.start(home: home)
            defer { restored.stop() }
            #expect(try await restored.roost.version(Reference(digits)).artifactCount == 3)
            let report = try await restored.roost.doctor(deep: true)
            #expect(report.checks.filter { !$0.ok }.map(\.detail) == [])
        }
    }

    @Test func `garbage collection takes what was deleted and nothing else`() async throws {
        try await withServer { server in
            let folder = Program.digits.appending(path: "checkpoint")
            _ = try await server.roost.push(folder: folder, to: Model.Name("kept"))
            let gone = try await server.roost.push(folder: folder, to: Model.Name("gone")) { $0.description = "other" }
            try await server.roost.deleteVersion(gone.reference)
            _ = try await server.roost.collectGarbage(grace: .zero)
            let answers = try await server.roost.predict(
                images: [Program.digits.appending(path: "images/test/0/0010.png")],
                with: Reference("kept")
            )
            #expect(answers.first?.annotations.first?.label == "0")
            let report = try await server.roost.doctor(deep: true)
            #expect(report.checks.filter { !$0.ok }.map(\.detail) == [])
        }
    }
}
