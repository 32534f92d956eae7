import RoostONNXRuntime
import RoostTensors
import Testing

struct RunInPlaceTests {
    /// Runs the affine model on memory of ours.
    private func run(_ x: [Float], _ name: String = "x", into y: inout [Float], _ columns: Int = 2) async throws {
        let session = try await TestRuntime.load().session(model: fixtureBytes("affine"))
        let rows = x.count / 3
        try x.withUnsafeBytes { x in
            try y.withUnsafeMutableBytes { y in
                let input = try TensorMemory(reading: .float32, Shape([rows, 3]), x)
                let output = try TensorMemory(.float32, Shape([rows, columns]), y)
                try session.run(inPlace: KeyValuePairs(dictionaryLiteral: (name, input)), into: ["y": output])
            }
        }
    }

    @Test func `a run writes into memory of the caller's`() async throws {
        var y = [Float](repeating: -1, count: 4)
        try await run([1, 1, 1, 0, 2, 0], into: &y)
        #expect(y == [19, 32, 16, 28])
    }

    @Test func `an input the model does not have is refused`() async throws {
        var y = [Float](repeating: -1, count: 2)
        await #expect(throws: ONNXRuntimeError.self) { try await run([1, 1, 1], "z", into: &y) }
        #expect(y == [-1, -1])
    }

    @Test func `memory of another size than the shape's is refused`() throws {
        var bytes = [UInt8](repeating: 0, count: 8)
        let refusal = bytes.withUnsafeMutableBytes { bytes in
            #expect(throws: ONNXRuntimeError.self) { try TensorMemory(.float32, [3], bytes) }
        }
        #expect(refusal?.message == "8 bytes of memory are no float32[3]")
    }

    @Test func `an output of another shape than the model's is refused`() async throws {
        var y = [Float](repeating: -1, count: 3)
        await #expect(throws: ONNXRuntimeError.self) { try await run([1, 1, 1], into: &y, 3) }
    }
}
