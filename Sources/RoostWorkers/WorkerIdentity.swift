import Foundation

/// Which process a worker is, so surely that a later process with the same number is not taken for it.
package struct WorkerIdentity: Sendable, Hashable, Codable {
    package let pid: Int32
    /// When it started, in clock ticks since boot: field 22 of `/proc/<pid>/stat`.
    package let startTicks: UInt64

    /// The process that has this number now; `nil` when there is none.
    package init?(pid: Int32) {
        guard
            let stat = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8),
            let commandEnd = stat.lastIndex(of: ")")
        else { return nil }
        // The command may hold anything, so fields are counted from its closing parenthesis: the state is field 3.
        let fields = stat[commandEnd...].split(separator: " ").dropFirst()
        guard fields.count > 19, fields.first != "Z", let ticks = UInt64(fields[fields.startIndex + 19]) else {
            return nil
        }
        self.pid = pid
        self.startTicks = ticks
    }

    package var isAlive: Bool { WorkerIdentity(pid: pid) == self }
}
