/// A safetensors file in memory: its checked header and the mapping the tensors lie in.
package struct SafetensorsFile: Sendable {
    package let mapping: MappedFile
    package let header: SafetensorsHeader

    /// - Throws: ``HuggingFaceError`` naming the file and the tensor that is wrong.
    package init(path: String, name: String) throws(HuggingFaceError) {
        mapping = try MappedFile(path: path, name: name)
        header = try SafetensorsHeader.parse(mapping.bytes, fileSize: mapping.bytes.count, file: name)
    }

    /// The little-endian bytes of a tensor, in place; they live as long as ``mapping`` does.
    package func bytes(of entry: SafetensorsHeader.Entry) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: mapping.bytes[entry.offset..<entry.offset + entry.length])
    }
}
