import Foundation
import RoostEntities
import Testing

@testable import RoostMLflowTransfer

struct ArtifactFolderTests {
    /// A folder with one run's file, a link that leads out of it, and a file outside.
    private static func withFolder(_ body: (ArtifactFolder, URL) async throws -> Void) async throws {
        let base = FileManager.default.temporaryDirectory.appending(path: "roost-transfer-\(UUID())")
        defer { try? FileManager.default.removeItem(at: base) }
        let run = base.appending(path: "artifacts/1/ab/artifacts", directoryHint: .isDirectory)
        try FileManager.default.createDirectory(at: run, withIntermediateDirectories: true)
        try Data("hello".utf8).write(to: run.appending(path: "note.txt"))
        try Data("secret".utf8).write(to: base.appending(path: "secret.txt"))
        try FileManager.default.createSymbolicLink(
            at: run.appending(path: "link.txt"),
            withDestinationURL: base.appending(path: "secret.txt")
        )
        let folder = try ArtifactFolder.find(base.appending(path: "artifacts"), beside: base)
        try await body(try #require(folder), base)
    }

    private static func owner(_ uri: String) -> MLflowOwner { MLflowOwner(kind: .run, id: "ab", artifactURI: uri) }

    @Test(arguments: [
        "mlflow-artifacts:/1/ab/artifacts", "/old/home/mlruns/1/ab/artifacts", "file:///x/1/ab/artifacts",
    ])
    func `files are found wherever the folder was before`(_ uri: String) async throws {
        try await Self.withFolder { folder, _ in
            let files = try await folder.files(in: nil, of: Self.owner(uri))
            #expect(files == [MLflowFile(path: "note.txt", isFolder: false, size: 5)])
            #expect(folder.losses.isEmpty)
        }
    }

    @Test(arguments: ["mlflow-artifacts:/../..", "s3://bucket/1/ab/artifacts", "../.."])
    func `no location leads out of the folder`(_ uri: String) async throws {
        try await Self.withFolder { folder, _ in
            await #expect(throws: RoostError.self) { try await folder.files(in: nil, of: Self.owner(uri)) }
        }
    }

    @Test func `a link that leads out of the folder is not followed`() async throws {
        try await Self.withFolder { folder, _ in
            let link = MLflowFile(path: "link.txt", isFolder: false, size: 6)
            await #expect(throws: RoostError.self) {
                try await folder.content(of: link, of: Self.owner("mlflow-artifacts:/1/ab/artifacts"))
            }
        }
    }

    @Test func `a folder in which nobody has anything is told of`() async throws {
        try await Self.withFolder { folder, _ in
            let files = try await folder.files(in: nil, of: Self.owner("mlflow-artifacts:/7/cd/artifacts"))
            #expect(files == [])
            #expect(folder.losses.count == 1)
        }
    }
}
