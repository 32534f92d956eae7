import Foundation
import RoostEntities
import Testing

@Suite struct TimestampTests {
    @Test(arguments: [
        (Int64(0), "1970-01-01T00:00:00.000Z"), (1_795_253_400_125, "2026-11-21T09:30:00.125Z"),
        (951_782_399_999, "2000-02-28T23:59:59.999Z"), (-1, "1969-12-31T23:59:59.999Z"),
        (-62_135_596_800_000, "0001-01-01T00:00:00.000Z"), (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
        (1_709_164_800_000, "2024-02-29T00:00:00.000Z"), (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
    ])
    func `a moment is written in RFC 3339 to the millisecond, as Python's datetime writes it`(
        _ milliseconds: Int64,
        _ text: String
    ) throws {
        #expect(Timestamp(milliseconds: milliseconds).description == text)
        #expect(try read(text) == Timestamp(milliseconds: milliseconds))
    }

    @Test(arguments: [
        "2026-11-21T09:30:00.125Z", "2026-11-21T10:30:00.125+01:00", "2026-11-21T04:00:00.125999-05:30",
        "2026-11-21t09:30:00.1250z",
    ])
    func `one moment has several spellings`(_ text: String) throws {
        #expect(try read(text) == Timestamp(milliseconds: 1_795_253_400_125))
    }

    @Test func `every millisecond reads as it is written`() throws {
        for milliseconds in Int64(1_795_253_400_000)..<1_795_253_401_000 {
            let moment = Timestamp(milliseconds: milliseconds)
            let back = try read(moment.description)
            #expect(back == moment)
        }
    }

    @Test func `a moment without a fraction is read`() throws {
        #expect(try read("2026-11-21T09:30:00Z") == Timestamp(milliseconds: 1_795_253_400_000))
    }

    @Test(arguments: [
        "", "yesterday", "2026-13-01T00:00:00Z", "2026-11-21", "2026-02-29T00:00:00Z", "2026-11-21T24:00:00Z",
        "2026-11-21T09:30:00", "2026-11-21T09:30:00.Z", "2026-11-21T09:30:00+0100", "2026-11-21T09:30:00Zx",
        "+026-11-21T09:30:00Z", "2026-00-10T00:00:00Z", "2026-11-21T09:60:00Z",
    ])
    func `what is no moment is refused`(_ text: String) {
        #expect(throws: DecodingError.self) { try read(text) }
    }

    private func read(_ text: String) throws -> Timestamp {
        try JSONDecoder().decode(Timestamp.self, from: Data("\"\(text)\"".utf8))
    }
}
