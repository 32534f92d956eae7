import RoostEntities
import RoostEvaluation
import Testing

struct EvidenceTests {
    private static func all() async throws -> [Evidence] {
        let cases = try EvaluatorCases.load()
        let (boxes, pixels, segments) = (cases.detection[0], cases.segmentation[0], cases.panoptic[0])
        return try await [
            boxes.finish(boxes.predictions).evidence, pixels.finish(pixels.predictions).evidence,
            segments.finish(segments.predictions).evidence,
        ]
    }

    @Test func `evidence is what it was when it is read`() async throws {
        for evidence in try await Self.all() {
            #expect(try Evidence(bytes: evidence.bytes) == evidence)
            #expect(evidence.bytes == (try Evidence(bytes: evidence.bytes)).bytes)
        }
    }

    @Test func `evidence that ends early or late is refused`() async throws {
        for evidence in try await Self.all() {
            let bytes = evidence.bytes
            for count in stride(from: 0, to: bytes.count, by: 7) {
                #expect(throws: RoostError.self) { try Evidence(bytes: Array(bytes.prefix(count))) }
            }
            #expect(throws: RoostError.self) { try Evidence(bytes: bytes + [0]) }
        }
    }

    @Test func `evidence with any byte changed is refused or can be compared`() async throws {
        var random = Xoshiro256(seed: 11)
        for evidence in try await Self.all() {
            let bytes = evidence.bytes
            for _ in 0..<300 {
                var changed = bytes
                for _ in 0...random.next(below: 3) {
                    let place = Int(random.next(below: UInt64(bytes.count)))
                    changed[place] = UInt8(truncatingIfNeeded: random.next())
                }
                guard let read = try? Evidence(bytes: changed) else { continue }
                _ = try? EvidenceComparing(versions: ["a:1"], evidence: [read], resamples: 100).comparison()
                _ = try? EvidenceComparing(versions: ["a", "b"], evidence: [evidence, read], resamples: 100)
                    .comparison()
            }
        }
    }

    @Test(arguments: [17, 25]) func `counts that no file can hold take no memory`(_ place: Int) async throws {
        for evidence in try await Self.all() {
            var bytes = evidence.bytes
            // How many classes there are, and how long the name of the first is.
            bytes.replaceSubrange(place..<place + 8, with: Array(repeating: 0xFF, count: 7) + [0x7F])
            #expect(throws: RoostError.self) { try Evidence(bytes: bytes) }
        }
    }
}
