import CONNXRuntime

/// The library's own form of ``SessionOptions``, for as long as a session is being made from it.
struct OptionsHandle: ~Copyable {
    let pointer: OpaquePointer
    private let library: Library

    init(library: Library) throws(ONNXRuntimeError) {
        self.library = library
        self.pointer = try library.make("make session options") { api, out in
            api.pointee.CreateSessionOptions(out)
        }
    }

    deinit {
        library.api.pointee.ReleaseSessionOptions(pointer)
    }

    /// Carries the options over; `available` are the execution providers the library has.
    borrowing func apply(_ options: SessionOptions, available: [String]) throws(ONNXRuntimeError) {
        guard options.threads > 0, let threads = Int32(exactly: options.threads) else {
            throw ONNXRuntimeError("a model cannot run on \(options.threads) threads: give 1 or more")
        }
        let api = library.api.pointee
        try library.check(api.SetIntraOpNumThreads(pointer, threads), "set the number of threads")
        try library.check(
            api.SetSessionGraphOptimizationLevel(pointer, options.optimization.level),
            "set the optimization level"
        )
        // Idle workers that spin for long rob every other session of the machine.
        try set("session.intra_op.spin_duration_us", to: "200")
        if options.weights == .mapped {
            try set("session.disable_prepacking", to: "1")
        }
        for provider in options.providers where provider.kind != .cpu {
            try append(provider, available: available)
        }
    }

    borrowing func set(_ key: String, to value: String) throws(ONNXRuntimeError) {
        try library.check(library.api.pointee.AddSessionConfigEntry(pointer, key, value), "set \(key)=\(value)")
    }

    /// Lets initialisers that name an external file use this memory as that file, where it lies, and no other file.
    borrowing func use(_ weights: [ExternalWeights]) throws(ONNXRuntimeError) {
        // Without a folder the library would look in the one the process stands in. There are no files in this one.
        try set("session.model_external_initializers_file_folder_path", to: "/dev/null")
        guard !weights.isEmpty else { return }
        try set("session.use_external_initializer_file_buffers_directly", to: "1")
        let lengths = weights.map(\.bytes.count)
        // The library takes the buffers as `char *` but only reads them.
        let buffers = weights.map { file in
            UnsafeMutablePointer(mutating: file.bytes.baseAddress?.assumingMemoryBound(to: CChar.self))
        }
        let result = withCStrings(weights.map(\.location)) { names in
            library.api.pointee.AddExternalInitializersFromFilesInMemory(
                pointer,
                names,
                buffers,
                lengths,
                weights.count
            )
        }
        try library.check(result, "hand the weights over")
    }

    private borrowing func append(
        _ provider: ExecutionProvider,
        available: [String]
    ) throws(ONNXRuntimeError) {
        guard available.contains(provider.kind.libraryName) else {
            throw ONNXRuntimeError(
                """
                this ONNX Runtime has no execution provider '\(provider)'; it has \
                \(available.joined(separator: ", ")). Install a build of the library with it, or choose 'cpu'
                """
            )
        }
        let settings = provider.settings.sorted { $0.key < $1.key }
        let result = withCStrings(settings.map(\.key)) { keys in
            withCStrings(settings.map(\.value)) { values in
                append(provider.kind, keys, values, settings.count)
            }
        }
        try library.check(result, "use the execution provider '\(provider)'")
    }

    private typealias Strings = UnsafePointer<UnsafePointer<CChar>?>

    private borrowing func append(
        _ kind: ExecutionProvider.Kind,
        _ keys: Strings,
        _ values: Strings,
        _ count: Int
    ) -> OpaquePointer? {
        let api = library.api.pointee
        switch kind {
        case .cpu:
            return nil
        case .openvino, .coreml:
            let name = kind == .openvino ? "OpenVINO" : "CoreML"
            return api.SessionOptionsAppendExecutionProvider(pointer, name, keys, values, count)
        case .cuda:
            return append(
                create: api.CreateCUDAProviderOptions,
                update: { api.UpdateCUDAProviderOptions($0, keys, values, count) },
                append: api.SessionOptionsAppendExecutionProvider_CUDA_V2,
                release: api.ReleaseCUDAProviderOptions
            )
        case .tensorrt:
            return append(
                create: api.CreateTensorRTProviderOptions,
                update: { api.UpdateTensorRTProviderOptions($0, keys, values, count) },
                append: api.SessionOptionsAppendExecutionProvider_TensorRT_V2,
                release: api.ReleaseTensorRTProviderOptions
            )
        case .cann:
            return append(
                create: api.CreateCANNProviderOptions,
                update: { api.UpdateCANNProviderOptions($0, keys, values, count) },
                append: api.SessionOptionsAppendExecutionProvider_CANN,
                release: api.ReleaseCANNProviderOptions
            )
        }
    }

    /// The four steps every provider with options of its own type takes; the first that fails ends it.
    private borrowing func append(
        create: (UnsafeMutablePointer<OpaquePointer?>) -> OpaquePointer?,
        update: (OpaquePointer) -> OpaquePointer?,
        append: (OpaquePointer, OpaquePointer) -> OpaquePointer?,
        release: (OpaquePointer?) -> Void
    ) -> OpaquePointer? {
        var provider: OpaquePointer?
        if let failure = create(&provider) { return failure }
        guard let provider else { return nil }
        defer { release(provider) }
        return update(provider) ?? append(pointer, provider)
    }
}

extension SessionOptions.Optimization {
    fileprivate var level: OrtGraphOptimizationLevel {
        switch self {
        case .none: OrtGraphOptimizationNone
        case .basic: OrtGraphOptimizationBasic
        case .extended: OrtGraphOptimizationExtended
        case .all: OrtGraphOptimizationAll
        }
    }
}
