import Foundation
import RoostEntities
import Synchronization
import Testing

@Suite struct IdentifierTests {
    @Test func `identifiers ascend, also when the clock stands or goes back`() {
        let clock = Mutex<Int64>(1_000_000)
        let ids = IdentifierGenerator { clock.withLock { Timestamp(milliseconds: $0) } }
        var made: [Identifier<Model>] = []
        for step in [Int64(0), 0, 5_000, -20_000, 0, 90_000] {
            clock.withLock { $0 += step }
            made += (0..<50).map { _ in ids.next() }
        }
        #expect(zip(made, made.dropFirst()).allSatisfy { $0 < $1 })
    }

    @Test func `identifiers made by many tasks at once are all different`() async {
        let ids = IdentifierGenerator()
        let made = await withTaskGroup(of: [Identifier<Model>].self) { group in
            for _ in 0..<8 {
                group.addTask { (0..<500).map { _ in ids.next() } }
            }
            return await group.reduce(into: Set()) { $0.formUnion($1) }
        }
        #expect(made.count == 4000)
    }

    @Test func `the text and the bytes sort as the identifiers do`() throws {
        let ids = (0..<300).map {
            Identifier<Model>(seconds: UInt32($0 % 7) << 28, random: 0xFF_0000_00FF, counter: $0)
        }
        let sorted = ids.sorted()
        #expect(ids.sorted { $0.description < $1.description } == sorted)
        #expect(ids.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) } == sorted)
    }

    @Test func `an identifier reads as it is written`() throws {
        let text = "650c1f00aabbccddee00002a"
        let id = try Identifier<Model>(text)
        #expect(id.description == text)
        #expect(Identifier<Model>(bytes: id.bytes) == id)
        #expect(try JSONDecoder().decode(Identifier<Model>.self, from: JSONEncoder().encode(id)) == id)
    }

    @Test(arguments: [
        "", "650c1f00aabbccddee00002", "650C1F00aabbccddee00002a", "650c1f00aabbccddee00002g",
        "+50c1f00aabbccddee00002a",
    ])
    func `what is no identifier is refused`(_ text: String) {
        #expect(throws: RoostError.self) { try Identifier<Model>(text) }
    }
}
