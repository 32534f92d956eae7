import Foundation
import RoostClient
import RoostTestSupport
import Testing

/// The client against the whole server, over a real socket.
struct LiveServerTests {
    private func checkpoint(in folder: URL) throws -> URL {
        let checkpoint = folder.appending(path: "checkpoint")
        try checkpoint.write(
            "config.json",
            #"{"model_type": "vit", "architectures": ["ViTForImageClassification"], "id2label": {"0": "a", "1": "b"}}"#
        )
        try checkpoint.write("model.safetensors", "weights")
        return checkpoint
    }

    @Test func `the token of a new home belongs to its owner`() async throws {
        try await withServer { roost, _ in
            let (session, health) = (try await roost.session(), try await roost.health())
            #expect(session.role == .admin)
            #expect(health.status == "ok")
        }
    }

    @Test func `a pushed folder comes back as it was, with what its configuration says`() async throws {
        try await withServer { roost, folder in
            let checkpoint = try checkpoint(in: folder)
            let version = try await roost.push(folder: checkpoint, to: Model.Name("digits")) {
                $0.description = "first"
            }
            #expect(version.reference.text == "digits:1")
            #expect(version.status.isSealed)
            #expect(version.labels == ["a", "b"])
            #expect(version.task == "image-classification")
            let copy = folder.appending(path: "copy")
            let files = try await roost.download(version.reference, to: copy)
            #expect(files.map(\.lastPathComponent) == ["config.json", "model.safetensors"])
            #expect(try Data(contentsOf: files[1]) == Data("weights".utf8))
            #expect(
                FileManager.default.contentsEqual(atPath: files[0].path(), andPath: checkpoint.path() + "/config.json")
            )
        }
    }

    @Test func `a file of many pieces goes up and down`() async throws {
        try await withServer { roost, folder in
            let file = try folder.write("large.onnx", Data(repeating: 7, count: 20 << 20))
            let version = try await roost.push(file: file, to: Model.Name("large"))
            #expect(version.size == 20 << 20)
            #expect(version.type == "onnx")
            let copies = try await roost.download(version.reference, to: folder.appending(path: "copy"))
            #expect(FileManager.default.contentsEqual(atPath: file.path(), andPath: copies[0].path()))
        }
    }

    @Test func `aliases move, tags merge, clones keep their lineage`() async throws {
        try await withServer { roost, folder in
            let name = try Model.Name("digits")
            let first = try await roost.push(folder: checkpoint(in: folder), to: name)
            let alias = try await roost.setAlias(Alias("champion"), of: name, to: first.number)
            #expect(alias.version == first.number)
            #expect(try await roost.version(Reference("digits@champion")).id == first.id)
            _ = try await roost.updateVersion(first.reference, Changes(tags: ["a": "1", "b": "2"]))
            let tagged = try await roost.updateVersion(first.reference, Changes(tags: ["a": nil, "c": "3"]))
            #expect(tagged.tags.values == ["b": "2", "c": "3"])
            let clone = try await roost.cloneVersion(first.reference, to: Model.Name("mine"), description: "copy")
            #expect(clone.parent == first.reference)
            #expect(clone.digest == first.digest)
        }
    }

    @Test func `what is deleted comes back`() async throws {
        try await withServer { roost, folder in
            let name = try Model.Name("digits")
            _ = try await roost.push(folder: checkpoint(in: folder), to: name)
            try await roost.deleteModel(named: name)
            #expect(try await roost.models().items.isEmpty)
            #expect(try await roost.models(.init(includesDeleted: true)).items.map(\.name) == [name])
            #expect(try await roost.undeleteModel(named: name).deletedAt == nil)
        }
    }

    @Test func `an open version takes artifacts and links until it is sealed`() async throws {
        try await withServer { roost, folder in
            let file = try folder.write("notes.txt", "notes")
            let open = try await roost.push(file: file, to: Model.Name("open")) { $0.open = true }
            let link = Artifact.Draft(path: try Artifact.Path("big.bin"), link: "https://example.com/big.bin")
            try await roost.putArtifacts([link], in: open.reference)
            try await roost.deleteArtifact(Artifact.Path("notes.txt"), of: open.reference)
            #expect(try await roost.artifacts(of: open.reference).items.map(\.url) == ["https://example.com/big.bin"])
            let sealed = try await roost.sealVersion(open.reference)
            #expect(sealed.digest != nil)
            let error = await #expect(throws: RoostError.self) {
                try await roost.putArtifacts([link], in: open.reference)
            }
            #expect(error?.code == .failedPrecondition)
        }
    }

    @Test func `a listing walks over many pages`() async throws {
        try await withServer { roost, _ in
            let names = try (0..<12).map { try Model.Name("model-\(10 + $0)") }
            for name in names { _ = try await roost.createModel(named: name) }
            let page = try await roost.models(page: PageRequest(limit: 5))
            #expect(page.items.count == 5)
            var seen: [Model.Name] = []
            for try await model in roost.allModels() { seen.append(model.name) }
            #expect(Set(seen) == Set(names) && seen.count == 12)
        }
    }

    @Test func `a token opens what its role opens, until it is revoked`() async throws {
        try await withServer { roost, _ in
            let issued = try await roost.issueToken(named: "reader", role: .viewer, lifetime: .seconds(60))
            let reader = Roost(url: roost.url, token: issued.secret)
            #expect(try await reader.session().role == .viewer)
            let name = try Model.Name("mine")
            let refused = await #expect(throws: RoostError.self) { try await reader.createModel(named: name) }
            #expect(refused?.code == .permissionDenied)
            try await roost.revokeToken(issued.token.id)
            let unknown = await #expect(throws: RoostError.self) { try await reader.session() }
            #expect(unknown?.code == .unauthenticated)
        }
    }

    @Test func `a healthy server has nothing to repair and nothing to collect`() async throws {
        try await withServer { roost, folder in
            _ = try await roost.push(folder: checkpoint(in: folder), to: Model.Name("digits"))
            #expect(try await roost.doctor(deep: true).isClean)
            #expect(try await roost.collectGarbage(grace: .zero).blobs == 0)
            let archive = folder.appending(path: "backup.tar")
            try await roost.backup(to: archive)
            let attributes = try FileManager.default.attributesOfItem(atPath: archive.path())
            #expect(attributes[.posixPermissions] as? Int == 0o600)
            #expect(attributes[.size] as? Int ?? 0 > 10_000)
        }
    }

    @Test func `cancelling the task that waits for a prediction cancels the execution`() async throws {
        try await withServer { roost, folder in
            let version = try await roost.push(folder: checkpoint(in: folder), to: Model.Name("digits"))
            let image = try folder.write("image.png", "no image, and nobody looks")
            let waiting = Task { try await roost.predict(images: [image], with: version.reference) }
            var created: Execution?
            while created == nil { created = try await roost.executions().items.first }
            waiting.cancel()
            let error = await #expect(throws: RoostError.self) { try await waiting.value }
            #expect(error?.code == .cancelled)
            #expect(try await roost.executions().items.first?.status == .cancelled)
        }
    }
}
