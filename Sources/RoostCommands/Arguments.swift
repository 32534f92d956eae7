import ArgumentParser
import RoostClient

/// The names people type, each checked by its own grammar before anything is asked.
enum Names {
    static let version = ArgumentHelp("A version: MODEL, MODEL:NUMBER or MODEL@ALIAS.", valueName: "version")
    static let model = ArgumentHelp("A model's name.", valueName: "model")
    static let subject = ArgumentHelp(
        "A model, or one version of it as MODEL:NUMBER or MODEL@ALIAS.",
        valueName: "model[:number]"
    )
    static let dataset = ArgumentHelp("A dataset's name.", valueName: "dataset")
    static let experiment = ArgumentHelp("An experiment's name.", valueName: "experiment")
    static let run = ArgumentHelp("A run's identifier, or the one it had where it was copied from.", valueName: "run")
    static let runs = ArgumentHelp("Identifiers of runs.", valueName: "run")
    static let execution = ArgumentHelp("An execution's identifier.", valueName: "execution")
}

/// How much of a list to print.
struct ListOptions: ParsableArguments {
    @Option(help: "How many entries to print at most.")
    var limit = 100

    func validate() throws {
        guard limit > 0 else { throw ValidationError("--limit counts from 1.") }
    }
}

/// Whether to ask before something goes.
struct ConfirmationOptions: ParsableArguments {
    @Flag(name: .shortAndLong, help: "Do not ask.")
    var yes = false
}

extension Reference {
    /// Whether it means the model rather than one of its versions.
    var isModel: Bool { selector == .latest }
}
