import Foundation
import Hummingbird
import Logging
import NIOCore
import RoostAPISupport
import RoostArtifactStore
import RoostEntities
import RoostMetadataStore
import RoostOperations
import ServiceLifecycle
import UnixSignals

/// The registry as a process: its home, its stores, its HTTP server and what works beside it.
package struct RoostServer: Sendable {
    /// How long requests in flight may take once the server was asked to stop.
    static let grace: Duration = .seconds(30)

    /// Content on its way in that nobody added to for this long before a start is forgotten, in seconds.
    static let rest = 86_400.0

    private let configuration: ServerConfiguration
    private let version: String
    private let signals: [UnixSignal]
    private let announce: @Sendable (Announcement) -> Void
    private let companions: @Sendable (RunningServer) throws -> [any Service]

    /// - Parameters:
    ///   - configuration: Where and how.
    ///   - version: Of the program.
    ///   - signals: That end the server gently.
    ///   - companions: What runs beside the server, from when it can be reached until just before it stops.
    ///   - announce: Called when the server can be reached.
    package init(
        configuration: ServerConfiguration,
        version: String,
        signals: [UnixSignal] = [.sigterm, .sigint],
        companions: @escaping @Sendable (RunningServer) throws -> [any Service] = { _ in [] },
        announce: @escaping @Sendable (Announcement) -> Void
    ) {
        self.configuration = configuration
        self.version = version
        self.signals = signals
        self.companions = companions
        self.announce = announce
    }

    /// Serves until a signal comes or the task is cancelled.
    ///
    /// - Throws: `invalidArgument` for a configuration that is not safe; `unavailable` when the home or the port is
    ///   taken or cannot be used.
    package func run() async throws {
        try configuration.validate()
        let home = HomeFolder(configuration.home)
        try home.prepare()
        let lock = try HomeLock(home)
        try await lock.held {
            try await serve(home)
        }
    }

    private func serve(_ home: HomeFolder) async throws {
        let logger = Logger(label: "roost") { label in
            LineLogHandler(label: label, level: configuration.logLevel, format: configuration.logFormat)
        }
        let blobs = try await FolderBlobs(folder: home.blobs)
        let operations = Operations(
            metadata: try Metadata(path: home.database.path),
            blobs: blobs,
            ids: IdentifierGenerator(),
            linkPolicy: LinkPolicy(allowsPrivateAddresses: configuration.allowsPrivateLinks),
            home: home.url,
            inspectImage: ImageInspection.readHeader
        )
        let welcome = Welcome(home: home, operations: operations)
        let token = try await welcome.token(url: configuration.url(port: configuration.port))
        try await blobs.sweep(before: .now.advanced(bySeconds: -Self.rest))
        try await run(operations, blobs: blobs, home: home, token: token, logger: logger)
    }

    private func run(
        _ operations: Operations,
        blobs: any BlobStore,
        home: HomeFolder,
        token: String?,
        logger: Logger
    ) async throws {
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        let application = try RoostApplication(operations: operations, configuration: configuration, version: version)
            .build(logger: logger) { port.yield($0) }
        let services = CompanionServices(ports: ports) { port in
            let url = configuration.url(port: port)
            try Welcome(home: home, operations: operations).publish(url: url, token: token)
            announce(Announcement(url: url, credentials: home.credentials, home: home.url))
            return try companions(
                RunningServer(url: url, home: home.url, operations: operations, blobs: blobs, logger: logger)
            )
        }
        var group = ServiceGroupConfiguration(
            services: [application, services],
            gracefulShutdownSignals: signals,
            logger: logger
        )
        group.maximumGracefulShutdownDuration = Self.grace
        defer { try? FileManager.default.removeItem(at: home.address) }
        do {
            try await ServiceGroup(configuration: group).run()
        } catch let error as IOError where error.errnoCode == EADDRINUSE || error.errnoCode == EACCES {
            throw RoostError(
                .unavailable,
                "port \(configuration.port) at \(configuration.host) cannot be had; choose another with --port",
                cause: error
            )
        }
    }
}
