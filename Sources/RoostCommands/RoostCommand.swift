import ArgumentParser
import Foundation
import RoostClient

/// The command line: every command talks to the server through the SDK, `serve` and `restore` apart.
package struct RoostCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "roost",
        abstract: "Keep, run and judge a team's models.",
        discussion: """
            Start with 'roost serve', then push a model: 'roost push digits ./checkpoint'.
            A version is named MODEL, MODEL:NUMBER or MODEL@ALIAS; MODEL alone means its latest version.
            Data goes to standard output, talk to standard error; --json works everywhere.
            """,
        version: Program.version,
        groupedSubcommands: [
            CommandGroup(name: "Server", subcommands: [Serve.self, Status.self, Whoami.self, PrintEnvironment.self]),
            CommandGroup(
                name: "Models",
                subcommands: [
                    Push.self, ExportCommands.self, Show.self, Clone.self, Archive.self, Unarchive.self, Delete.self,
                    Undelete.self,
                    ModelCommands.self, VersionCommands.self, AliasCommands.self, TagCommands.self,
                    ArtifactCommands.self,
                ]
            ),
            CommandGroup(
                name: "Work",
                subcommands: [
                    Predict.self, Train.self, Evaluate.self, Classify.self, Detect.self, Segment.self,
                    Execute.self, FitHead.self,
                    DatasetCommands.self, ExecutionCommands.self, ExperimentCommands.self, RunCommands.self,
                ]
            ),
            CommandGroup(
                name: "Judgement",
                subcommands: [
                    EvaluationCommands.self, Review.self, Compare.self, Leaderboard.self, Promote.self, Reproduce.self,
                    Prune.self,
                ]
            ),
            CommandGroup(
                name: "Administration",
                subcommands: [
                    ImportCommands.self, ProjectCommands.self, TokenCommands.self, Doctor.self, CollectGarbage.self,
                    Backup.self,
                    Restore.self,
                ]
            ),
        ]
    )

    package init() {}

    /// Runs what the arguments say and ends the process with the status `docs/cli.md` lists.
    package static func main() async {
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch let error as RoostError {
            fail(error)
        } catch is CancellationError {
            fail(RoostError(.cancelled, "cancelled"))
        } catch  where exitCode(for: error) == .validationFailure {
            let message = fullMessage(for: error).replacing("Error: ", with: "roost: ", maxReplacements: 1)
            Console.standard.write(Output.safe(message, keeping: "\n") + "\n", .talk)
            Foundation.exit(ExitStatus.usage.rawValue)
        } catch {
            exit(withError: error)
        }
    }

    private static func fail(_ error: RoostError) -> Never {
        Console.standard.write("roost: \(Output.safe(error.message))\n", .talk)
        Foundation.exit(ExitStatus(error.code).rawValue)
    }
}
