import RoostONNX

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzONNX(_ data: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    _ = try? ONNXModelSummary.read(UnsafeRawBufferPointer(start: data, count: count))
    return 0
}
