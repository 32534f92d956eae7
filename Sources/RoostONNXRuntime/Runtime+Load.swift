import CONNXRuntime
import Foundation
import RoostThreads

extension Runtime {
    /// Loads a model whose weights, if outside of it, lie in memory already.
    ///
    /// - Parameters:
    ///   - model: a serialised `ModelProto`.
    ///   - weights: the files that its external initialisers name; used in place, never copied and never looked for on
    ///     disk. One that names another file is refused.
    ///   - options: how to load and run it.
    /// - Returns: the model, ready to run.
    /// - Throws: ``ONNXRuntimeError`` with the library's reason.
    package func session(
        model: [UInt8],
        weights: [ExternalWeights] = [],
        options: SessionOptions = SessionOptions()
    ) async throws(ONNXRuntimeError) -> Session {
        try await threads.run { [self] () throws(ONNXRuntimeError) in
            try loadSession(model: model, weights: weights, options: options)
        }
    }

    /// Loads a plain `.onnx` file.
    ///
    /// Files of weights beside it are mapped by the library, which refuses any outside of the model's own folder.
    ///
    /// - Throws: ``ONNXRuntimeError`` with the library's reason.
    package func session(
        file: URL,
        options: SessionOptions = SessionOptions()
    ) async throws(ONNXRuntimeError) -> Session {
        try await threads.run { [self] () throws(ONNXRuntimeError) in
            try loadSession(file: file, options: options)
        }
    }

    private func loadSession(
        model: [UInt8],
        weights: [ExternalWeights],
        options: SessionOptions
    ) throws(ONNXRuntimeError) -> Session {
        let handle = try OptionsHandle(library: library)
        try handle.apply(options, available: availableProviders)
        try handle.use(weights)
        let settings = handle.pointer
        var session: OpaquePointer?
        let result = model.withUnsafeBytes { bytes in
            // The library wants an address even of nothing, and then says that nothing is no model.
            withUnsafePointer(to: 0) { nothing in
                library.api.pointee.CreateSessionFromArray(
                    environment,
                    bytes.baseAddress ?? UnsafeRawPointer(nothing),
                    bytes.count,
                    settings,
                    &session
                )
            }
        }
        try library.check(result, "load the model")
        return try adopt(session, weights, options)
    }

    private func loadSession(file: URL, options: SessionOptions) throws(ONNXRuntimeError) -> Session {
        let handle = try OptionsHandle(library: library)
        try handle.apply(options, available: availableProviders)
        var session: OpaquePointer?
        try library.check(
            library.api.pointee.CreateSession(environment, file.path, handle.pointer, &session),
            "load the model \(file.lastPathComponent)"
        )
        return try adopt(session, [], options)
    }

    private func adopt(
        _ session: OpaquePointer?,
        _ weights: [ExternalWeights],
        _ options: SessionOptions
    ) throws(ONNXRuntimeError) -> Session {
        guard let session else {
            throw ONNXRuntimeError("could not load the model: ONNX Runtime gave nothing back")
        }
        return try Session(session, weights: weights, runsAtOnce: options.runsAtOnce, runtime: self)
    }
}
