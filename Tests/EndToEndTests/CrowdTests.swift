import Foundation
import RoostClient
import Testing

/// Many clients at once.
struct CrowdTests {
    @Test func `two hundred clients push and list without an error or a lost update`() async throws {
        try await withServer { server in
            let files = try (0..<200).map { client in
                let url = server.home.deletingLastPathComponent().appending(path: "client-\(client)")
                try Data("content of client \(client)".utf8).write(to: url)
                return url
            }
            try await withThrowingDiscardingTaskGroup { group in
                for (client, file) in files.enumerated() {
                    group.addTask {
                        let shared = try Model.Name("shared")
                        _ = try await server.roost.push(file: file, to: shared)
                        _ = try await server.roost.push(file: file, to: try Model.Name("own-\(client)"))
                        _ = try await server.roost.updateModel(
                            named: shared,
                            Changes(tags: ["client-\(client)": "was here"])
                        )
                        _ = try await server.roost.models()
                    }
                }
            }
            let shared = try await server.roost.model(named: Model.Name("shared"))
            #expect(shared.versionCount == 200)
            #expect(shared.tags.values.count == 200)
            #expect(try await server.roost.versions(of: shared.name, page: PageRequest(limit: 1000)).items.count == 200)
            #expect(try await server.roost.models(page: PageRequest(limit: 1000)).items.count == 201)
            #expect(try server.memory < 512 << 20)
        }
    }

    @Test func `a large artifact passes through without filling memory`() async throws {
        try await withServer { server in
            let file = server.home.deletingLastPathComponent().appending(path: "large.bin")
            try Data().write(to: file)
            let handle = try FileHandle(forWritingTo: file)
            for block in 0..<192 {
                try handle.write(contentsOf: Data(repeating: UInt8(block), count: 1 << 20))
            }
            try handle.close()
            let before = try server.memory
            let version = try await server.roost.push(file: file, to: Model.Name("large"))
            let copy = server.home.deletingLastPathComponent().appending(path: "copy")
            try await server.roost.download(version.reference, to: copy)
            #expect(try server.memory - before < 96 << 20)
            #expect(
                FileManager.default.contentsEqual(atPath: file.path, andPath: copy.appending(path: "large.bin").path)
            )
        }
    }
}
