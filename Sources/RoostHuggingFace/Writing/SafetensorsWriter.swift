import Foundation
import RoostTensors

/// Writes a safetensors file, the tensors as they come, without holding them in memory.
///
/// As the reference implementation does, tensors lie in order of their elements' width, the widest first, then of their
/// names, so that each starts at a multiple of its width; the header is padded with spaces to a multiple of 8 bytes. The
/// same tensors always give the same bytes.
struct SafetensorsWriter {
    /// A tensor to be written; `bytes` live until it is.
    struct Tensor {
        let name: String
        let type: ElementType
        let shape: Shape
        let bytes: UnsafeRawBufferPointer
    }

    private static let chunk = 8 << 20

    /// Writes a new file.
    ///
    /// Blocks.
    ///
    /// - Throws: ``HuggingFaceError`` when a name is there twice, or the file cannot be written.
    static func write(_ tensors: [Tensor], to file: URL) throws(HuggingFaceError) {
        let sorted = tensors.sorted { ($1.type.byteWidth, $0.name) < ($0.type.byteWidth, $1.name) }
        let header = try header(sorted)
        do {
            try Data().write(to: file)
            let handle = try FileHandle(forWritingTo: file)
            defer { try? handle.close() }
            try handle.write(contentsOf: header)
            for tensor in sorted { try write(tensor.bytes, to: handle) }
            try handle.synchronize()
        } catch {
            throw HuggingFaceError(.unreadable, "\(file.lastPathComponent): cannot be written: \(error)")
        }
    }

    private static func write(_ bytes: UnsafeRawBufferPointer, to handle: FileHandle) throws {
        for start in stride(from: 0, to: bytes.count, by: chunk) {
            try handle.write(contentsOf: Data(bytes[start..<min(start + chunk, bytes.count)]))
        }
    }

    /// The 8 bytes of its length, the JSON and the padding.
    private static func header(_ tensors: [Tensor]) throws(HuggingFaceError) -> Data {
        var members: [String] = [#""__metadata__":{"format":"pt"}"#]
        var names: Set<String> = []
        var offset = 0
        for tensor in tensors {
            guard names.insert(tensor.name).inserted else {
                throw HuggingFaceError(.invalid, "tensor '\(tensor.name)' would be written twice")
            }
            let (end, overflow) = offset.addingReportingOverflow(tensor.bytes.count)
            guard !overflow else { throw HuggingFaceError(.invalid, "the tensors are too large for one file") }
            let shape = tensor.shape.dimensions.map(String.init).joined(separator: ",")
            members.append(
                "\(JSONWriter.text(.string(tensor.name))):{\"dtype\":\"\(tensor.type.safetensors)\","
                    + "\"shape\":[\(shape)],\"data_offsets\":[\(offset),\(end)]}"
            )
            offset = end
        }
        var json = Array("{\(members.joined(separator: ","))}".utf8)
        while !json.count.isMultiple(of: 8) { json.append(UInt8(ascii: " ")) }
        guard json.count <= SafetensorsHeader.maximumLength else {
            throw HuggingFaceError(.invalid, "the header would have \(json.count) bytes; there are too many tensors")
        }
        return withUnsafeBytes(of: UInt64(json.count).littleEndian) { Data($0) } + json
    }
}
