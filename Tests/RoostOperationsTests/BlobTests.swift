import NIOCore
import RoostArtifactStore
import RoostEntities
import Testing

@testable import RoostOperations

@Suite struct BlobTests {
    @Test func `what a project does not know is missing, also when another one has it`() async throws {
        let registry = try await Registry()
        let digest = try await registry.store("hello")
        let unknown = Digest(of: ByteBuffer(string: "other"))
        let other = try Project.Name("other")
        _ = try await registry.operations.createProject(other, description: "", as: registry.admin)
        let missing = try await registry.operations.missingBlobs(
            [digest, unknown],
            in: registry.project,
            as: registry.admin
        )
        #expect(missing == [unknown])
        #expect(try await registry.operations.missingBlobs([digest], in: other, as: registry.admin) == [digest])
        #expect(
            await code { _ = try await registry.operations.readBlob(digest, in: other, as: registry.admin) }
                == .notFound
        )
    }

    @Test func `content with another digest or size than announced is not taken`() async throws {
        let registry = try await Registry()
        let digest = Digest(of: ByteBuffer(string: "right"))
        for (text, size) in [("wrong", Int64(5)), ("right", 6), ("right", 4)] {
            let refused = await code {
                _ = try await registry.operations.storeBlob(
                    digest,
                    size: size,
                    limit: nil,
                    body: SingleBuffer(ByteBuffer(string: text)),
                    in: registry.project,
                    as: registry.admin
                )
            }
            #expect(refused == .corrupted || refused == .tooLarge)
        }
        #expect(
            await code { _ = try await registry.operations.readBlob(digest, in: registry.project, as: registry.admin) }
                == .notFound
        )
    }

    @Test func `a range is read, and one outside is refused`() async throws {
        let registry = try await Registry()
        let digest = try await registry.store("0123456789")
        let body = try await registry.operations.readBlob(
            digest,
            range: 2..<5,
            in: registry.project,
            as: registry.admin
        )
        #expect(String(buffer: try await body.collect(upTo: 10)) == "234")
        let outside = await code {
            _ = try await registry.operations.readBlob(digest, range: 5..<11, in: registry.project, as: registry.admin)
        }
        #expect(outside == .outOfRange)
    }

    @Test func `an upload goes on where it stopped and ends as content`() async throws {
        let registry = try await Registry()
        let (operations, project, admin) = (registry.operations, registry.project, registry.admin)
        let digest = Digest(of: ByteBuffer(string: "hello world"))
        let begun = try await operations.createUpload(of: digest, size: 11, in: project, as: admin)
        #expect(begun.received == 0 && !begun.complete)
        let part = try await operations.appendToUpload(
            begun.id,
            at: 0,
            body: SingleBuffer(ByteBuffer(string: "hello ")),
            in: project,
            as: admin
        )
        #expect(part.received == 6 && !part.complete)
        let done = try await operations.appendToUpload(
            begun.id,
            at: 6,
            body: SingleBuffer(ByteBuffer(string: "world")),
            in: project,
            as: admin
        )
        #expect(done.complete && done.received == 11)
        #expect(try await operations.blobSize(digest, in: project, as: admin) == 11)
        #expect(try await operations.createUpload(of: digest, size: 11, in: project, as: admin).complete)
    }

    @Test func `an upload with the wrong bytes is forgotten`() async throws {
        let registry = try await Registry()
        let (operations, project, admin) = (registry.operations, registry.project, registry.admin)
        let digest = Digest(of: ByteBuffer(string: "hello"))
        let begun = try await operations.createUpload(of: digest, size: 5, in: project, as: admin)
        let refused = await code {
            _ = try await operations.appendToUpload(
                begun.id,
                at: 0,
                body: SingleBuffer(ByteBuffer(string: "jello")),
                in: project,
                as: admin
            )
        }
        #expect(refused == .corrupted)
        #expect(await code { _ = try await operations.upload(begun.id, in: project, as: admin) } == .notFound)
    }

    @Test func `empty content needs no bytes`() async throws {
        let registry = try await Registry()
        let upload = try await registry.operations.createUpload(
            of: Digest(of: ByteBuffer()),
            size: 0,
            in: registry.project,
            as: registry.admin
        )
        #expect(upload.complete)
    }
}
