import RoostImaging

/// Small images only: the fuzzer looks for wrong reads, not for large allocations.
private let limits = ImageLimits(pixels: 1 << 20)

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzImage(_ data: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = UnsafeRawBufferPointer(start: data, count: count)
    _ = try? ImageHeader.read(bytes, limits: limits)
    _ = try? Image.decode(bytes, limits: limits)
    return 0
}
