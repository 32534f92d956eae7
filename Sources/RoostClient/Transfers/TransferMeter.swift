import Synchronization

/// Adds up what concurrent transfers have done.
///
/// A class, because they all count into one place.
final class TransferMeter: Sendable {
    private let progress: Mutex<TransferProgress>
    private let handler: TransferProgress.Handler?

    init(totalBytes: Int64, totalFiles: Int, handler: TransferProgress.Handler?) {
        progress = Mutex(TransferProgress(bytes: 0, totalBytes: totalBytes, files: 0, totalFiles: totalFiles))
        self.handler = handler
    }

    /// Counts bytes; a negative number takes back what has to be sent again.
    func add(bytes: Int64) {
        report { $0.bytes += bytes }
    }

    func finishFile(bytes: Int64 = 0) {
        report {
            $0.bytes += bytes
            $0.files += 1
        }
    }

    private func report(_ change: (inout TransferProgress) -> Void) {
        guard let handler else { return }
        let now = progress.withLock { progress in
            change(&progress)
            return progress
        }
        handler(now)
    }
}
