import ArgumentParser
import Foundation
import RoostClient
import RoostMLflowTransfer

struct ImportMLflow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mlflow",
        abstract: "Copy an MLflow server, or its SQLite file, into this one.",
        discussion: """
            Experiments, runs with all points of their metrics, datasets, artifacts, logged models and the registry, \
            deleted experiments and runs too. Runs keep their identifiers. Begun again, it goes on where it was cut \
            off. Credentials of the MLflow server are read from MLFLOW_TRACKING_USERNAME and \
            MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN. This takes a token of the role maintainer.
            """
    )

    @Argument(
        help: ArgumentHelp("The server's address, or its file such as mlflow.db.", valueName: "uri"),
        completion: .file()
    )
    var origin: String

    @Option(
        name: .customLong("experiment"),
        help: ArgumentHelp("Only this experiment, and no registry; may be repeated.", valueName: "name")
    )
    var experiments: [String] = []

    @Option(
        help: ArgumentHelp("Where the artifacts of a SQLite file are, if not beside it.", valueName: "folder"),
        completion: .directory
    )
    var artifacts: String?

    @Flag(help: "Send what is complete at the target again, too: what changed at the source meanwhile is taken over.")
    var recheck = false

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let output = global.output
        let target = try await TransferTarget(server: try MLflowEnd.own(global))
        let source = try await source()
        let report = try await TransferSession(output: output, verb: "importing").run { log in
            try await Transfer(source: source, target: target, log: log, rechecks: recheck)
                .copy(experiments: Set(experiments))
        }
        try output.show(report, as: report.fields)
        output.hint("roost experiments list")
    }

    private func source() async throws -> any TransferSource {
        if MLflowAddress.isAddress(origin) {
            guard artifacts == nil else {
                throw RoostError(.invalidArgument, "--artifacts is for a file; a server hands out artifacts itself")
            }
            let source = ServerSource(server: try MLflowEnd.other(origin))
            try await source.check()
            return source
        }
        return try DatabaseSource(
            file: URL(filePath: MLflowEnd.path(of: origin)),
            artifacts: artifacts.map { URL(filePath: $0, directoryHint: .isDirectory) }
        )
    }
}
