import ArgumentParser
import RoostClient

struct Delete: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Delete a model or a version.",
        discussion: """
            'roost delete digits' deletes the model with all its versions, 'roost delete digits:2' one version.
            It can be brought back with 'roost undelete' until garbage is collected.
            """
    )

    @Argument(help: Names.subject, transform: { try Reference($0) })
    var subject: Reference

    @OptionGroup var confirmation: ConfirmationOptions
    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let roost = try global.connect()
        let output = global.output
        let what = subject.isModel ? "model \(subject) with all its versions" : "version \(subject)"
        try output.confirm("Delete \(what)?", assumed: confirmation.yes)
        if subject.isModel {
            try await roost.deleteModel(named: subject.model)
        } else {
            try await roost.deleteVersion(subject)
        }
        output.say("deleted \(subject)")
        output.hint("roost undelete \(subject)")
    }
}
