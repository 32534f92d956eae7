import ArgumentParser
import Foundation
import Logging
import RoostClient
import RoostScheduler
import RoostServer
import ServiceLifecycle

/// The one command, besides `restore`, that works on the state itself.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run the server until it is told to stop.",
        discussion: """
            The state is in ~/.roost unless --home says otherwise. The first start makes an admin token, which other \
            commands on this machine find by themselves. What options do not say, the environment may: ROOST_HOST, \
            ROOST_PORT and the others that docs/cli.md lists.
            """
    )

    @Option(help: ArgumentHelp("The folder of the server's state.", valueName: "folder"), completion: .directory)
    var home: String?

    @Option(help: "The address to listen at; any but this machine's own needs TLS or --behind-proxy.")
    var host: String?

    @Option(help: "The port; 0 takes a free one.")
    var port: Int?

    @Option(name: .customLong("allowed-host"), help: "A name the server answers for; repeat for more.")
    var allowedHosts: [String] = []

    @Flag(help: "Something in front of the server speaks TLS for it.")
    var behindProxy = false

    @Option(help: ArgumentHelp("The certificate and its chain, PEM.", valueName: "file"), completion: .file())
    var tlsCertificate: String?

    @Option(help: ArgumentHelp("The certificate's key, PEM.", valueName: "file"), completion: .file())
    var tlsKey: String?

    @Option(help: "How many executions run at once.")
    var executions: Int?

    @Option(help: "trace, debug, info, notice, warning, error or critical.")
    var logLevel: Logger.Level?

    @Option(help: "text or json.")
    var logFormat: LogFormat?

    @Flag(help: "Let links lead to private addresses.")
    var allowPrivateLinks = false

    func validate() throws {
        guard (0...65_535).contains(port ?? 0) else { throw ValidationError("--port is between 0 and 65535.") }
        guard (1...256).contains(executions ?? 1) else { throw ValidationError("--executions is between 1 and 256.") }
    }

    func run() async throws {
        let configuration = try settings(environment: ProcessInfo.processInfo.environment)
        let server = RoostServer(
            configuration: configuration,
            version: Program.version,
            companions: { running in [try Self.scheduler(for: running, slots: configuration.executions)] },
            announce: Self.announce
        )
        try await server.run()
    }

    func settings(environment: [String: String]) throws -> ServerConfiguration {
        var settings = try ServerConfiguration(environment: environment)
        if let home { settings.home = URL(filePath: home, directoryHint: .isDirectory) }
        settings.host = host ?? settings.host
        settings.port = port ?? settings.port
        settings.allowedHosts += allowedHosts
        settings.isBehindProxy = behindProxy || settings.isBehindProxy
        let certificate = tlsCertificate.map { URL(filePath: $0) }
        let key = tlsKey.map { URL(filePath: $0) }
        settings.tls = try ServerConfiguration.tls(certificate: certificate, key: key) ?? settings.tls
        settings.executions = executions ?? settings.executions
        settings.logLevel = logLevel ?? settings.logLevel
        settings.logFormat = logFormat ?? settings.logFormat
        settings.allowsPrivateLinks = allowPrivateLinks || settings.allowsPrivateLinks
        return settings
    }

    private static func announce(_ announcement: Announcement) {
        let console = Console.standard
        let home = announcement.home.path(percentEncoded: false)
        let credentials = announcement.credentials.path(percentEncoded: false)
        console.write("\(announcement.url)\n", .data)
        console.write("roost \(Program.version) serves \(Output.safe(home)); ^C stops it\n", .talk)
        console.write("the first token is in \(Output.safe(credentials)); commands on this machine find it\n", .talk)
        if console.isTalkTerminal { console.write("next: roost push NAME FOLDER\n", .talk) }
    }

    /// What works on executions beside the server.
    private static func scheduler(for running: RunningServer, slots: Int) throws -> any Service {
        guard let server = URL(string: running.url), let program = Bundle.main.executableURL else {
            throw RoostError(.internal, "the program cannot find itself to start workers")
        }
        return ExecutionScheduler(
            operations: running.operations,
            blobs: running.blobs,
            settings: SchedulerSettings(
                executable: program,
                home: running.home,
                server: server,
                environment: workerEnvironment(ProcessInfo.processInfo.environment),
                slots: slots
            ),
            logger: running.logger
        )
    }

    /// What a worker may know of this process's surroundings: nothing that opens anything.
    static func workerEnvironment(_ environment: [String: String]) -> [String: String] {
        let wanted: Set = ["PATH", "HOME", "TMPDIR", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "ROOST_ONNXRUNTIME"]
        return environment.filter { wanted.contains($0.key) }
    }
}

extension Logger.Level: @retroactive ExpressibleByArgument {}
extension LogFormat: ExpressibleByArgument {}
