import Foundation
import RoostEntities
import Testing

@testable import RoostMLflowAPI

/// Spans as opentelemetry-proto 1.45.2 wrote them; `Fixtures/make_spans.py` made the files.
@Suite struct WireSpanTests {
    static func fixture(_ name: String) throws -> [UInt8] {
        let url = try #require(Bundle.module.url(forResource: name, withExtension: nil, subdirectory: "Fixtures"))
        return [UInt8](try Data(contentsOf: url))
    }

    @Test func `spans become the JSON that protobuf's own library makes of them`() throws {
        let resources = try WireDecoder.resources(of: Self.fixture("spans.pb"))
        let spans = try resources.flatMap(\.spans).map { try JSONReader.value(of: $0.json) }
        #expect(try JSONValue.array(spans) == JSONReader.value(of: Self.fixture("spans.json")))
    }

    @Test func `spans of a trace come together, with its tags and what went in`() throws {
        let traces = try TraceSpans.sorted(WireDecoder.resources(of: Self.fixture("spans.pb")))
        let trace = try #require(traces.first)
        #expect(traces.count == 1 && trace.trace.text == "tr-000102030405060708090a0b0c0d0e0f")
        #expect(trace.tags == ["service.name": "shop", "service.count": "3", "team": "a"])
        #expect(trace.requestPreview == #"{"question": "größe?"}"# && trace.responsePreview == nil)
        #expect(trace.spans.map(\.type) == ["LLM", "UNKNOWN"] && trace.spans.map(\.status) == [.ok, .error])
        #expect(trace.spans.map(\.parentID) == [nil, 0x0809_0a0b_0c0d_0e0f] && trace.spans[1].id == .max)
        #expect(trace.spans.map(\.endedAt) == [1_700_000_002_623_456_789, nil] && trace.state == .ok)
    }

    @Test func `a request that is cut anywhere is refused or is a shorter one`() throws {
        let whole = try Self.fixture("spans.pb")
        for count in whole.indices {
            guard let resources = try? WireDecoder.resources(of: Array(whole.prefix(count))) else { continue }
            #expect(resources.count <= 1)
        }
        #expect(throws: RoostError.self) { try WireDecoder.resources(of: Array(whole.dropLast())) }
    }

    @Test(
        arguments: [
            [0xff], [0x0a], [0x0a, 0x05, 0x00], [0x00, 0x00], [0x0b], [0x0f], [0x0a, 0x80], [0x08], [0x09, 1, 2],
            [0x0d, 1],
            [0x0a, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01], Array(repeating: 0xff, count: 12),
            [0x0a, 0x02, 0x12, 0x02], [0x0a, 0x02, 0x10, 0x01], [0x0a, 0x04, 0x12, 0x02, 0x10, 0x01],
        ] as [[UInt8]]
    ) func `what is no request is refused`(_ bytes: [UInt8]) {
        #expect(throws: RoostError.self) { try TraceSpans.sorted(WireDecoder.resources(of: bytes)) }
    }

    @Test func `fields that nobody knows are passed over`() throws {
        let unknown: [UInt8] = [0x78, 0x05, 0x7d, 1, 2, 3, 4, 0x79, 1, 2, 3, 4, 5, 6, 7, 8, 0x7a, 0x01, 0x41]
        let resources = try WireDecoder.resources(of: unknown + Self.fixture("spans.pb"))
        #expect(resources.flatMap(\.spans).count == 2)
    }

    @Test func `few bytes do not become many things`() {
        let empty = Array(repeating: [0x0a, 0x00] as [UInt8], count: 500_001).flatMap(\.self)
        #expect { try WireDecoder.resources(of: empty) } throws: { ($0 as? RoostError)?.code == .tooLarge }
    }
}
