import Foundation
import RoostONNXRuntime
import RoostTensors
import Testing

struct SessionTests {
    @Test func `a model says its inputs, outputs, free dimensions and metadata`() async throws {
        let session = try await TestRuntime.load().session(model: fixtureBytes("affine"))
        #expect(session.inputs.map(\.description) == ["x: float32[batch, 3]"])
        #expect(session.outputs.map(\.description) == ["y: float32[batch, 2]"])
        #expect(session.metadata == ["labels": #"["cat", "dog"]"#, "note": "größer"])
    }

    @Test(arguments: [SessionOptions.Weights.mapped, .prepacked], SessionOptions.Optimization.allCases)
    func `a run computes what the graph says`(
        _ weights: SessionOptions.Weights,
        _ optimization: SessionOptions.Optimization
    ) async throws {
        let options = SessionOptions(weights: weights, optimization: optimization, threads: 2)
        let session = try await TestRuntime.load().session(file: fixture("affine"), options: options)
        let x = try Tensor([1, 1, 1, 0, 2, 0] as [Float], shape: [2, 3])
        let y = try await session.run(["x": x])["y"]
        #expect(try y?.elements(of: Float.self) == [19, 32, 16, 28])
        #expect(y?.shape == [2, 2])
    }

    @Test func `an empty batch gives an empty result`() async throws {
        let session = try await TestRuntime.load().session(model: fixtureBytes("affine"))
        let y = try await session.run(["x": Tensor([] as [Float], shape: [0, 3])])["y"]
        #expect(y?.shape == [0, 2])
    }

    @Test func `every element type goes in and comes out`() async throws {
        let session = try await TestRuntime.load().session(model: fixtureBytes("types"))
        var inputs: [String: Tensor] = [:]
        for type in ElementType.allCases {
            let bytes = (0..<UInt8(2 * type.byteWidth)).map { type == .bool ? $0 : $0 &* 7 }
            inputs[type.rawValue] = try Tensor(elementType: type, shape: [1, 2], bytes: bytes)
        }
        let outputs = try await session.run(inputs)
        #expect(inputs.count == 13)
        for (name, tensor) in inputs { #expect(outputs[name + "_out"] == tensor) }
    }

    @Test func `what is no tensor of numbers is described, left out, and refused when asked for`() async throws {
        let session = try await TestRuntime.load().session(model: fixtureBytes("sequence"))
        let x = try Tensor([3] as [Float], shape: [1])
        #expect(session.outputs.map(\.elementType) == [nil, .float32, nil])
        #expect(try await session.run(["x": x]) == ["same": x])
        await #expect(throws: ONNXRuntimeError.self) { try await session.run(["x": x], outputs: ["pair"]) }
        await #expect(throws: ONNXRuntimeError.self) { try await session.run(["x": x], outputs: ["text"]) }
    }

    @Test(
        arguments: [
            (["z": [1, 3]], "the model has no input 'z'; it has x"),
            ([:], "the model's input 'x' was not given"),
            (["x": [2, 4]], "the model wants x: float32[batch, 3]; given was float32[2, 4]"),
            (["x": [3]], "the model wants x: float32[batch, 3]; given was float32[3]"),
        ] as [([String: [Int]], String)]
    )
    func `an input that does not fit is named`(_ shapes: [String: [Int]], _ message: String) async throws {
        let session = try await TestRuntime.load().session(model: fixtureBytes("affine"))
        let inputs = try shapes.mapValues { dimensions in
            let shape = try Shape(dimensions)
            return try Tensor([Float](repeating: 0, count: shape.elementCount), shape: shape)
        }
        await #expect(throws: ONNXRuntimeError(message)) { try await session.run(inputs) }
    }

    @Test func `an input of another type and an output that is not there are refused`() async throws {
        let session = try await TestRuntime.load().session(model: fixtureBytes("affine"))
        let doubles = try Tensor([1, 2, 3] as [Double], shape: [1, 3])
        let floats = try Tensor([1, 2, 3] as [Float], shape: [1, 3])
        await #expect(throws: ONNXRuntimeError("the model wants x: float32[batch, 3]; given was float64[1, 3]")) {
            try await session.run(["x": doubles])
        }
        let error = await #expect(throws: ONNXRuntimeError.self) {
            try await session.run(["x": floats], outputs: ["nope"])
        }
        #expect(error?.message.contains("nope") == true)
    }

    @Test func `bytes that are no model are refused with the library's reason`() async throws {
        let runtime = try TestRuntime.load()
        let whole = try fixtureBytes("affine")
        for bytes in [[], [0], Array("not a model".utf8), Array(whole.prefix(whole.count / 2))] {
            await #expect(throws: ONNXRuntimeError.self) { try await runtime.session(model: bytes) }
        }
        let error = await #expect(throws: ONNXRuntimeError.self) {
            try await runtime.session(file: URL(filePath: "/nowhere/model.onnx"))
        }
        #expect(error?.message.contains("model.onnx") == true)
    }

    @Test func `flipping any one byte of a model never crashes the process`() async throws {
        let runtime = try TestRuntime.load()
        let whole = try fixtureBytes("affine")
        var refused = 0
        for index in whole.indices {
            var bytes = whole
            bytes[index] ^= 0xFF
            do { _ = try await runtime.session(model: bytes) } catch { refused += 1 }
        }
        #expect(refused > 0)
    }

    @Test func `an execution provider the library lacks is refused with a list of those it has`() async throws {
        let runtime = try TestRuntime.load()
        let model = try fixtureBytes("affine")
        let missing = ExecutionProvider.Kind.allCases.filter { !runtime.availableProviders.contains($0.libraryName) }
        try #require(!missing.isEmpty)
        for kind in missing {
            let options = SessionOptions(providers: [ExecutionProvider(kind)])
            let error = await #expect(throws: ONNXRuntimeError.self) {
                try await runtime.session(model: model, options: options)
            }
            #expect(error?.message.contains("it has") == true)
            #expect(error?.message.contains("CPUExecutionProvider") == true)
        }
    }

    @Test func `execution providers are named as people write them`() throws {
        #expect(try ExecutionProvider(named: "CUDA").kind == .cuda)
        #expect(try ExecutionProvider(named: "TensorrtExecutionProvider").kind == .tensorrt)
        #expect(throws: ONNXRuntimeError.self) { try ExecutionProvider(named: "abacus") }
    }

    @Test func `fewer than one thread is refused`() async throws {
        let runtime = try TestRuntime.load()
        let model = try fixtureBytes("affine")
        await #expect(throws: ONNXRuntimeError.self) {
            try await runtime.session(model: model, options: SessionOptions(threads: 0))
        }
    }

    @Test func `cancelling the task ends a run that would go on for hours`() async throws {
        let session = try await TestRuntime.load().session(model: fixtureBytes("endless"))
        let x = try Tensor([0] as [Float], shape: [])
        let run = Task { try await session.run(["x": x]) }
        try await Task.sleep(for: .milliseconds(50))
        run.cancel()
        await #expect(throws: CancellationError.self) { try await run.value }
    }

    @Test func `many tasks run one session at once`() async throws {
        let session = try await TestRuntime.load().session(model: fixtureBytes("affine"))
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for index in 0..<200 {
                group.addTask {
                    let x = try Tensor([Float(index), 0, 0], shape: [1, 3])
                    let y = try await session.run(["x": x])["y"]?.elements(of: Float.self)
                    return y == [Float(index) + 10, Float(index) * 2 + 20]
                }
            }
            for try await equal in group { #expect(equal) }
        }
    }
}
