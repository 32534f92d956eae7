/// Columns of numbers one after the other, little-endian.
struct ColumnWriter {
    private(set) var bytes: [UInt8] = []

    mutating func append(_ bytes: [UInt8]) { self.bytes += bytes }

    mutating func append(texts: [String]) {
        append(UInt64(texts.count))
        for text in texts { append(column: Array(text.utf8)) }
    }

    mutating func append<Number: FixedWidthInteger>(column: [Number]) {
        append(UInt64(column.count))
        bytes.reserveCapacity(bytes.count + column.count * MemoryLayout<Number>.size)
        for number in column { append(number) }
    }

    mutating func append(column: [Double]) { append(column: column.map(\.bitPattern)) }

    private mutating func append(_ number: some FixedWidthInteger) {
        withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
    }
}
