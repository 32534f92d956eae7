import CONNXRuntime
import RoostTensors
import RoostThreads

extension Session {
    /// Runs the model once.
    ///
    /// The inputs are read where they lie; the outputs are copied once, out of the library's memory. Cancelling the task
    /// ends the run before its next operator.
    ///
    /// - Parameters:
    ///   - tensors: one for each of ``inputs``, by name.
    ///   - names: the wanted outputs; all tensors among ``outputs`` by default.
    /// - Returns: a tensor for each wanted output, by name.
    /// - Throws: ``ONNXRuntimeError`` naming the input that does not fit, or with the library's reason;
    ///   `CancellationError`.
    package func run(_ tensors: [String: Tensor], outputs names: [String]? = nil) async throws -> [String: Tensor] {
        let names = names ?? outputs.filter { $0.elementType != nil }.map(\.name)
        let given = try checked(tensors)
        let handle = try RunHandle(library: runtime.library)
        do {
            return try await withTaskCancellationHandler {
                try await threads.run { [self] in try run(given, outputs: names, handle) }
            } onCancel: {
                handle.terminate()
            }
        } catch {
            try Task.checkCancellation()
            throw error
        }
    }

    /// The tensors in the order of ``inputs``.
    private func checked(_ tensors: [String: Tensor]) throws(ONNXRuntimeError) -> [Tensor] {
        if let stranger = tensors.keys.sorted().first(where: { name in !inputs.contains { $0.name == name } }) {
            let known = inputs.map(\.name).joined(separator: ", ")
            throw ONNXRuntimeError("the model has no input '\(stranger)'; it has \(known)")
        }
        var ordered: [Tensor] = []
        for input in inputs {
            guard let tensor = tensors[input.name] else {
                throw ONNXRuntimeError("the model's input '\(input.name)' was not given")
            }
            guard tensor.elementType == input.elementType, input.accepts(tensor.shape) else {
                throw ONNXRuntimeError("the model wants \(input); given was \(tensor.elementType)\(tensor.shape)")
            }
            ordered.append(tensor)
        }
        return ordered
    }

    private func run(_ tensors: [Tensor], outputs names: [String], _ handle: RunHandle) throws -> [String: Tensor] {
        try withValues(of: tensors[...], []) { values in
            var results = [OpaquePointer?](repeating: nil, count: names.count)
            defer { results.forEach(runtime.library.api.pointee.ReleaseValue) }
            let status = withCStrings(inputs.map(\.name)) { inputNames in
                withCStrings(names) { outputNames in
                    runtime.library.api.pointee.Run(
                        pointer,
                        handle.pointer,
                        inputNames,
                        values,
                        values.count,
                        outputNames,
                        names.count,
                        &results
                    )
                }
            }
            try runtime.library.check(status, "run the model")
            var tensors: [String: Tensor] = [:]
            for (name, value) in zip(names, results) {
                tensors[name] = try tensor(of: value, named: name)
            }
            return tensors
        }
    }

    /// Wraps the tensors' own memory in values of the library, one after the other, for the time of `body`.
    private func withValues<Result>(
        of tensors: ArraySlice<Tensor>,
        _ values: [OpaquePointer?],
        _ body: ([OpaquePointer?]) throws -> Result
    ) throws -> Result {
        guard let tensor = tensors.first else { return try body(values) }
        return try tensor.bytes.withUnsafeBytes { bytes in
            let dimensions = tensor.shape.dimensions.map(Int64.init)
            let value = try runtime.library.make("hand an input over") { api, out in
                api.pointee.CreateTensorWithDataAsOrtValue(
                    runtime.memory,
                    // The library only reads inputs.
                    UnsafeMutableRawPointer(mutating: bytes.baseAddress),
                    bytes.count,
                    dimensions,
                    dimensions.count,
                    tensor.elementType.ortType,
                    out
                )
            }
            defer { runtime.library.api.pointee.ReleaseValue(value) }
            return try withValues(of: tensors.dropFirst(), values + [value], body)
        }
    }

    private func tensor(of value: OpaquePointer?, named name: String) throws -> Tensor {
        let library = runtime.library
        let api = library.api.pointee
        var isTensor: Int32 = 0
        guard let value else { throw ONNXRuntimeError("the model gave no output '\(name)'") }
        try library.check(api.IsTensor(value, &isTensor), "read the output '\(name)'")
        guard isTensor != 0 else {
            throw ONNXRuntimeError("the output '\(name)' is a sequence or map, not a tensor: ask for another")
        }
        let info = try library.make("read the output '\(name)'") { api, out in
            api.pointee.GetTensorTypeAndShape(value, out)
        }
        defer { api.ReleaseTensorTypeAndShapeInfo(info) }
        let description = try TensorDescription(of: info, library: library)
        guard let type = description.elementType else {
            throw ONNXRuntimeError("the output '\(name)' holds text or an unusual number format: ask for another")
        }
        let shape = try Shape(description.dimensions)
        var memory: UnsafeMutableRawPointer?
        try library.check(api.GetTensorMutableData(value, &memory), "read the output '\(name)'")
        let bytes = UnsafeRawBufferPointer(start: memory, count: shape.elementCount * type.byteWidth)
        return try Tensor(elementType: type, shape: shape, bytes: [UInt8](bytes))
    }
}
