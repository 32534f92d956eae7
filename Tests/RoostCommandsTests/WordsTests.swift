import ArgumentParser
import Foundation
import RoostClient
import RoostHub
import Testing

@testable import RoostCommands

/// What people type, and what numbers look like.
struct WordsTests {
    @Test(arguments: [
        (0, "0 B"), (999, "999 B"), (1000, "1.0 kB"), (1_234_567, "1.2 MB"), (999_999, "999.9 kB"),
        (5_000_000_000, "5.0 GB"), (Int64.max, "9223.3 PB"),
    ])
    func `bytes are powers of a thousand`(_ bytes: Int64, _ text: String) {
        #expect(ByteText(bytes).description == text)
    }

    @Test(arguments: [("90s", 90), ("45m", 2700), ("12h", 43_200), ("30d", 2_592_000)])
    func `a length of time has a unit`(_ text: String, _ seconds: Int64) throws {
        #expect(try DurationText.parse(text) == .seconds(seconds))
    }

    @Test(arguments: ["", "5", "d", "-1d", "9223372036854775807d", "1000000d"])
    func `what is no length of time is refused`(_ text: String) {
        #expect(throws: RoostError.self) { try DurationText.parse(text) }
    }

    @Test func `a tag's value may hold an equals sign`() throws {
        let tag = try TagArgument("query=a=b")
        #expect(tag.key == "query" && tag.value == "a=b")
        #expect(throws: RoostError.self) { try TagArgument("=b") }
    }

    @Test func `a hub's repository has an owner, a name and perhaps a revision`() throws {
        #expect(try PushSource("hf:google/vit@abc") == .hub(HubRepository("google/vit@abc")))
        #expect(try PushSource("hf:gpt2") == .hub(HubRepository("gpt2@main")))
        for text in ["hf:", "hf:a/b/c", "hf:../b", "hf:a/b@", "hf:/b"] {
            #expect(throws: RoostError.self, "\(text)") { try PushSource(text) }
        }
    }

    @Test(arguments: RoostError.Code.allCases)
    func `every failure has a status that is not success`(_ code: RoostError.Code) {
        #expect(ExitStatus(code) != .success)
    }

    @Test func `the guide lists every exit status`() throws {
        let guide = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../docs/cli.md")
        let text = try String(contentsOf: guide, encoding: .utf8)
        for status in ExitStatus.allCases {
            #expect(text.contains("| \(status.rawValue) |"), "\(status)")
        }
    }

    @Test func `the guide names every command`() throws {
        let guide = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../docs/cli.md")
        let text = try String(contentsOf: guide, encoding: .utf8)
        for command in Self.commands(RoostCommand.self, after: "roost") {
            #expect(text.contains("`\(command)"), "\(command)")
        }
    }

    private static func commands(_ type: any ParsableCommand.Type, after path: String) -> [String] {
        let groups = type.configuration.subcommands + type.configuration.groupedSubcommands.flatMap(\.subcommands)
        let shown = groups.filter { $0.configuration.shouldDisplay }
        return shown.flatMap { command in
            let name = path + " " + (command.configuration.commandName ?? command._commandName)
            let below = commands(command, after: name)
            return below.isEmpty ? [name] : below
        }
    }

    @Test(arguments: [
        ["predict", "digits"], ["predict", "digits", "a.png", "--dataset", "set"], ["predict", "bad/name", "a.png"],
        ["predict", "digits", "a.png", "--subset", "test"], ["predict", "digits", "a.png", "--top", "0"],
        ["train", "digits", "--dataset", "set", "--set", "l2"],
        ["evaluate", "digits", "--dataset", "set", "--metric", "a"],
        ["review", "m", "--dataset", "set", "--confusion", "3"], ["compare", "digits", "--dataset", "set"],
        ["review", "m", "--dataset", "set", "--correct", "image=3"],
        ["review", "m", "--dataset", "set", "--against", "n", "--errors", "any", "--confusion", "3,8"],
        ["prune", "m", "--keep-last", "3"], ["prune", "m", "--keep-last", "3", "--archive", "--delete"],
        ["alias", "set", "digits", "Champion!", "2"], ["models", "list", "--limit", "0"], ["serve", "--port", "70000"],
    ])
    func `what cannot be meant is refused before anything is asked`(_ arguments: [String]) {
        #expect(throws: (any Error).self) { try RoostCommand.parseAsRoot(arguments) }
    }

    @Test(arguments: [
        ["models"], ["show", "digits@champion"], ["tag", "set", "digits:2", "team=vision", "x=y"],
        ["predict", "digits", "a.png", "--top", "5", "--json"], ["clone", "digits:1", "mine", "--description", "d"],
        ["datasets", "import", "shapes", "folder", "--subset", "val"],
        ["executions", "logs", "-f", String(repeating: "0", count: 24)],
        ["train", "digits:1", "--dataset", "shapes", "--name", "mine", "--set", "learning_rate=0.05", "--seed", "7"],
        ["evaluate", "mine:1", "--dataset", "shapes", "--subset", "test", "--metric", "worst=min(accuracy, mcc)"],
        ["review", "mine:1", "--dataset", "shapes", "--errors", "false-positive", "--label", "3"],
        ["review", "mine:1", "--dataset", "shapes", "--against", "digits:1", "--change", "fixed"],
        ["review", "mine:1", "--dataset", "shapes", "--correct", String(repeating: "0", count: 24) + "=3"],
        ["compare", "digits:1", "mine:1", "mine:2", "--dataset", "shapes", "--metric", "accuracy", "--markdown"],
        ["promote", "mine:2", "--alias", "champion", "--require", "accuracy >= champion - 0.005"],
        ["reproduce", "mine:2"], ["leaderboard", "--dataset", "shapes", "--subset", "all"],
        ["prune", "mine", "--keep-last", "3", "--keep-aliased", "--delete", "--dry-run"],
        ["tokens", "create", "ci", "--role", "viewer", "--expires", "30d"], ["gc", "--dry-run"],
        ["doctor", "--repair"],
    ])
    func `what the guide shows can be typed`(_ arguments: [String]) {
        #expect(throws: Never.self) { try RoostCommand.parseAsRoot(arguments) }
    }
}
