import Foundation
import RoostEntities
import Testing

@testable import RoostArtifactStore

/// The stores that must all behave alike.
enum Backend: CaseIterable {
    case memory, folder

    /// A store that is empty, and gone afterwards.
    func withStore(_ work: (any BlobStore) async throws -> Void) async throws {
        switch self {
        case .memory:
            try await work(MemoryBlobs())
        case .folder:
            try await withTemporaryFolder { folder in
                let store = try await FolderBlobs(folder: folder)
                try await work(store)
                #expect(try leftovers(in: folder).isEmpty, "files were left in incoming")
            }
        }
    }

    private func leftovers(in folder: URL) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: "incoming").path)
    }
}

/// A folder that is gone afterwards.
func withTemporaryFolder(_ work: (URL) async throws -> Void) async throws {
    let name = "roost-\(UInt64.random(in: 0 ... .max))"
    let folder = FileManager.default.temporaryDirectory.appending(path: name, directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try await work(folder)
}

extension Identifier<Upload> {
    static let sample = Identifier(seconds: 1, random: 2, counter: 3)
}
