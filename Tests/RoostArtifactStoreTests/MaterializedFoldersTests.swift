import Foundation
import RoostEntities
import Testing

@testable import RoostArtifactStore

@Suite struct `Materialised folders` {
    let version = Identifier<Version>(seconds: 1, random: 2, counter: 3)

    @Test(arguments: Backend.allCases)
    func `hold the files of a version, read-only`(_ backend: Backend) async throws {
        try await withFolders(backend) { store, folders throws in
            let large = content(2_500_000)
            let files = [
                try Artifact.Path("config.json"): try await store.put([1, 2]).digest,
                try Artifact.Path("a/b/model.bin"): try await store.put(large).digest,
            ]
            let folder = try await folders.folder(of: version, holding: files)
            #expect(try Data(contentsOf: folder.appending(path: "config.json")) == Data([1, 2]))
            #expect(try Data(contentsOf: folder.appending(path: "a/b/model.bin")) == Data(large))
            #expect(try permissions(of: folder.appending(path: "a/b/model.bin")) == 0o444)
            #expect(try permissions(of: folder.appending(path: "a/b")) == 0o555)
        }
    }

    @Test(arguments: Backend.allCases)
    func `are used again`(_ backend: Backend) async throws {
        try await withFolders(backend) { store, folders throws in
            let files = [try Artifact.Path("a"): try await store.put([1]).digest]
            let first = try await folders.folder(of: version, holding: files)
            let number = try fileNumber(of: first)
            #expect(try await folders.folder(of: version, holding: files) == first)
            #expect(try fileNumber(of: first) == number)
        }
    }

    @Test(arguments: Backend.allCases)
    func `are made anew when a file is missing or of another size`(_ backend: Backend) async throws {
        try await withFolders(backend) { store, folders throws in
            let first = [try Artifact.Path("a"): try await store.put([1]).digest]
            _ = try await folders.folder(of: version, holding: first)
            let second = [try Artifact.Path("a"): try await store.put([1, 2]).digest]
            let folder = try await folders.folder(of: version, holding: second)
            #expect(try Data(contentsOf: folder.appending(path: "a")) == Data([1, 2]))
            #expect(try await folders.versions() == [version])
        }
    }

    @Test(arguments: Backend.allCases)
    func `can be asked for by many at once`(_ backend: Backend) async throws {
        try await withFolders(backend) { store, folders throws in
            let files = [try Artifact.Path("a"): try await store.put([1]).digest]
            let made = try await withThrowingTaskGroup(of: URL.self) { group in
                for _ in 0..<16 { group.addTask { try await folders.folder(of: version, holding: files) } }
                return try await group.reduce(into: Set()) { $0.insert($1) }
            }
            #expect(made.count == 1)
        }
    }

    @Test(arguments: Backend.allCases)
    func `cannot hold a file that is also a folder`(_ backend: Backend) async throws {
        try await withFolders(backend) { store, folders throws in
            let one = try await store.put([1]).digest
            let files = [try Artifact.Path("a"): one, try Artifact.Path("a/b"): one]
            let error = await failure { try await folders.folder(of: version, holding: files) }
            #expect(error.code == .failedPrecondition)
        }
    }

    @Test(arguments: Backend.allCases)
    func `are not made when content is missing`(_ backend: Backend) async throws {
        try await withFolders(backend) { _, folders throws in
            let files = [try Artifact.Path("a"): digest([9])]
            let error = await failure { try await folders.folder(of: version, holding: files) }
            #expect(error.code == .notFound)
            #expect(try await folders.versions().isEmpty)
        }
    }

    @Test(arguments: Backend.allCases)
    func `can be removed although they are read-only`(_ backend: Backend) async throws {
        try await withFolders(backend) { store, folders throws in
            let files = [try Artifact.Path("a/b"): try await store.put([1]).digest]
            let folder = try await folders.folder(of: version, holding: files)
            try await folders.remove(version)
            #expect(!FileManager.default.fileExists(atPath: folder.path))
            #expect(try await store.size(of: digest([1])) == 1)
        }
    }

    private func withFolders(
        _ backend: Backend,
        _ work: (any BlobStore, MaterializedFolders) async throws -> Void
    ) async throws {
        try await backend.withStore { store throws in
            try await withTemporaryFolder { folder throws in
                let folders = MaterializedFolders(folder: folder.appending(path: "models"), blobs: store)
                try await work(store, folders)
                for version in try await folders.versions() { try await folders.remove(version) }
                let rest = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
                #expect(rest.allSatisfy { $0 == "models" })
            }
        }
    }

    private func fileNumber(of file: URL) throws -> Int? {
        let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
        return (attributes[.systemFileNumber] as? NSNumber)?.intValue
    }
}
