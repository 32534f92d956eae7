#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// A file that is read a window at a time, so that memory does not grow with it.
struct TextFile: Sendable {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    let path: String
    let size: Int
    private let descriptor: Int32

    init(_ path: String) throws(Failure) {
        descriptor = open(path, O_RDONLY)
        guard descriptor >= 0 else { throw Failure(description: "cannot open \(path)") }
        self.path = path
        size = Int(lseek(descriptor, 0, SEEK_END))
    }

    /// Hands windows of the file to `body` until it has had enough.
    ///
    /// - Parameters:
    ///   - start: where the first window begins.
    ///   - body: gets a window, where it begins, and whether it is the last; says where the next one begins, or `nil`.
    /// - Throws: what `body` throws, and that a value is larger than a window may be.
    func read(
        from start: Int,
        _ body: (_ window: UnsafeRawBufferPointer, _ start: Int, _ isLast: Bool) throws -> Int?
    ) throws {
        var capacity = 1 << 18
        var offset = start
        while true {
            let window = UnsafeMutableRawBufferPointer.allocate(byteCount: capacity, alignment: 16)
            defer { window.deallocate() }
            let count = pread(descriptor, window.baseAddress, capacity, off_t(offset))
            guard count >= 0 else { throw Failure(description: "cannot read \(path)") }
            let read = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(window)[..<count])
            guard let next = try body(read, offset, offset + count == size) else { return }
            if next == offset { capacity *= 2 }
            guard next > offset || capacity <= 1 << 26, offset + count < size || next > offset else {
                throw Failure(description: "\(path) has a value at byte \(offset) that does not end")
            }
            offset = next
        }
    }
}
