import RoostEntities
import RoostImaging

@testable import RoostDatasetFormats

/// The first byte chooses who reads the rest.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzDatasets(_ data: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: data, count: count))
    guard let choice = bytes.first else { return 0 }
    let rest = Array(bytes.dropFirst())
    switch choice {
    case UInt8(ascii: "{"): fuzzCOCO(bytes)
    case UInt8(ascii: "<"): fuzzVOC(bytes)
    case 0x89: _ = try? LabelImage.decode(bytes, limits: ImageLimits(pixels: 1 << 16)).regions()
    case UInt8(ascii: "y"): fuzzYOLO(rest)
    case UInt8(ascii: "c"): fuzzTable(rest)
    default: fuzzMask(rest)
    }
    return 0
}

private func fuzzCOCO(_ bytes: [UInt8]) {
    var scanner = JSONScanner(bytes)
    _ = try? COCOIndex(&scanner).categories.labels()
    scanner = JSONScanner(bytes)
    guard let annotation = try? COCOAnnotation.read(&scanner) else { return }
    let draft = annotation.draft(label: "x", prefersBox: false)
    _ = COCOObject.members(of: draft, on: ImageSize(height: 8, width: 8)).map { JSONText.text(.object($0)) }
    guard case .polygon(let rings) = draft.geometry, rings.count < 8 else { return }
    let near = rings.allSatisfy { $0.allSatisfy { abs($0.x) < 1000 && abs($0.y) < 1000 } }
    if near { _ = try? rings.mask(on: ImageSize(height: 8, width: 8)) }
}

private func fuzzVOC(_ bytes: [UInt8]) {
    guard let annotation = try? VOCAnnotation(bytes) else { return }
    var xml = XMLText()
    for object in annotation.objects { VOCObject.write(object, box: object.geometry.boundingBox, to: &xml) }
}

private func fuzzYOLO(_ bytes: [UInt8]) {
    var lines = YOLOLines(names: [0: "a", 1: "b"], keypointColumns: 6)
    _ = try? lines.read(String(decoding: bytes, as: UTF8.self), size: ImageSize(height: 48, width: 64))
}

private func fuzzTable(_ bytes: [UInt8]) {
    var reader = CSVReader(String(decoding: bytes, as: UTF8.self))
    guard let header = try? reader.row(), let columns = try? TableColumns(header) else { return }
    while let row = try? reader.row() {
        guard row.count == columns.count else { continue }
        _ = (try? columns.annotation(row), columns.metadata(row), try? columns.subset(row))
    }
}

private func fuzzMask(_ bytes: [UInt8]) {
    guard let counts = RunLengths.counts(String(decoding: bytes, as: UTF8.self)) else { return }
    let size = ImageSize(height: 16, width: 16)
    guard let runs = try? RunLengths(size: size, counts: counts) else { return }
    _ = (RunLengths(Bitmap(runs)), runs.bounds, runs.area)
    guard RunLengths.counts(runs.text) == counts else { fatalError("a mask changes when it is written") }
}
