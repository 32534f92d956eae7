import Synchronization

/// What one file has added to a ``TransferMeter``, so that bytes sent in vain can be taken back.
///
/// A class, because the connection and the loop that repairs it count into one place.
final class FileMeter: Sendable {
    private let meter: TransferMeter
    private let counted = Mutex<Int64>(0)

    init(_ meter: TransferMeter) {
        self.meter = meter
    }

    func add(_ bytes: Int64) {
        counted.withLock { $0 += bytes }
        meter.add(bytes: bytes)
    }

    /// So many bytes of the file are known to be where they belong.
    func settle(at bytes: Int64) {
        let difference = counted.withLock { counted in
            defer { counted = bytes }
            return bytes - counted
        }
        guard difference != 0 else { return }
        meter.add(bytes: difference)
    }
}
