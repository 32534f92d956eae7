import ArgumentParser
import Foundation
import RoostClient
import RoostExecutor

/// The worker of one execution; the server starts it.
struct Execute: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Work on one execution (the server starts this).",
        discussion: "Reads its assignment as JSON on standard input and reports to the server it names.",
        shouldDisplay: false
    )

    func run() async throws {
        guard let input = try FileHandle.standardInput.read(upToCount: 1 << 20), !input.isEmpty else {
            throw RoostError(.invalidArgument, "no assignment came on standard input; the server starts this command")
        }
        let assignment = try JSONDecoder().decode(Assignment.self, from: input)
        let engine = try NativeLibrary.engine(library: assignment.runtimeLibrary)
        let worker = ExecutionWorker(assignment: assignment, engine: engine, program: Program.version) { line in
            Console.standard.write("\(Timestamp.now) \(line)\n", .data)
        }
        try await worker.run()
    }
}
