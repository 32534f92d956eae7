import RoostAPISupport
import Testing

@Suite struct ByteRangeTests {
    @Test(arguments: [
        ("bytes=0-0", ByteRange.part(0..<1)),
        ("bytes=2-", .part(2..<10)),
        ("bytes=2-100", .part(2..<10)),
        ("bytes=-3", .part(7..<10)),
        ("bytes=-100", .part(0..<10)),
        ("bytes=0-99999999999999999999", .part(0..<10)),
        ("bytes=10-", .outside),
        ("bytes=99999999999999999999-", .outside),
        ("bytes=-0", .outside),
        ("bytes=0-1,4-5", .whole),
        ("bytes=5-2", .whole),
        ("bytes=-", .whole),
        ("bytes=a-b", .whole),
        ("items=0-1", .whole),
    ])
    func `a range header asks for a part, the whole, or what is not there`(header: String, expected: ByteRange) {
        #expect(ByteRange(header: header, size: 10) == expected)
    }

    @Test func `nothing can be asked of empty content`() {
        #expect(ByteRange(header: "bytes=0-", size: 0) == .outside)
        #expect(ByteRange(header: nil, size: 0) == .whole)
    }
}
