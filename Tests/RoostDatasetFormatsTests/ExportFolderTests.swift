import Foundation
import RoostEntities
import RoostTestSupport
import Testing

@testable import RoostDatasetFormats

/// Folders that appear whole.
struct ExportFolderTests {
    @Test func `a folder appears with all that was written, and nothing beside it`() async throws {
        try await withTemporaryFolder { place in
            let folder = try ExportFolder(at: place.appending(path: "out"), overwriting: false)
            try folder.draft.write("a/b.txt", "x")
            #expect(!FolderListing.has("out", in: place))
            try folder.publish()
            #expect(try FolderTree.paths(below: place).map(\.text) == ["out/a/b.txt"])
            let names = try FileManager.default.contentsOfDirectory(atPath: place.path(percentEncoded: false))
            #expect(names == ["out"])
        }
    }

    @Test func `what was cut off is there for the next one`() async throws {
        try await withTemporaryFolder { place in
            let target = place.appending(path: "out")
            for number in 1...2 {
                try ExportFolder(at: target, overwriting: false).draft.write("image-\(number)", "x\(number)")
            }
            let folder = try ExportFolder(at: target, overwriting: false)
            for name in ["image-1", "image-2"] { try folder.adopt(#require(folder.candidates(name).first), as: name) }
            #expect(folder.candidates("image-3").isEmpty)
            try folder.publish()
            #expect(try FolderTree.paths(below: place).map(\.text) == ["out/image-1", "out/image-2"])
        }
    }

    @Test func `two exports do not write one folder`() async throws {
        try await withTemporaryFolder { place in
            let first = try ExportFolder(at: place.appending(path: "out"), overwriting: false)
            let error = #expect(throws: RoostError.self) {
                try ExportFolder(at: place.appending(path: "out"), overwriting: false)
            }
            #expect(error?.code == .failedPrecondition)
            try first.publish()
        }
    }

    @Test func `a folder that no export wrote is never replaced`() async throws {
        try await withTemporaryFolder { place in
            try place.write("out/mine.txt", "x")
            let error = #expect(throws: RoostError.self) {
                try ExportFolder(at: place.appending(path: "out"), overwriting: true)
            }
            #expect(error?.code == .alreadyExists)
        }
    }
}
