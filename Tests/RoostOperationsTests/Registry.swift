import Foundation
import NIOCore
import RoostArtifactStore
import RoostEntities
import RoostMetadataStore
import RoostTestSupport
import Synchronization

@testable import RoostOperations

/// A whole system in memory, with a clock that stands until it is moved.
struct Registry: Sendable {
    final class Clock: Sendable {
        private let milliseconds = Mutex<Int64>(1_795_253_400_000)

        var now: Timestamp { Timestamp(milliseconds: milliseconds.withLock { $0 }) }

        func advance(seconds: Int64) {
            milliseconds.withLock { $0 += seconds * 1000 }
        }
    }

    let operations: Operations
    let metadata: Metadata
    let blobs: any BlobStore
    let clock = Clock()
    let admin = Caller(name: "ada", role: .admin)
    let project: Project.Name

    init(home: URL = URL(filePath: "/nowhere"), blobs: (any BlobStore)? = nil, policy: LinkPolicy = LinkPolicy())
        async throws
    {
        let clock = clock
        self.blobs = blobs ?? MemoryBlobs { clock.now }
        metadata = try Metadata()
        operations = Operations(
            metadata: metadata,
            blobs: self.blobs,
            ids: IdentifierGenerator { clock.now },
            now: { clock.now },
            linkPolicy: policy,
            home: home,
            inspectImage: Registry.inspect
        )
        project = try Project.Name("default")
        _ = try await operations.bootstrap()
    }

    /// An "image" is `IMG`, its width and its height, a byte each.
    private static func inspect(_ bytes: [UInt8]) throws -> ImageInspection {
        guard bytes.count >= 5, Array(bytes[..<3]) == Array("IMG".utf8) else {
            throw RoostError(.invalidArgument, "it does not begin with IMG")
        }
        return ImageInspection(mediaType: "image/test", width: Int(bytes[3]), height: Int(bytes[4]))
    }

    @discardableResult
    func store(_ text: String) async throws -> Digest {
        try await store(ByteBuffer(string: text))
    }

    func store(_ content: ByteBuffer) async throws -> Digest {
        let digest = Digest(of: content)
        _ = try await operations.storeBlob(
            digest,
            size: Int64(content.readableBytes),
            limit: nil,
            body: SingleBuffer(content),
            in: project,
            as: admin
        )
        return digest
    }

    func image(_ width: UInt8, _ height: UInt8) async throws -> Digest {
        try await store(ByteBuffer(bytes: Array("IMG".utf8) + [width, height]))
    }

    /// A version with one file per path, whose content is the path.
    @discardableResult
    func push(_ model: String, files: [String] = ["a.txt"], open: Bool = false) async throws -> Version {
        var drafts: [Artifact.Draft] = []
        for file in files {
            drafts.append(Artifact.Draft(path: try Artifact.Path(file), digest: try await store(file)))
        }
        let source = Version.Source(kind: .folder, location: "somewhere")
        return try await operations.createVersion(
            of: Model.Name(model),
            Version.Draft(artifacts: drafts, source: source, labels: ["cat", "dog"], open: open),
            in: project,
            as: admin
        )
    }

    func version(_ reference: String) async throws -> Version {
        try await operations.version(Reference(reference), in: project, as: admin)
    }

    /// A dataset with these items, each an image of its own size.
    @discardableResult
    func dataset(_ name: String, items: [String]) async throws -> [Item] {
        let name = try Dataset.Name(name)
        _ = try await operations.createDataset(name, in: project, as: admin)
        var drafts: [Item.Draft] = []
        for (number, path) in items.enumerated() {
            let digest = try await image(UInt8(number + 1), 9)
            let annotations = [Annotation.Draft(label: "cat")]
            drafts.append(
                Item.Draft(path: try Artifact.Path(path), digest: digest, subset: .test, annotations: annotations)
            )
        }
        return try await operations.addItems(drafts, to: name, in: project, as: admin)
    }

    func worker(of claimed: ClaimedExecution) async throws -> Caller {
        try await operations.authenticate(claimed.secret)
    }
}

/// The code of the error that `work` throws; `nil` when it throws none.
func code(_ work: () async throws -> Void) async -> RoostError.Code? {
    do {
        try await work()
        return nil
    } catch {
        return (error as? RoostError)?.code
    }
}
