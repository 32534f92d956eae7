import ArgumentParser
import Foundation
import RoostClient

/// What every command understands: where the server is, who asks, and how to answer.
struct GlobalOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The folder of the server's state.",
            discussion: "ROOST_HOME, else ~/.roost.",
            valueName: "folder"
        ),
        completion: .directory
    )
    var home: String?

    @Option(help: ArgumentHelp("The server's address.", discussion: "ROOST_URL, else what the home says."))
    var url: String?

    @Option(
        help: ArgumentHelp(
            "The token.",
            discussion: "Others on this machine may see it among the processes: ROOST_TOKEN or --token-file is better."
        )
    )
    var token: String?

    @Option(help: ArgumentHelp("A file that holds the token.", valueName: "file"), completion: .file())
    var tokenFile: String?

    @Option(help: ArgumentHelp("The project.", discussion: "ROOST_PROJECT, else 'default'.", valueName: "name"))
    var project: String?

    @Flag(help: "Print JSON instead of a table.")
    var json = false

    var output: Output { Output(json: json, console: .standard) }

    var homeURL: URL {
        home.map { URL(filePath: $0, directoryHint: .isDirectory) }
            ?? Discovery.home(environment: ProcessInfo.processInfo.environment)
    }

    /// What is known about the server, which need not be there.
    func discover() throws -> Discovery {
        try Discovery(
            url: url,
            token: try secret(),
            project: project,
            home: homeURL,
            environment: ProcessInfo.processInfo.environment
        )
    }

    func connect() throws -> Roost {
        let found = try discover()
        return Roost(url: found.url, token: found.token, project: found.project)
    }

    /// The token that was given, here or in a file.
    func secret() throws -> String? { try tokenFile.map(Self.secret) ?? token }

    private static func secret(inFile path: String) throws -> String {
        let text = try TextFile.read(URL(filePath: path), limit: 4096)
        return text.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
