import CONNXRuntime

/// The opened library's table of functions, and the one way its failures become ours.
// Sendable: the table is constant memory of a library that is never closed.
struct Library: @unchecked Sendable {
    let api: UnsafePointer<OrtApi>
    let version: RuntimeVersion
    /// Frees what the library allocates for us, such as names; the library's own, never released.
    let allocator: OpaquePointer

    /// - Throws: ``ONNXRuntimeError`` when the library's version is one whose table we do not know.
    init(base: OrtApiBase, path: String) throws(ONNXRuntimeError) {
        let text = String(cString: base.GetVersionString())
        guard let version = RuntimeVersion(parsing: text), version.isSupported else {
            throw ONNXRuntimeError(
                """
                \(path) is ONNX Runtime \(text); \(RuntimeVersion.oldest) or a later 1.x is needed, \
                \(RuntimeVersion.written) is what Roost is tested with
                """
            )
        }
        guard let api = base.GetApi(UInt32(RuntimeVersion.oldest.minor)) else {
            throw ONNXRuntimeError("\(path) says it is ONNX Runtime \(text) but lacks that version's interface")
        }
        var allocator: OpaquePointer?
        try Self.check(api.pointee.GetAllocatorWithDefaultOptions(&allocator), "find the library's allocator", api)
        guard let allocator else {
            throw ONNXRuntimeError("ONNX Runtime has no allocator")
        }
        self.api = api
        self.version = version
        self.allocator = allocator
    }

    /// The library's entry point.
    static func open(_ path: String) -> Result<OrtApiBase, ONNXRuntimeError> {
        var message = [CChar](repeating: 0, count: 1024)
        guard let base = roost_onnxruntime_open(path, &message, message.count) else {
            let text = message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
            return .failure(ONNXRuntimeError(String(decoding: text, as: UTF8.self)))
        }
        return .success(base.pointee)
    }

    /// Throws what the library said when `result` is a failure; `action` continues "could not …" in the message.
    func check(_ result: OpaquePointer?, _ action: @autoclosure () -> String) throws(ONNXRuntimeError) {
        try Self.check(result, action(), api)
    }

    private static func check(
        _ result: OpaquePointer?,
        _ action: @autoclosure () -> String,
        _ api: UnsafePointer<OrtApi>
    ) throws(ONNXRuntimeError) {
        guard let result else { return }
        defer { api.pointee.ReleaseStatus(result) }
        throw ONNXRuntimeError("could not \(action()): \(String(cString: api.pointee.GetErrorMessage(result)))")
    }

    /// A new handle from one of the library's functions, which the caller releases.
    func make(
        _ action: @autoclosure () -> String,
        _ create: (UnsafePointer<OrtApi>, UnsafeMutablePointer<OpaquePointer?>) -> OpaquePointer?
    ) throws(ONNXRuntimeError) -> OpaquePointer {
        var handle: OpaquePointer?
        try check(create(api, &handle), action())
        guard let handle else {
            throw ONNXRuntimeError("could not \(action()): ONNX Runtime gave nothing back")
        }
        return handle
    }

    /// A string the library allocated, taken over and freed; `nil` for none.
    func take(_ string: UnsafeMutablePointer<CChar>?) -> String? {
        guard let string else { return nil }
        let text = String(cString: string)
        // Freeing does not fail; a status would only be a leak of the string.
        api.pointee.ReleaseStatus(api.pointee.AllocatorFree(allocator, string))
        return text
    }

    func availableProviders() throws(ONNXRuntimeError) -> [String] {
        var names: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
        var count: Int32 = 0
        try check(api.pointee.GetAvailableProviders(&names, &count), "list the execution providers")
        guard let names else { return [] }
        let list = (0..<Int(count)).compactMap { names[$0].map { String(cString: $0) } }
        try check(api.pointee.ReleaseAvailableProviders(names, count), "list the execution providers")
        return list
    }
}
