import Foundation
import RoostClient
import RoostTestSupport
import Testing

@Suite struct SnapshotItemsTests {
    @Test func `a snapshot is read as it was taken, whatever happens to the dataset`() async throws {
        try await withServer { roost, folder in
            let shapes = try Dataset.Name("shapes")
            _ = try await roost.createDataset(named: shapes)
            let image = try folder.write("dot.png", try #require(Data(base64Encoded: Self.dot)))
            let digest = try await roost.upload([image])[0]
            let drafts = try (0..<300).map { number in
                Item.Draft(
                    path: try Artifact.Path("\(number).png"),
                    digest: digest,
                    annotations: [Annotation.Draft(label: "\(number % 10)")],
                    metadata: ["number": .integer(Int64(number))]
                )
            }
            try await roost.addItems(drafts, to: shapes)
            let snapshot = try await roost.takeSnapshot(of: shapes)
            #expect(try await roost.takeSnapshot(of: shapes) == snapshot)
            #expect(try await roost.deleteItems(matching: Filter("label = 3"), of: shapes) == 30)
            var read: [SnapshotItem] = []
            for try await item in roost.snapshotItems(of: snapshot) { read.append(item) }
            #expect(read.map(\.path) == drafts.map(\.path).sorted())
            #expect(read.allSatisfy { $0.annotations[0].label == String($0.path.text.dropLast(4).suffix(1)) })
            #expect(try await roost.item(read[33].id, of: shapes).digest == digest)
            let other = try await roost.takeSnapshot(of: shapes)
            #expect(other.itemCount == 270)
            #expect(try await roost.allSnapshots(of: shapes).prefix(upTo: 5).items == [other, snapshot])
        }
    }

    @Test func `a manifest that is not what its digest says is refused`() async throws {
        try await withServer { roost, folder in
            let shapes = try Dataset.Name("shapes")
            _ = try await roost.createDataset(named: shapes)
            let snapshot = try await roost.takeSnapshot(of: shapes)
            let json = String(decoding: try JSONEncoder().encode(snapshot), as: UTF8.self)
            let other = String(repeating: "ab", count: 32)
            let wrong = try JSONDecoder().decode(
                Snapshot.self,
                from: Data(json.replacing(snapshot.digest.text, with: other).utf8)
            )
            let error = await #expect(throws: RoostError.self) {
                for try await _ in roost.snapshotItems(of: wrong) {}
            }
            #expect(error?.code == .corrupted)
        }
    }

    /// One pixel.
    private static let dot = """
        iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==
        """
}
