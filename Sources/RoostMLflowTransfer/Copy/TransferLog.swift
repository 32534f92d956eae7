import Synchronization

/// What has happened so far, told to whoever watches.
///
/// A class, because what is copied side by side writes to it from many threads.
package final class TransferLog: Sendable {
    private let state = Mutex(TransferReport())
    private let onChange: @Sendable (TransferReport) -> Void

    package init(onChange: @escaping @Sendable (TransferReport) -> Void = { _ in }) {
        self.onChange = onChange
    }

    package var report: TransferReport { state.withLock(\.self) }

    func note(_ change: (inout TransferReport) -> Void) {
        let report = state.withLock { report in
            change(&report)
            return report
        }
        onChange(report)
    }

    func lose(of owner: String, _ what: String, _ why: String) {
        note { $0.add(TransferLoss(of: owner, what, why)) }
    }
}
