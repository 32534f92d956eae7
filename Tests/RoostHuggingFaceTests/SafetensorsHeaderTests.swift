import Foundation
import RoostHuggingFace
import RoostTensors
import Testing

struct SafetensorsHeaderTests {
    /// A file: length, header, and so many bytes of data.
    private static func file(_ header: String, data: Int, length: Int? = nil) -> [UInt8] {
        let claimed = UInt64(bitPattern: Int64(length ?? header.utf8.count))
        return (0..<8).map { UInt8(claimed >> (8 * UInt64($0)) & 0xff) } + Array(header.utf8)
            + [UInt8](repeating: 0, count: data)
    }

    private static func tensor(_ shape: String, _ begin: Int, _ end: Int, type: String = "F32") -> String {
        #"{"dtype":"\#(type)","shape":\#(shape),"data_offsets":[\#(begin),\#(end)]}"#
    }

    private func parse(_ bytes: [UInt8]) throws -> SafetensorsHeader {
        try bytes.withUnsafeBytes { try SafetensorsHeader.parse($0, fileSize: bytes.count, file: "m.safetensors") }
    }

    private func message(_ bytes: [UInt8]) -> String {
        do {
            _ = try parse(bytes)
            return "no error"
        } catch {
            return "\(error)"
        }
    }

    @Test func `tensors are found at their place in the file`() throws {
        let header =
            #"{"__metadata__":{"format":"pt"},"b":\#(Self.tensor("[2]", 16, 20, type: "F16")),"#
            + #""a":\#(Self.tensor("[2,2]", 0, 16)),"c":\#(Self.tensor("[0]", 20, 20))}"#
        let parsed = try parse(Self.file(header, data: 20))
        #expect(parsed.metadata == ["format": "pt"])
        #expect(parsed["a"]?.offset == 8 + header.utf8.count)
        #expect(parsed["b"]?.offset == 8 + header.utf8.count + 16)
        #expect(parsed["b"]?.type == .float16)
        #expect(parsed["c"]?.length == 0)
        #expect(parsed["d"] == nil)
    }

    @Test func `a header may be padded with spaces, as the reference implementation does`() throws {
        #expect(try parse(Self.file(#"{"a":\#(Self.tensor("[]", 0, 4))}   "#, data: 4))["a"]?.shape == [])
    }

    @Test(
        arguments: [
            ([], "too few for a header"),
            (file("{}", data: 0, length: 100_000_001), "at most 100000000 are allowed"),
            (file("{}", data: 0, length: -1), "no safetensors file"),
            (file("{}", data: 3, length: 90), "truncated"),
            (file("[]", data: 0), "no JSON object"),
            (file("{", data: 0), "ends too early"),
            (file("{}x", data: 0), "something after its end"),
            (file(#"{"a":1}"#, data: 0), "tensor 'a': its entry is no JSON object"),
            (file(#"{"a":{}}"#, data: 0), "tensor 'a': dtype is missing"),
            (file(#"{"a":\#(tensor("[1]", 0, 1, type: "F8_E4M3"))}"#, data: 1), "dtype 'F8_E4M3' is not supported"),
            (file(#"{"a":\#(tensor("[-1]", 0, 4))}"#, data: 4), "negative dimension"),
            (file(#"{"a":\#(tensor("[1.0]", 0, 4))}"#, data: 4), "no whole number"),
            (file(#"{"a":\#(tensor("[4294967296,4294967296]", 0, 4))}"#, data: 4), "more elements than"),
            (file(#"{"a":\#(tensor("[4611686018427387904]", 0, 4))}"#, data: 4), "does not take the 4 bytes"),
            (file(#"{"a":\#(tensor("[2]", 0, 4))}"#, data: 4), "does not take the 4 bytes"),
            (file(#"{"a":\#(tensor("[2]", 0, 8))}"#, data: 4), "lie outside the 4 bytes"),
            (file(#"{"a":\#(tensor("[1]", -4, 0))}"#, data: 4), "lie outside"),
            (file(#"{"a":\#(tensor("[1]", 4, 0))}"#, data: 4), "lie outside"),
            (file(#"{"a":\#(tensor("[1]", 0, 9_223_372_036_854_775_807))}"#, data: 4), "lie outside"),
            (file(#"{"a":\#(tensor("[1]", 4, 8))}"#, data: 8), "leaves a hole"),
            (file(#"{"a":\#(tensor("[2]", 0, 8)),"b":\#(tensor("[1]", 4, 8))}"#, data: 8), "overlaps"),
            (file(#"{"a":\#(tensor("[1]", 0, 4))}"#, data: 8), "4 bytes after the last tensor"),
            (file(#"{"a":\#(tensor("[1]", 0, 4)),"a":\#(tensor("[1]", 0, 4))}"#, data: 4), "key 'a' twice"),
            (file(#"{"__metadata__":{"a":1}}"#, data: 0), "__metadata__ 'a' is no string"),
            (file(String(repeating: "[", count: 5000), data: 0), "nested more than 64 deep"),
        ] as [([UInt8], String)]
    )
    func `hostile headers are refused with the file and the tensor named`(_ bytes: [UInt8], _ expected: String) {
        let message = message(bytes)
        #expect(message.hasPrefix("m.safetensors"))
        #expect(message.contains(expected))
    }

    @Test func `a file cut anywhere is refused`() {
        let bytes = Self.file(#"{"a":\#(Self.tensor("[2,2]", 0, 16))}"#, data: 16)
        #expect(bytes.indices.allSatisfy { message(Array(bytes[..<$0])) != "no error" })
        #expect(message(bytes) == "no error")
    }
}
