import ArgumentParser
import RoostClient

struct Undelete: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Bring back a deleted model or version.",
        discussion: "It works until garbage was collected."
    )

    @Argument(help: Names.subject, transform: { try Reference($0) })
    var subject: Reference

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let roost = try global.connect()
        guard subject.isModel else {
            return try global.output.show(try await roost.undeleteVersion(subject))
        }
        let model = try await roost.undeleteModel(named: subject.model)
        try global.output.show(try await ModelDetails(model, from: roost))
    }
}
