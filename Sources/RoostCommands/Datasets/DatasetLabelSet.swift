import ArgumentParser
import Foundation
import RoostClient

struct DatasetLabelSet: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "Add or change labels.",
        discussion: """
            'roost datasets labels set shapes --label vehicle --label "car parent=vehicle color=#ff0000 \
            attribute=pose:front|side|back!"' adds labels, or changes those that are there; others stay. A JSON file, as \
            'roost datasets labels list --json' prints it, replaces all of them. --strict refuses ground truth with any \
            other label; without it, new ones are added as they come.
            """
    )

    @Argument(help: Names.dataset, transform: { try Dataset.Name($0) })
    var name: Dataset.Name

    @Option(
        name: .customLong("label"),
        help: "NAME [parent=NAME] [color=#rrggbb] [attribute=NAME:KIND]; repeat for more.",
        transform: LabelArgument.parse
    )
    var labels: [Label] = []

    @Option(help: ArgumentHelp("A JSON file with all labels to be.", valueName: "file"), completion: .file())
    var file: String?

    @Flag(inversion: .prefixedNo, help: "Refuse ground truth with other labels.")
    var strict: Bool?

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard !labels.isEmpty || file != nil || strict != nil else {
            throw ValidationError("Give --label, --file or --strict.")
        }
    }

    func run() async throws {
        let roost = try global.connect()
        var wanted = try file.map(Self.read)
        if wanted == nil, !labels.isEmpty { wanted = try await roost.dataset(name).labels }
        wanted = wanted.map(merge)
        let dataset = try await roost.updateDataset(named: name, labels: wanted, isStrict: strict)
        try global.output.show(dataset.labels, empty: "no labels")
    }

    private func merge(_ old: [Label]) -> [Label] {
        let new = Dictionary(labels.map { ($0.name, $0) }) { _, last in last }
        let known = Set(old.map(\.name))
        var added: Set<String> = []
        return old.map { new[$0.name] ?? $0 }
            + labels.compactMap { known.contains($0.name) || !added.insert($0.name).inserted ? nil : new[$0.name] }
    }

    private static func read(_ path: String) throws -> [Label] {
        let bytes = try TextFile.bytes(of: URL(filePath: path), limit: 16 << 20)
        do {
            return try JSONDecoder().decode([Label].self, from: bytes)
        } catch let error as RoostError {
            throw error
        } catch {
            throw RoostError(
                .corrupted,
                "\(Output.safe(path)) is no JSON list of labels, such as [{\"name\": \"cat\", \"color\": \"#ff8800\"}]",
                cause: error
            )
        }
    }
}
