/// What a file is to contain, in order: bytes made here, and bytes that lie elsewhere and are never copied.
///
/// The memory that is viewed must outlive this.
package struct FilePieces {
    package enum Piece {
        case bytes([UInt8])
        case view(UnsafeRawBufferPointer)
    }

    package private(set) var pieces: [Piece] = []
    /// In bytes.
    package private(set) var count = 0

    package init() {}

    /// Hands out what the file contains, one piece after the other.
    package func forEach(_ body: (UnsafeRawBufferPointer) throws -> Void) rethrows {
        for piece in pieces {
            switch piece {
            case .bytes(let bytes): try bytes.withUnsafeBytes(body)
            case .view(let view): try body(view)
            }
        }
    }

    mutating func append(_ bytes: [UInt8]) {
        guard !bytes.isEmpty else { return }
        count += bytes.count
        guard case .bytes(var last) = pieces.last else { return pieces.append(.bytes(bytes)) }
        pieces.removeLast()
        last += bytes
        pieces.append(.bytes(last))
    }

    /// Views of neighbours become one.
    mutating func append(_ view: UnsafeRawBufferPointer) {
        guard let start = view.baseAddress, !view.isEmpty else { return }
        count += view.count
        guard case .view(let last) = pieces.last, let first = last.baseAddress, first + last.count == start else {
            return pieces.append(.view(view))
        }
        pieces[pieces.count - 1] = .view(UnsafeRawBufferPointer(start: first, count: last.count + view.count))
    }

    mutating func append(_ message: some ProtobufMessage, as field: Int) {
        var writer = ProtobufWriter()
        writer.message(field, message)
        append(writer.bytes)
    }

    /// Appends `nested` as the field of a message.
    mutating func append(_ nested: FilePieces, as field: Int) {
        var writer = ProtobufWriter()
        writer.header(field, length: nested.count)
        append(writer.bytes)
        for piece in nested.pieces {
            switch piece {
            case .bytes(let bytes): append(bytes)
            case .view(let view): append(view)
            }
        }
    }

    /// Fills up with zeros to a multiple of `alignment`.
    mutating func align(to alignment: Int) {
        let rest = count % alignment
        guard rest > 0 else { return }
        append([UInt8](repeating: 0, count: alignment - rest))
    }
}
