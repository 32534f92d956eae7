import ArgumentParser
import RoostClient

/// Which entities of a list are meant; `docs/filters.md` has the grammar.
struct FilterOption: ParsableArguments {
    @Option(
        name: .customLong("filter"),
        help: ArgumentHelp("Only those it means, such as 'subset = test and not predicted'.", valueName: "filter"),
        transform: { try Filter($0) }
    )
    var value: Filter?
}
