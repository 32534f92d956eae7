import Foundation
import RoostEntities
import Testing

@Suite struct SplitTests {
    @Test(arguments: [
        (1797, [80.0, 10, 10], [1437, 180, 180]), (10, [1, 1, 1], [4, 3, 3]), (1, [80, 10, 10], [1, 0, 0]),
        (0, [1, 0, 0], [0, 0, 0]), (7, [0, 0, 5], [0, 0, 7]), (3, [0.5, 0.25, 0.25], [1, 1, 1]),
    ])
    func `counts are exact, by the largest remainder`(count: Int, shares: [Double], expected: [Int]) throws {
        let shares = try Split.Shares(train: shares[0], validation: shares[1], test: shares[2])
        #expect(Apportionment.counts(strata: [count], shares: shares) == [expected])
    }

    @Test func `stratified counts add up to the same totals, and each label gets its part`() throws {
        let shares = try Split.Shares(train: 80, validation: 10, test: 10)
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<200 {
            let strata = (0..<Int.random(in: 1...40, using: &generator)).map { _ in Int.random(in: 0...50) }
            let counts = Apportionment.counts(strata: strata, shares: shares)
            let whole = Apportionment.counts(strata: [strata.reduce(0, +)], shares: shares)[0]
            #expect(counts.map { $0.reduce(0, +) } == strata)
            #expect((0..<3).map { subset in counts.reduce(0) { $0 + $1[subset] } } == whole)
            #expect(counts.allSatisfy { $0.allSatisfy { $0 >= 0 } })
            for (count, parts) in zip(strata, counts) {
                #expect(abs(Double(parts[2]) - Double(count) / 10) <= 1.2, "\(strata)")
            }
        }
    }

    @Test(arguments: [
        #"{"shares": {"train": 8, "validation": 1, "test": 1}, "seed": 7, "stratify": true}"#,
        #"{"by": "folder"}"#, #"{"to": "test", "filter": "path ~ \"a/*\""}"#, #"{"to": null}"#,
    ])
    func `a split is the same after a journey`(json: String) throws {
        let split = try JSONDecoder().decode(Split.self, from: Data(json.utf8))
        #expect(try JSONDecoder().decode(Split.self, from: JSONEncoder().encode(split)) == split)
    }

    @Test(arguments: [
        "{}", #"{"by": "folder", "to": "test"}"#, #"{"by": "luck"}"#, #"{"shares": {}}"#,
        #"{"shares": {"train": -1, "test": 2}}"#,
    ])
    func `a split that cannot be is refused`(json: String) {
        #expect(throws: RoostError.self) { try JSONDecoder().decode(Split.self, from: Data(json.utf8)) }
    }
}
