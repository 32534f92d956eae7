import ArgumentParser
import Foundation
import RoostClient
import RoostInference
import RoostLearning
import RoostThreads

/// What `Benchmarks/run train-head` measures.
struct FitHead: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fit-head",
        abstract: "Fit a head on the features in a file (for benchmarks).",
        shouldDisplay: false
    )

    @Argument(help: "Safetensors with features and labels.")
    var file: String

    @Option(help: "The penalty of large weights.")
    var l2: Double = 1e-4

    @Option(help: "Ends when loss and penalty are no larger.")
    var target: Double?

    @Option(help: "Takes the features as Roost keeps them, and the head.")
    var folder: String

    func run() async throws {
        var settings = HeadSettings()
        settings.l2 = l2
        settings.patience = 0
        settings.validationShare = 0
        settings.tolerance = target == nil ? settings.tolerance : 0
        let home = URL(filePath: folder, directoryHint: .isDirectory)
        let source = URL(filePath: file)
        let threads = BlockingThreads(label: "roost.features", count: 1)
        let fit = try await threads.run { [settings] () throws(RoostError) in
            try FeatureFileFit(source, in: home, settings)
        }
        let before = Self.processorTime
        let (outcome, parameters) = try await fit.run(to: target, on: NativeLibrary.engine(library: nil).runtime)
        let cpu = Self.processorTime - before
        try parameters.withUnsafeBytes { try Data($0).write(to: home.appending(path: "head")) }
        Console.standard.write(
            """
            {"seconds": \(outcome.seconds), "cpu": \(cpu), "iterations": \(outcome.iterations), \
            "objective": \(outcome.objective)}\n
            """,
            .data
        )
    }

    /// In seconds, of all threads of the process.
    private static var processorTime: Double {
        Double(clock()) / Double(CLOCKS_PER_SEC)
    }
}
