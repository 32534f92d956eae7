import RoostHuggingFace

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzSafetensors(_ data: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let file = UnsafeRawBufferPointer(start: data, count: count)
    _ = try? SafetensorsHeader.parse(file, fileSize: count, file: "fuzz.safetensors")
    return 0
}
