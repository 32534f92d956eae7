import Foundation
import RoostClient
import RoostTestSupport
import Testing

/// Which files of a folder become artifacts.
struct FolderContentsTests {
    private func link(_ link: URL, to target: String) throws {
        try FileManager.default.createSymbolicLink(atPath: link.path(), withDestinationPath: target)
    }

    @Test func `files come sorted, hidden ones stay behind`() async throws {
        try await withTemporaryFolder { folder in
            try folder.write("b/2.bin")
            try folder.write("a.txt")
            try folder.write(".git/config")
            try folder.write("b/.DS_Store")
            #expect(try FolderContents(of: folder).files.map(\.path.text) == ["a.txt", "b/2.bin"])
        }
    }

    @Test func `a link inside is followed, one that leads outside is refused`() async throws {
        try await withTemporaryFolder { folder in
            let inside = folder.appending(path: "model")
            try inside.write("weights.bin", "weights")
            try link(inside.appending(path: "same.bin"), to: "weights.bin")
            let found = try FolderContents(of: inside).files
            #expect(found.map(\.path.text) == ["same.bin", "weights.bin"])
            try folder.write("secret")
            try link(inside.appending(path: "stolen"), to: "../secret")
            let error = #expect(throws: RoostError.self) { try FolderContents(of: inside) }
            #expect(error?.code == .permissionDenied)
        }
    }

    @Test func `a snapshot of the hub's cache is whole: its links lead into the repository around it`() async throws {
        try await withTemporaryFolder { folder in
            let repository = folder.appending(path: "models--owner--name")
            try repository.write("blobs/abc", "{}")
            try repository.write("snapshots/commit/README.md")
            let snapshot = repository.appending(path: "snapshots/commit")
            try link(snapshot.appending(path: "config.json"), to: "../../blobs/abc")
            #expect(try FolderContents(of: snapshot).files.map(\.path.text) == ["README.md", "config.json"])
        }
    }

    @Test func `a circle of links ends with a sentence`() async throws {
        try await withTemporaryFolder { folder in
            try folder.write("model/a.txt")
            try link(folder.appending(path: "model/again"), to: "../model")
            let error = #expect(throws: RoostError.self) { try FolderContents(of: folder.appending(path: "model")) }
            #expect(error != nil)
        }
    }
}
