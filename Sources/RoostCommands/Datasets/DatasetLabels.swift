import ArgumentParser
import Foundation
import RoostClient

struct DatasetLabels: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "labels",
        abstract: "List and change the labels that a dataset's ground truth may carry.",
        subcommands: [DatasetLabelList.self, DatasetLabelSet.self, DatasetLabelRemove.self],
        defaultSubcommand: DatasetLabelList.self
    )
}

struct DatasetLabelList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List a dataset's labels.")

    @Argument(help: Names.dataset, transform: { try Dataset.Name($0) })
    var name: Dataset.Name

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let dataset = try await global.connect().dataset(name)
        try global.output.show(
            dataset.labels,
            empty: "no labels; add some: roost datasets labels set \(name) --label cat"
        )
    }
}

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

struct DatasetLabelRemove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Take labels away that no ground truth carries."
    )

    @Argument(help: Names.dataset, transform: { try Dataset.Name($0) })
    var name: Dataset.Name

    @Argument(help: "Labels.")
    var labels: [String]

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let roost = try global.connect()
        let old = try await roost.dataset(name).labels
        if let unknown = labels.first(where: { label in !old.contains { $0.name == label } }) {
            throw RoostError(.notFound, "dataset \(name) has no label '\(Output.safe(unknown))'; list its labels")
        }
        let dataset = try await roost.updateDataset(named: name, labels: old.filter { !labels.contains($0.name) })
        try global.output.show(dataset.labels, empty: "no labels")
    }
}

extension Label: Row {
    static var columns: [String] { ["label", "parent", "color", "attributes"] }

    var cells: [String] {
        [name, parent ?? "-", color?.text ?? "-", attributes.map(\.spelling).joined(separator: ", ")]
    }
}

extension Label.Attribute {
    /// As it is typed.
    fileprivate var spelling: String {
        "\(name):\(kind == .choice ? choices.joined(separator: "|") : kind.rawValue)\(isRequired ? "!" : "")"
    }
}
