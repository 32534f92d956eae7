import Testing

@testable import RoostMLflowAPI

@Suite struct ProtobufDurationTests {
    @Test(arguments: [
        ("0s", 0), ("0.915s", 915), ("1.5s", 1500), ("3.000000999s", 3000), ("315576000000s", 315_576_000_000_000),
    ])
    func `a duration is read to the millisecond below`(_ text: String, _ milliseconds: Int64) {
        #expect(ProtobufDuration.milliseconds(of: text) == milliseconds)
    }

    @Test(arguments: ["", "1", "s", "-1s", "1.s", "1.0000000000s", "315576000001s", "1e3s", "99999999999999999999s"])
    func `what is none is none`(_ text: String) {
        #expect(ProtobufDuration.milliseconds(of: text) == nil)
    }

    @Test func `it is written with three digits or none`() {
        #expect([0, 7, 1000, 61_050].map(ProtobufDuration.text) == ["0s", "0.007s", "1s", "61.050s"])
    }
}
