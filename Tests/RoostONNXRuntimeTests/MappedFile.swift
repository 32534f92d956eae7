import Foundation

/// A file's bytes in memory for as long as this lives.
// Sendable: the mapping is private, read-only, set in `init` and removed in `deinit`.
final class MappedFile: @unchecked Sendable {
    let bytes: UnsafeRawBufferPointer

    init(_ url: URL) throws {
        let file = try FileHandle(forReadingFrom: url)
        let count = Int(try file.seekToEnd())
        let memory = mmap(nil, count, PROT_READ, MAP_PRIVATE, file.fileDescriptor, 0)
        guard let memory, memory != MAP_FAILED else { throw CocoaError(.fileReadUnknown) }
        bytes = UnsafeRawBufferPointer(start: memory, count: count)
    }

    /// 64 MiB of ones behind a 64-byte header, mapped, as a checkpoint is.
    static func ones(in folder: URL) throws -> MappedFile {
        let url = folder.appending(path: "ones")
        var data = Data(count: 64)
        let ones = [Float](repeating: 1, count: 4096 * 4096)
        ones.withUnsafeBytes { data.append(contentsOf: $0) }
        try data.write(to: url)
        return try MappedFile(url)
    }

    deinit {
        munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count)
    }
}

/// Zeros, allocated.
// Sendable: written only in `init`.
final class Bytes: @unchecked Sendable {
    let bytes: UnsafeRawBufferPointer

    init(count: Int) {
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 64)
        memory.initializeMemory(as: UInt8.self, repeating: 0)
        bytes = UnsafeRawBufferPointer(memory)
    }

    deinit {
        bytes.deallocate()
    }
}
