import Foundation
import RoostClient
import RoostMLflowTransfer

/// Watches a transfer: draws how far it is, and stops it at ^C.
struct TransferSession {
    let output: Output
    let verb: String

    /// - Returns: What became of it.
    /// - Throws: What the transfer throws, once what was done until then has been told.
    func run(_ transfer: @escaping @Sendable (TransferLog) async throws -> Void) async throws -> TransferReport {
        let (line, verb) = (ProgressLine(output), verb)
        let log = TransferLog { report in
            let models = report.models.copied + report.versions.copied
            line.draw(
                "\(verb) \(report.runs.copied) runs, \(report.points) points, \(report.files.copied) files "
                    + "(\(ByteText(report.bytes)))" + (models == 0 ? "" : ", \(models) models")
            )
        }
        do {
            try await withThrowingTaskGroup(of: Bool.self) { group in
                group.addTask {
                    try await transfer(log)
                    return true
                }
                group.addTask {
                    for await _ in Interrupts.stream() { return false }
                    return true
                }
                let isDone = try await group.next() ?? true
                group.cancelAll()
                guard isDone else { throw RoostError(.cancelled, "cancelled") }
            }
        } catch {
            line.clear()
            let report = log.report
            output.say(
                "stopped after \(report.runs.copied) runs, \(report.points) points and \(report.files.copied) files; "
                    + "the same command goes on from there"
            )
            throw error
        }
        line.clear()
        return log.report
    }
}

extension TransferReport {
    var fields: [Field] {
        [
            Field("experiments", text(experiments)),
            Field("runs", text(runs)),
            Field("points", String(points)),
            Field("artifacts", text(files) + " (\(ByteText(bytes)))"),
            Field("logged models", text(models)),
            Field("models", text(registeredModels)),
            Field("versions", text(versions)),
            Field("not kept", losses.isEmpty ? nil : lossText),
        ]
    }

    private func text(_ count: Count) -> String {
        count.kept == 0 ? "\(count.copied) copied" : "\(count.copied) copied, \(count.kept) there already"
    }

    /// The first of them; all are in `--json`.
    private var lossText: String {
        let shown = losses.prefix(20).map { "\($0.of): \($0.what): \($0.why)" }
        let further = losses.count - shown.count + furtherLosses
        return (shown + (further == 0 ? [] : ["and \(further) more; --json has them"])).joined(separator: "\n")
    }
}
