import ArgumentParser
import RoostClient

struct Prune: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Archive or delete old versions of a model that nothing uses.",
        discussion: """
            Kept are the newest, those that an alias points at or an execution works with, those in training, and with \
            --delete those that a kept version was made of.
            """
    )

    @Argument(help: Names.model, transform: { try Model.Name($0) })
    var model: Model.Name

    @Option(help: "How many of the newest versions stay.")
    var keepLast: Int

    @Flag(help: "Keep what an alias points at, which is always so.")
    var keepAliased = false

    @Flag(help: "Hide the others; they stay usable.")
    var archive = false

    @Flag(help: "Delete the others; they can be undeleted until garbage is collected.")
    var delete = false

    @Flag(help: "Say what would be done, and do nothing.")
    var dryRun = false

    @OptionGroup var confirmation: ConfirmationOptions
    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard archive != delete else { throw ValidationError("Say --archive or --delete.") }
        guard keepLast >= 0 else { throw ValidationError("--keep-last counts from 0.") }
    }

    func run() async throws {
        let roost = try global.connect()
        let output = global.output
        let action: PruneReport.Action = delete ? .delete : .archive
        var report = try await roost.prune(model, keepLast: keepLast, action, dryRun: true)
        let going = report.versions.filter { !$0.kept }
        if !dryRun, !going.isEmpty {
            if delete {
                let names = going.map(\.version.text).joined(separator: ", ")
                try output.confirm("Delete \(names)?", assumed: confirmation.yes)
            }
            report = try await roost.prune(model, keepLast: keepLast, action, dryRun: false)
        }
        guard !output.json else { return try output.print(json: report) }
        output.print(Table(columns: ["version", "", "size", "why"], rows: report.rows).text)
        if dryRun { output.say("nothing was done; leave --dry-run out to do it") }
        if !dryRun, delete, !going.isEmpty { output.hint("roost gc") }
    }
}

extension PruneReport {
    fileprivate var rows: [[String]] {
        let done = action == .archive ? "archived" : "deleted"
        let doing = action == .archive ? "archive" : "delete"
        return versions.map { line in
            [
                line.version.text, line.kept ? "kept" : dryRun ? "would \(doing)" : done,
                ByteText(line.size).description, line.reason,
            ]
        }
    }
}
