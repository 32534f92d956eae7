import CONNXRuntime
import RoostTensors
import Testing

@testable import RoostONNXRuntime

/// The slots that no other test goes through, because they serve devices a test machine lacks: a library without a
/// provider answers such a call with a message that names it, which shows that the call went where it should.
struct SlotTests {
    private func message(of result: OpaquePointer?, _ library: Library) -> String {
        guard let result else { return "" }
        defer { library.api.pointee.ReleaseStatus(result) }
        return String(cString: library.api.pointee.GetErrorMessage(result))
    }

    @Test func `options of a device are asked of its own provider`() throws {
        let runtime = try TestRuntime.load()
        let api = runtime.library.api.pointee
        let slots: [(ExecutionProvider.Kind, (UnsafeMutablePointer<OpaquePointer?>) -> OpaquePointer?)] = [
            (.cuda, api.CreateCUDAProviderOptions), (.tensorrt, api.CreateTensorRTProviderOptions),
            (.cann, api.CreateCANNProviderOptions),
        ]
        for (kind, create) in slots where !runtime.availableProviders.contains(kind.libraryName) {
            var provider: OpaquePointer?
            let message = message(of: create(&provider), runtime.library)
            #expect(message.lowercased().contains(kind.rawValue), "\(message)")
        }
    }

    @Test func `a provider by name is asked for by that name`() throws {
        let runtime = try TestRuntime.load()
        let options = try OptionsHandle(library: runtime.library)
        let result = withCStrings([]) { none in
            runtime.library.api.pointee.SessionOptionsAppendExecutionProvider(options.pointer, "Abacus", none, none, 0)
        }
        #expect(message(of: result, runtime.library).contains("Abacus"))
    }

    @Test func `a device that is not there cannot be added or changed`() throws {
        let runtime = try TestRuntime.load()
        let api = runtime.library.api.pointee
        let options = try OptionsHandle(library: runtime.library)
        // A library without the provider refuses these whatever they hold; zeros, should it look.
        let zeros = UnsafeMutableRawPointer.allocate(byteCount: 1 << 16, alignment: 64)
        zeros.initializeMemory(as: UInt8.self, repeating: 0, count: 1 << 16)
        defer { zeros.deallocate() }
        let nothing = OpaquePointer(zeros)
        try #require(!runtime.availableProviders.contains(ExecutionProvider.Kind.cuda.libraryName))
        let results = withCStrings([]) { none in
            [
                ("cuda", api.SessionOptionsAppendExecutionProvider_CUDA_V2(options.pointer, nothing)),
                ("cuda", api.UpdateCUDAProviderOptions(nothing, none, none, 0)),
                ("tensorrt", api.SessionOptionsAppendExecutionProvider_TensorRT_V2(options.pointer, nothing)),
                ("tensorrt", api.UpdateTensorRTProviderOptions(nothing, none, none, 0)),
                ("cann", api.SessionOptionsAppendExecutionProvider_CANN(options.pointer, nothing)),
                ("cann", api.UpdateCANNProviderOptions(nothing, none, none, 0)),
            ]
        }
        for (name, result) in results {
            let message = message(of: result, runtime.library)
            #expect(message.lowercased().contains(name), "\(message)")
        }
    }
}
