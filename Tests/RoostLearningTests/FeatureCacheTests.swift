import Foundation
import RoostEntities
import RoostTestSupport
import Testing

@testable import RoostLearning

struct FeatureCacheTests {
    private let rows: [[Float]?] = (0..<10).map { $0 == 4 ? nil : [Float($0), 0.5, -1] }

    private func key(_ preprocessing: String = "p", batchSize: Int = 8) throws -> FeatureKey {
        FeatureKey(
            model: try Digest(String(repeating: "1", count: 64)),
            snapshot: try Digest(String(repeating: "2", count: 64)),
            subset: .train,
            preprocessing: preprocessing,
            batchSize: batchSize
        )
    }

    private func file(_ folder: URL) throws -> URL { folder.appending(path: "\(try key().digest.text).features") }

    private func fill(_ cache: FeatureCache) throws {
        var writer = try cache.writer(for: key(), rowCount: 10, features: 3)
        try writer.append(Array(rows[..<7]))
        try writer.append(Array(rows[7...]))
        try writer.publish()
    }

    @Test func `what was kept is there, an item without features too`() async throws {
        try await withTemporaryFolder { folder in
            let cache = FeatureCache(folder: folder)
            #expect(try cache.matrix(for: key(), rowCount: 10, features: 3) == nil)
            try fill(cache)
            let matrix = try #require(try cache.matrix(for: key(), rowCount: 10, features: 3))
            #expect((0..<10).map(matrix.hasFeatures) == rows.map { $0 != nil })
            #expect(Array(matrix.rows(6..<7).bindMemory(to: Float.self)) == [6, 0.5, -1, 1])
            #expect(Array(matrix.rows(4..<5).bindMemory(to: Float.self)) == [0, 0, 0, 0])
        }
    }

    @Test func `a writer that was killed is gone on from, and the file is the same`() async throws {
        try await withTemporaryFolder { folder in
            let (whole, parts) = (folder.appending(path: "a"), folder.appending(path: "b"))
            try fill(FeatureCache(folder: whole))
            for start in 0..<10 {
                var writer = try FeatureCache(folder: parts).writer(for: key(), rowCount: 10, features: 3)
                #expect(writer.rowCount == start)
                try writer.append([rows[start]])
                if start == 9 { try writer.publish() }
            }
            #expect(try Data(contentsOf: file(whole)) == Data(contentsOf: file(parts)))
            #expect(try FileManager.default.contentsOfDirectory(atPath: parts.path).count == 1)
        }
    }

    @Test func `what was used longest ago makes room`() async throws {
        try await withTemporaryFolder { folder in
            let size = 4096 + 10 * 4 * 4
            let cache = FeatureCache(folder: folder, limit: 2 * size)
            for name in ["a", "b", "c"] {
                if name == "c" { #expect(try cache.matrix(for: key("a"), rowCount: 10, features: 3) != nil) }
                var writer = try cache.writer(for: key(name), rowCount: 10, features: 3)
                try writer.append(rows)
                try writer.publish()
            }
            let kept = try ["a", "b", "c"].filter { try cache.matrix(for: key($0), rowCount: 10, features: 3) != nil }
            #expect(kept == ["a", "c"])
        }
    }

    @Test func `rows that had not reached the disk are not counted`() async throws {
        try await withTemporaryFolder { folder in
            let cache = FeatureCache(folder: folder)
            do {
                var writer = try cache.writer(for: key(), rowCount: 10, features: 3)
                try writer.append(Array(rows[..<2]))
            }
            let partial = folder.appending(path: "\(try key().digest.text).0.partial")
            let handle = try FileHandle(forWritingTo: partial)
            try handle.seekToEnd()
            try handle.write(contentsOf: Data(repeating: 7, count: 21))
            try handle.close()
            #expect(try cache.writer(for: key(), rowCount: 10, features: 3).rowCount == 2)
        }
    }

    @Test(arguments: [3, 20, 40, 70, 4096, 4200]) func `a damaged file is removed`(_ place: Int) async throws {
        try await withTemporaryFolder { folder in
            let cache = FeatureCache(folder: folder)
            try fill(cache)
            var data = try Data(contentsOf: file(folder))
            data[place] ^= 4
            try data.write(to: file(folder))
            #expect(try cache.matrix(for: key(), rowCount: 10, features: 3) == nil)
            #expect(try !FileManager.default.fileExists(atPath: file(folder).path))
        }
    }

    @Test func `two that compute the same do not write into one file`() async throws {
        try await withTemporaryFolder { folder in
            let cache = FeatureCache(folder: folder)
            var first = try cache.writer(for: key(), rowCount: 10, features: 3)
            var second = try cache.writer(for: key(), rowCount: 10, features: 3)
            try first.append(rows)
            try second.append(rows)
            try second.publish()
            try first.publish()
            #expect(try cache.matrix(for: key(), rowCount: 10, features: 3) != nil)
        }
    }

    @Test func `what a file is named by tells every difference`() throws {
        let keys = try [key(), key("q"), key(batchSize: 1)]
        #expect(Set(keys.map(\.digest)).count == 3)
    }

    @Test func `features of another width, too many or too few are refused`() async throws {
        try await withTemporaryFolder { folder in
            var writer = try FeatureCache(folder: folder).writer(for: key(), rowCount: 2, features: 3)
            #expect(throws: RoostError.self) { try writer.append([[1, 2]]) }
            #expect(throws: RoostError.self) { try writer.append([nil, nil, nil]) }
            #expect(throws: RoostError.self) { try writer.publish() }
        }
    }
}
