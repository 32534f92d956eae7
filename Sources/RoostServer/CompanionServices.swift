import Logging
import ServiceLifecycle

/// Services that need to know where the server is: they start once it can be reached and end before it.
struct CompanionServices: Service {
    /// Gives the port once.
    let ports: AsyncStream<Int>
    let make: @Sendable (_ port: Int) throws -> [any Service]

    func run() async throws {
        let port = await cancelWhenGracefulShutdown {
            await ports.first { _ in true }
        }
        guard let port else { return }
        let services = try make(port)
        guard !services.isEmpty else {
            try await gracefulShutdown()
            return
        }
        try await ServiceGroup(services: services, logger: Logger(label: "roost.companions")).run()
    }
}
