import ArgumentParser
import Foundation
import RoostClient
import RoostMLflowTransfer

struct ExportMLflow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mlflow",
        abstract: "Copy what this server has to an MLflow server.",
        discussion: """
            The other way of 'roost import mlflow'. MLflow gives runs and logged models identifiers of its own, so \
            their tags 'roost.run_id' and 'roost.model_id' tell what they were here. Begun again, it goes on where it \
            was cut off. Credentials of the MLflow server are read from MLFLOW_TRACKING_USERNAME and \
            MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN.
            """
    )

    @Argument(help: ArgumentHelp("The MLflow server's address.", valueName: "uri"))
    var destination: String

    @Option(
        name: .customLong("experiment"),
        help: ArgumentHelp("Only this experiment, and no registry; may be repeated.", valueName: "name")
    )
    var experiments: [String] = []

    @Flag(help: "Send what is complete at the target again, too: what changed at the source meanwhile is taken over.")
    var recheck = false

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let output = global.output
        let source = ServerSource(server: try MLflowEnd.own(global))
        let target = try await TransferTarget(server: try MLflowEnd.other(destination))
        let report = try await TransferSession(output: output, verb: "exporting").run { log in
            try await Transfer(source: source, target: target, log: log, rechecks: recheck)
                .copy(experiments: Set(experiments))
        }
        try output.show(report, as: report.fields)
    }
}
