/// A number of bytes as people read it, in powers of a thousand.
struct ByteText: CustomStringConvertible {
    let description: String

    init(_ bytes: Int64) {
        guard bytes >= 1000 else {
            description = "\(bytes) B"
            return
        }
        var tenths = bytes / 100
        var unit = 0
        while tenths >= 10_000, unit < 4 {
            tenths /= 1000
            unit += 1
        }
        description = "\(tenths / 10).\(tenths % 10) \(["kB", "MB", "GB", "TB", "PB"][unit])"
    }
}
