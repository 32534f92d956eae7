import ArgumentParser
import RoostClient

struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show a model, or one of its versions.",
        discussion: "'roost show digits' shows the model, 'roost show digits:2' or 'digits@champion' a version."
    )

    @Argument(help: Names.subject, transform: { try Reference($0) })
    var subject: Reference

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let roost = try global.connect()
        let output = global.output
        guard subject.isModel else {
            let version = try await roost.version(subject)
            try output.show(version)
            return output.hint("roost predict \(version.reference) IMAGE")
        }
        let model = try await roost.model(named: subject.model)
        try output.show(try await ModelDetails(model, from: roost))
        if let latest = model.latestVersion { output.hint("roost show \(model.name):\(latest)") }
    }
}
