import Foundation
import RoostClient
import Synchronization

/// One line on standard error that is drawn over and over; nothing at all when nobody watches.
///
/// A class, because transfers draw it from many threads.
final class ProgressLine: Sendable {
    private let console: Console
    private let isShown: Bool
    private let drawn = Mutex<ContinuousClock.Instant?>(nil)

    init(_ output: Output) {
        console = output.console
        isShown = output.console.isTalkTerminal
    }

    /// Draws `text`, ten times a second at most.
    func draw(_ text: @autoclosure () -> String) {
        guard isShown else { return }
        let now = ContinuousClock.now
        drawn.withLock { last in
            if let last, now - last < .milliseconds(100) { return }
            last = now
            console.write("\r\u{1B}[K" + Output.safe(text()), .talk)
        }
    }

    /// Leaves an empty line for what comes next.
    func clear() {
        guard isShown else { return }
        drawn.withLock { last in
            if last != nil { console.write("\r\u{1B}[K", .talk) }
            last = nil
        }
    }

    /// Draws transfers.
    func transfer(_ verb: String) -> TransferProgress.Handler {
        { progress in
            let files = "\(progress.files)/\(progress.totalFiles) files"
            self.draw("\(verb) \(Self.bar(progress.bytes, of: progress.totalBytes)) \(files)")
        }
    }

    /// Draws an execution's progress.
    func execution() -> @Sendable (Execution) -> Void {
        { execution in
            let progress = execution.progress
            guard let total = progress.total else { return self.draw("\(execution.status.rawValue) …") }
            let failed = progress.failed == 0 ? "" : ", \(progress.failed) failed"
            let bar = Self.bar(share: total == 0 ? 1 : Double(progress.done) / Double(total))
            self.draw("\(execution.status.rawValue) \(bar) \(progress.done)/\(total)\(failed)")
        }
    }

    static func bar(_ bytes: Int64, of total: Int64) -> String {
        guard total > 0 else { return "\(ByteText(bytes))" }
        return "\(bar(share: Double(bytes) / Double(total))) \(ByteText(bytes))/\(ByteText(total))"
    }

    /// `share` from 0 to 1.
    static func bar(share: Double) -> String {
        let width = 24
        let filled = min(width, max(0, Int(share * Double(width))))
        return "[" + String(repeating: "#", count: filled) + String(repeating: ".", count: width - filled) + "]"
    }
}
