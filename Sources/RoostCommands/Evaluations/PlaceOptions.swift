import ArgumentParser
import RoostClient

/// Where versions were evaluated.
struct PlaceOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Which items: train, validation, test or all.",
            discussion: "What was evaluated last unless said."
        ),
        transform: { try Evaluation.Part(argument: $0) }
    )
    var subset: Evaluation.Part?

    @Option(
        help: ArgumentHelp(
            "A state of the dataset: a snapshot's digest.",
            discussion: "The latest that fits unless said."
        ),
        transform: { try Digest($0) }
    )
    var snapshot: Digest?
}

extension Evaluation.Part {
    /// A part as it is typed, in any of the usual spellings.
    init(argument: String) throws(RoostError) {
        guard argument.lowercased() != "all" else {
            self = .all
            return
        }
        self.init(try SubsetArgument.parse(argument))
    }
}

extension Roost {
    /// The snapshot that is meant, if one is.
    func snapshotID(_ selector: Snapshot.Selector?, of dataset: Dataset.Name) async throws -> Identifier<Snapshot>? {
        guard let selector else { return nil }
        return try await snapshot(selector, of: dataset).id
    }
}
