import CONNXRuntime
import RoostTensors

extension Session {
    /// Runs the model once on the caller's thread, on memory that is neither copied nor given up.
    ///
    /// For work that runs a small model often over much data: nothing is allocated for inputs and outputs. Blocks; any
    /// number of threads may do it at once, each with outputs of its own.
    ///
    /// - Parameters:
    ///   - inputs: one for each of ``inputs``, by name.
    ///   - outputs: where the wanted outputs are written to, by name; the shapes must be those the model gives.
    /// - Throws: ``ONNXRuntimeError`` naming the input that does not fit, or with the library's reason.
    package func run(
        inPlace inputs: KeyValuePairs<String, TensorMemory>,
        into outputs: KeyValuePairs<String, TensorMemory>
    ) throws(ONNXRuntimeError) {
        for (name, memory) in inputs {
            guard let input = self.inputs.first(where: { $0.name == name }) else {
                throw ONNXRuntimeError("the model has no input '\(name)'")
            }
            guard input.elementType == memory.elementType, input.accepts(memory.shape) else {
                throw ONNXRuntimeError("the model wants \(input); given was \(memory.elementType)\(memory.shape)")
            }
        }
        var given: [OpaquePointer?] = []
        var results: [OpaquePointer?] = []
        defer { (given + results).forEach(runtime.library.api.pointee.ReleaseValue) }
        for (_, memory) in inputs { given.append(try value(over: memory)) }
        for (_, memory) in outputs { results.append(try value(over: memory)) }
        let status = withCStrings(inputs.map(\.key)) { inputNames in
            withCStrings(outputs.map(\.key)) { outputNames in
                runtime.library.api.pointee.Run(
                    pointer,
                    nil,
                    inputNames,
                    given,
                    given.count,
                    outputNames,
                    results.count,
                    &results
                )
            }
        }
        try runtime.library.check(status, "run the model")
    }

    private func value(over memory: TensorMemory) throws(ONNXRuntimeError) -> OpaquePointer {
        let dimensions = memory.shape.dimensions.map(Int64.init)
        return try runtime.library.make("hand memory over") { api, out in
            api.pointee.CreateTensorWithDataAsOrtValue(
                runtime.memory,
                memory.bytes.baseAddress,
                memory.bytes.count,
                dimensions,
                dimensions.count,
                memory.elementType.ortType,
                out
            )
        }
    }
}
