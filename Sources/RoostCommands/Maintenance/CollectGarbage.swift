import ArgumentParser
import RoostClient

struct CollectGarbage: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gc",
        abstract: "Take away what was deleted, and content that nothing names.",
        discussion: "After that it cannot be brought back."
    )

    @Flag(help: "Only say what would go.")
    var dryRun = false

    @Option(help: "Keep what is younger than that.", transform: DurationText.parse)
    var grace: Duration = .seconds(86_400)

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let report = try await global.connect().collectGarbage(dryRun: dryRun, grace: grace)
        try global.output.show(report)
        if dryRun, report.blobs > 0 { global.output.hint("roost gc") }
    }
}

extension GarbageReport: Details {
    var fields: [Field] {
        [
            Field(dryRun ? "would free" : "freed", "\(ByteText(bytes)) in \(blobs) blobs"),
            Field("models", String(purgedModels)),
            Field("versions", String(purgedVersions)),
            Field("datasets", String(purgedDatasets)),
            Field("items", String(purgedItems)),
            Field("experiments", String(purgedExperiments)),
            Field("runs", String(purgedRuns)),
            Field("logged models", String(purgedLoggedModels)),
            Field("traces", String(purgedTraces)),
            Field("stale uploads", String(expiredUploads)),
        ]
    }
}
